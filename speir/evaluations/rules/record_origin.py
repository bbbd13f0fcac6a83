"""What the record of a broad view says of where it came from: what was agreed, and who took part."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from speir.core.text import day


@dataclass(frozen=True, slots=True)
class RecordAgreement:
    """What people came to who judged the indicator alone first: that they `agreed`, or that they did not, and why.

    `level` is the name of the level that was agreed, empty where none was. `views` says in a sentence what they judged
    before they talked, and `standpoints` for whom they spoke; nobody is named. `on` is an ISO date.
    """

    agreed: bool
    level: str
    reason: str
    by: str
    on: str
    views: str
    standpoints: tuple[str, ...]

    @property
    def day(self) -> str:
        """The day as people say it: 3 March 2026."""
        return day(dt.date.fromisoformat(self.on))


@dataclass(frozen=True, slots=True)
class RecordParty:
    """An organisation that took part, and what it handed in: the edition's number, digest and day (ISO).

    `edition` is 0 and the others empty where nothing had come; `late` as on the day of the record.
    """

    organisation: str
    edition: int
    digest: str
    came_on: str
    late: bool

    @property
    def said(self) -> str:
        """What it handed in, and when, in a sentence."""
        if not self.edition:
            return "It takes part and has handed nothing in yet."
        came = day(dt.date.fromisoformat(self.came_on))
        late = ", after the day it was asked for" if self.late else ""
        return f"It handed in edition {self.edition} on {came}{late}."
