"""Letters of this room, by their kind."""

from speir.evaluations.actions.moderation import letters
from speir.notices.actions import writer

writer("evaluations.asked")(letters.asked)
writer("evaluations.reminded")(letters.reminded)
