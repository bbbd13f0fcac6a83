"""A unit's actions and priorities month by month: what was due and is, what was agreed and is looked at again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.improvement.queries.board_lines import BY_ID, PAGE, BoardLine, asked, made
from speir.improvement.queries.board_scope import Scope, by_day, priorities_of
from speir.improvement.queries.boards import UnitOf, board_of
from speir.improvement.queries.needing import of_ids
from speir.improvement.rules.boards import later, month, month_name, month_of
from speir.organisations.rules import UnitKind

MONTHS, BEFORE = 6, 2
# Of more than this a month says how many there are, and leads to the board of that month.
IN_A_MONTH = PAGE // MONTHS


@dataclass(frozen=True, slots=True)
class Event:
    """What was done with a priority, or is to be done, on a day: `agreed`, `closed`, or `review`."""

    priority_id: str
    title: str
    what: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Month:
    """A month with the first of its actions, how many are due in all, and what there is of priorities.

    `stands` is `past`, `now` or `ahead`; `events_more`: how many there are besides.
    """

    key: str
    name: str
    stands: str
    lines: tuple[BoardLine, ...]
    count: int
    events: tuple[Event, ...]
    events_more: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Six months; `earlier` and `later` are the keys of the first months of the pages before and after."""

    unit: UnitOf
    months: tuple[Month, ...]
    earlier: str
    later: str
    anything: bool


def timeline(actor: Actor, unit_id: str, begins: str = "") -> Timeline:
    """Return six months of a unit's actions and priorities, from the month with this key on. At most six queries.

    Without one, or with what is none, they begin two months ago. Raises NotYours.
    """
    unit, today = board_of(actor, unit_id), timezone.localdate()
    scope = Scope(actor, today, unit.path, unit.kind == UnitKind.PARTNERSHIP)
    first = month_of(begins) or later(today, -BEFORE)
    keys = [month(later(first, at)) for at in range(MONTHS)]
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one, due in _due(scope, first).given():
        found[due[:7]].append(one)
    ids = [one for key in keys for one in found[key][:IN_A_MONTH]]
    lines = (
        {line.id: line for line in made(actor, asked(BY_ID, ids), today, amiss=of_ids(actor, whole=False))}
        if ids
        else {}
    )
    events = _events(scope, first)
    this = month(today)
    months = [
        Month(
            key=key,
            name=month_name(key),
            stands="now" if key == this else "past" if key < this else "ahead",
            lines=tuple(lines[one] for one in found[key][:IN_A_MONTH] if one in lines),
            count=len(found[key]),
            events=tuple(events[key][:IN_A_MONTH]),
            events_more=max(len(events[key]) - IN_A_MONTH, 0),
        )
        for key in keys
    ]
    around = month(later(first, -MONTHS)), month(later(first, MONTHS))
    return Timeline(unit, tuple(months), *around, bool(ids) or any(events.values()))


@lru_cache(maxsize=512)
def _due(scope: Scope, first: dt.date) -> Compiled:
    """Return the query for what is due in six months, by date: SQLite goes by that only where it cannot by priority."""
    rows = by_day(scope).filter(due__gte=first, due__lt=later(first, MONTHS)).order_by("due", "id")
    # As text, since SQLite's driver would make a date of each of a thousand days.
    said = Cast("due", CharField())
    return Compiled(lambda: rows.values_list("id", said), blanks=0)


def _events(scope: Scope, first: dt.date) -> defaultdict[str, list[Event]]:
    """Return what was done with priorities in six months, and when one looks at them again, by month and day."""
    found: defaultdict[str, list[Event]] = defaultdict(list)
    end = later(first, MONTHS)
    for one, title, agreed, closed, review in _told(scope, first)():
        days = (
            ("agreed", timezone.localtime(agreed).date() if agreed else None),
            ("closed", timezone.localtime(closed).date() if closed else None),
            ("review", None if closed else review),
        )
        for what, day in days:
            if day is not None and first <= day < end:
                found[month(day)].append(Event(one, title, what, day))
    for events in found.values():
        events.sort(key=lambda event: (event.on, event.title))
    return found


@lru_cache(maxsize=512)
def _told(scope: Scope, first: dt.date) -> Compiled:
    begin, end = (_start(one) for one in (first, later(first, MONTHS)))
    within = Q(agreed_at__gte=begin, agreed_at__lt=end) | Q(closed_at__gte=begin, closed_at__lt=end)
    within |= Q(review_on__gte=first, review_on__lt=later(first, MONTHS))
    rows = priorities_of(scope).filter(within).order_by()
    return Compiled(lambda: rows.values_list("id", "title", "agreed_at", "closed_at", "review_on"), blanks=0)


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
