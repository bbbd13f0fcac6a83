"""Letters of this room, by their kind."""

from __future__ import annotations

from speir.improvement.actions import letters
from speir.improvement.actions.reminding import DIGEST, REMINDER
from speir.notices.actions import gatherer, writer

gatherer(REMINDER)(letters.reminder)
writer(DIGEST)(letters.weekly)
