"""What an inspection said beside what we said ourselves, one indicator at a time; nothing is added up. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from speir.core.text import capital, number
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Indicator


@dataclass(frozen=True, slots=True)
class Ours:
    """A level that we sealed ourselves: in which edition of which broad view, and on which day."""

    level: Level
    on: dt.date
    evaluation_id: str
    edition: int
    title: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator: the inspectors' level, ours sealed last before it, and ours sealed first after it."""

    indicator: Indicator
    theirs: Level | None
    before: Ours | None
    after: Ours | None

    @property
    def steps(self) -> int:
        """How many steps theirs lies above ours before it, or below it where negative; 0 where either is missing."""
        if self.theirs is None or self.before is None:
            return 0
        apart = self.theirs.steps_from(self.before.level)
        return -apart if self.theirs < self.before.level else apart

    @property
    def said(self) -> str:
        """The row in a sentence."""
        if self.theirs is None:
            return "Inspectors gave no level."
        theirs = self.theirs.name.lower()
        if self.before is None:
            return f"Inspectors said {theirs}. We had sealed no level before."
        ours = self.before.level.name.lower()
        if not self.steps:
            return f"We and the inspectors both said {ours}."
        apart = abs(self.steps)
        far = f"{number(apart)} step{'s' if apart > 1 else ''} {'higher' if self.steps > 0 else 'lower'}"
        told = f"We said {ours}; inspectors said {theirs}: {far}."
        return f"{told} Talk about this first." if apart > 1 else told

    @property
    def since(self) -> str:
        """What we said in the first edition after the inspection; empty where none has been sealed since."""
        if self.after is None:
            return ""
        now = self.after.level.name.lower()
        if self.theirs is not None and self.after.level.steps_from(self.theirs) == 0:
            return f"Afterwards we said {now}, as the inspectors had."
        return f"Afterwards we said {now}."


def in_order(rows: Iterable[Compared]) -> list[Compared]:
    """Return the widest differences first, then where we said nothing, what agrees, and what inspectors left out."""

    def rank(row: Compared) -> tuple[int, int, str]:
        if row.theirs is None:
            return 3, 0, row.indicator.number
        if row.before is None:
            return 1, 0, row.indicator.number
        return (0 if row.steps else 2), -abs(row.steps), row.indicator.number

    return sorted(rows, key=rank)


def told(rows: Iterable[Compared]) -> list[str]:
    """Return how many indicators differ, agree and cannot be compared, each in a sentence of its own."""
    rows = list(rows)
    both = [row for row in rows if row.theirs is not None and row.before is not None]
    apart = sum(1 for row in both if row.steps)
    unsaid = sum(1 for row in rows if row.theirs is not None and row.before is None)
    said = []
    if apart:
        said.append(f"{capital(_indicators(apart))} differ{'s' if apart == 1 else ''}.")
    if len(both) > apart:
        same = len(both) - apart
        said.append(f"In {_indicators(same)} we said what the inspectors said.")
    if unsaid:
        said.append(f"Of {_indicators(unsaid)} we had sealed no level before the inspection.")
    return said


def _indicators(count: int) -> str:
    return f"{number(count)} indicator{'' if count == 1 else 's'}"
