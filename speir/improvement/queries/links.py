"""What the page behind an address in a reminder shows: enough to know the action again, and none of its words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from speir.improvement.policy.links import find


@dataclass(frozen=True, slots=True)
class Opened:
    """The id of an action, its day and unit, and how far it has come (`State`)."""

    id: str
    due: dt.date | None
    unit: str
    state: str


def opened(secret: str) -> Opened | None:
    """Return what an address opens; None where it was used or has ended, and for one that there never was."""
    found = find(secret)
    if found is None or not found.opens:
        return None
    row = found.action
    return Opened(row.id, row.due, (row.unit or row.priority.unit).name, row.state)
