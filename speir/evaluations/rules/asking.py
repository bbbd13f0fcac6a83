"""A joint broad view: who is asked, and how an organisation's contribution stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Move(StrEnum):
    """What was done about a contribution: each is a row that stays, whatever follows it."""

    INVITED = "invited"
    AGREED = "agreed"
    DECLINED = "declined"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    EXTENDED = "extended"
    WITHDRAWN = "withdrawn"


# What says why, in words.
WITH_WORDS = (Move.DECLINED, Move.RETURNED, Move.EXTENDED)
# What changes how a contribution stands; an extension leaves it as it is.
DECIDES = (
    Move.INVITED,
    Move.AGREED,
    Move.DECLINED,
    Move.SUBMITTED,
    Move.RETURNED,
    Move.ACCEPTED,
    Move.WITHDRAWN,
)


class Progress(StrEnum):
    """How a contribution stands, as everybody in the joint broad view is told."""

    INVITED = "invited"
    DECLINED = "declined"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


PROGRESS_WORDS: dict[str, str] = {
    Progress.INVITED: "Invited, no answer yet",
    Progress.DECLINED: "Not taking part",
    Progress.NOT_STARTED: "Not started",
    Progress.IN_PROGRESS: "In progress",
    Progress.SUBMITTED: "Handed in",
    Progress.RETURNED: "Returned with a question",
    Progress.ACCEPTED: "Accepted",
    Progress.WITHDRAWN: "Invitation taken back",
}
# What has been handed in can be read by everybody who takes part, also while a question about it is open.
HANDED_IN = (Progress.SUBMITTED, Progress.RETURNED, Progress.ACCEPTED)
# Who does not take part.
OUT = (Progress.DECLINED, Progress.WITHDRAWN)


def progress(last: str, *, begun: bool) -> Progress:
    """Return how a contribution stands: `last` is the last deciding move, `begun` whether its broad view has begun."""
    if last == Move.AGREED:
        return Progress.IN_PROGRESS if begun else Progress.NOT_STARTED
    return Progress(last)


@dataclass(frozen=True, slots=True)
class Dates:
    """When a contribution is due, and when it came. `extended` is the later day that one organisation was given."""

    due: dt.date
    extended: dt.date | None = None
    came: dt.date | None = None

    @property
    def by(self) -> dt.date:
        """The day by which it is due for this organisation: an extension counts while it is the later day."""
        return max(self.extended or self.due, self.due)

    def late(self, today: dt.date) -> bool:
        """Whether it came after its day, or has not come and its day is over. Nothing is locked by that."""
        return (self.came or today) > self.by
