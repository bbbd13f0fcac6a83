"""A candidate as a line: what it rests on beside how it was weighed and decided."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from speir.core.text import day
from speir.frameworks.rules.structure import Framework, Indicator
from speir.improvement.models import Candidate
from speir.improvement.rules.choosing import Because, Decided, Found, Weighed, own_mark, standing
from speir.improvement.rules.naming import Decision, Standing


@dataclass(frozen=True, slots=True)
class Chosen:
    """The priority that a candidate became; `title` is empty where it is somebody's alone."""

    id: str
    title: str
    state: str
    open: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate: an indicator, or something in own words. `key` stands for it in addresses.

    `again` says why one that was decided is looked at again: its `day` has come, or its priority is `closed`.
    """

    key: str
    number: str
    indicator: Indicator | None
    words: str
    source: str
    found: tuple[Found, ...]
    weighed: Weighed
    decided: Decided
    decided_by: str
    decided_on: str
    priority: Chosen | None
    again: str
    row: str
    removed: bool

    @property
    def title(self) -> str:
        """What it is called."""
        return self.indicator.title if self.indicator else self.words

    @property
    def undecided(self) -> bool:
        """Whether it waits for a decision."""
        return not self.decided.decision or bool(self.again)

    @property
    def because(self) -> frozenset[Because]:
        """Why it stands."""
        return frozenset(one for found in self.found for one in found.because)

    @property
    def base(self) -> str:
        """What a form that changes its own words was opened with."""
        return own_mark(self.words, self.source, self.number)


def lines_of(framework: Framework, found: Iterable[Found], rows: Iterable[Candidate]) -> list[Line]:
    """Return the candidates in the framework's order, those in own words after them. No query."""
    rows = list(rows)
    weighed = {row.number: row for row in rows if not row.words}
    own = [row for row in rows if row.words and row.removed_at is None]
    said = [_as_found(row) for row in own if row.number in framework.by_number]
    by_number: dict[str, list[Found]] = defaultdict(list)
    for one in standing([*found, *said]):
        by_number[one.number].append(one)
    lines = [
        line_of(framework, number, tuple(sorted(by_number[number], key=_newest)), weighed.get(number))
        for number in framework.by_number
        if by_number[number] or (number in weighed and _kept(weighed[number]))
    ]
    return lines + [own_line(framework, row) for row in own if row.number not in framework.by_number]


def _newest(found: Found) -> tuple[int, str]:
    return -found.on.toordinal(), found.source


def _kept(row: Candidate) -> bool:
    """Return whether a candidate is shown though nothing found speaks for it any more: somebody weighed or decided."""
    return bool(row.decision) or _weighed(row).anything


def line_of(framework: Framework, number: str, found: tuple[Found, ...], row: Candidate | None) -> Line:
    """Return an indicator as a candidate, with what was weighed of it where something was. No query."""
    return _line(number, framework.by_number[number], found, row or Candidate(number=number))


def own_line(framework: Framework, row: Candidate) -> Line:
    """Return something in own words as a candidate by itself, or by the indicator that it names."""
    return _line(row.id, framework.by_number.get(row.number), (_as_found(row),), row)


def _line(key: str, indicator: Indicator | None, found: tuple[Found, ...], row: Candidate) -> Line:
    chosen = row.priority
    priority = None
    if chosen is not None:
        is_open = chosen.state != Standing.CLOSED and chosen.removed_at is None
        priority = Chosen(chosen.id, "" if chosen.only_me else chosen.title, chosen.state, is_open)
    last_by, last_at = getattr(row, "last_by", "") or "", getattr(row, "last_at", None)
    return Line(
        key=key,
        number=row.number,
        indicator=indicator,
        words=row.words,
        source=row.source,
        found=found,
        weighed=_weighed(row),
        decided=Decided(row.decision, row.reason, row.again_on),
        decided_by=last_by,
        decided_on=day(timezone.localdate(last_at)) if last_at else "",
        priority=priority,
        again=_again(row, priority, timezone.localdate()),
        row="" if row._state.adding else row.id,
        removed=row.removed_at is not None,
    )


def _again(row: Candidate, priority: Chosen | None, today: dt.date) -> str:
    if row.decision == Decision.PARKED and row.again_on and row.again_on <= today:
        return "day"
    return "closed" if row.decision == Decision.CHOSEN and priority and not priority.open else ""


def _weighed(row: Candidate) -> Weighed:
    return Weighed(row.harm, row.reach, row.crucial, row.effort, row.note)


def _as_found(row: Candidate) -> Found:
    return Found(
        source=row.source,
        id=row.id,
        number=row.number,
        on=timezone.localdate(row.written_at),
        title=row.written_by_name,
        text=row.words,
        because=frozenset({Because.SAID}),
    )
