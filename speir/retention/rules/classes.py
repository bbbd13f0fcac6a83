"""How long each class of record is kept: what starts its time, how long that is, and what happens at its end.

The periods are a starting point for an installation's own schedule. What people wrote is never purged by the clock: at
the end of its time somebody reviews it. What Speir needs only to run goes by itself; `done_by` names the code that
finds or removes each, and a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a review decides."""

    KEEP = "keep"
    DISPOSE = "dispose"


@dataclass(frozen=True, slots=True)
class Class:
    """A class of record. `days` is None for what ends with something else or is never purged."""

    words: str
    trigger: str
    days: int | None
    period: str
    then: str
    done_by: str
    reviewed: bool = False

    def over(self, started: dt.date) -> dt.date | None:
        """Return the day on which the time is over that began on this day."""
        return None if self.days is None else started + dt.timedelta(days=self.days)


YEAR = 365
REVIEW = "Somebody who leads there reviews it: dispose of it, or keep it for a reason."
CLASSES: dict[str, Class] = {
    "edition": Class(
        "Sealed editions, with the broad view that they are of",
        "the latest edition was sealed",
        7 * YEAR,
        "7 years",
        REVIEW,
        "evaluations.queries.due.editions",
        reviewed=True,
    ),
    "in_progress": Class(
        "Broad views that were never sealed, with earlier texts and texts set aside",
        "somebody last wrote in it",
        3 * YEAR,
        "3 years",
        REVIEW,
        "evaluations.queries.due.in_progress",
        reviewed=True,
    ),
    "evidence": Class(
        "Evidence that no broad view cites",
        "it was last changed",
        3 * YEAR,
        "3 years",
        REVIEW,
        "evaluations.queries.due.evidence",
        reviewed=True,
    ),
}
