"""Letters of this room, by their kind; and what rests on evidence, which a hold keeps."""

from __future__ import annotations

from speir.evaluations.actions.removing_held import rests
from speir.improvement.actions import letters
from speir.improvement.actions.reminding import DIGEST, REMINDER
from speir.improvement.queries.resting import priorities_on
from speir.notices.actions import gatherer, writer

gatherer(REMINDER)(letters.reminder)
writer(DIGEST)(letters.weekly)
rests(priorities_on)
