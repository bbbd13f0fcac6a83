"""Letters of this room, by their kind."""

from __future__ import annotations

from speir.evaluations.actions import joint_letters
from speir.evaluations.actions.moderation import letters
from speir.notices.actions import writer

writer("joint.invited")(joint_letters.invited)
writer("joint.returned")(joint_letters.returned)
writer("joint.accepted")(joint_letters.accepted)
writer("joint.extended")(joint_letters.extended)
writer("joint.submitted")(joint_letters.submitted)
writer("joint.declined")(joint_letters.declined)
writer("joint.due")(joint_letters.reminder)
writer("evaluations.asked")(letters.asked)
writer("evaluations.reminded")(letters.reminded)
