"""A unit's board: its actions under their priorities, by date, by indicator or by plan, a page at a time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, islice
from typing import Any

from django.db.models import F
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.improvement.models import Action, NothingNow
from speir.improvement.queries.board_groups import Counted, Head, grouped, heads, laid, shown_of, whole
from speir.improvement.queries.board_lines import (
    BY_ID,
    COLUMNS,
    PAGE,
    PRIORITY,
    BoardLine,
    asked,
    made,
    numbers_of,
)
from speir.improvement.queries.board_scope import Scope, actions_of, by_day, here, in_month, shown
from speir.improvement.queries.boards import UnitOf, board_of
from speir.improvement.queries.needing import Needing
from speir.improvement.rules.boards import AMISS, By, Show, Wanted, month, month_name, month_of
from speir.organisations.rules import UnitKind


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that stand together under a `name`: those of a priority (`head`), a month, an indicator or a plan.

    `count` is how many there are on all pages, nothing where it was not counted; `goes_on`: some stand on the page
    before. `numbers` are the indicators of a priority.
    """

    key: str
    name: str
    lines: tuple[BoardLine, ...]
    head: Head | None = None
    count: int = 0
    goes_on: bool = False
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """A unit's answer for now, *nothing at present*: why, who said so and when, and when it looks again."""

    reason: str
    by: str
    on: dt.date
    again_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Board:
    """A page of a unit's board. `urgent` counts what is looked at first; `more`: there is a page after this one."""

    unit: UnitOf
    wanted: Wanted
    today: dt.date
    urgent: Mapping[Show, int]
    groups: tuple[Group, ...]
    more: bool
    nothing: Nothing | None
    scope: Scope

    @property
    def quiet(self) -> bool:
        """Whether nothing of it is overdue or stuck, though there is something to do."""
        pressing = self.urgent[Show.OVERDUE] or self.urgent[Show.STUCK]
        return bool(self.urgent[Show.OPEN]) and not pressing


# From so many actions on, a board by date is read in the order of an index.
MANY = 500


def renamed(group: Group, name: str) -> Group:
    """Return a group under another name."""
    return replace(group, name=name)


NOTHING = Compiled(
    lambda unit_id: NothingNow.objects.filter(unit_id=unit_id, ended_at=None).values_list(
        "reason", "by_name", "at", "again_on"
    ),
    blanks=1,
)


def board(actor: Actor, unit_id: str, wanted: Wanted) -> Board:
    """Return a page of a unit's board. At most eight queries, however much there is to do. Raises NotYours."""
    unit, today = board_of(actor, unit_id), timezone.localdate()
    scope = Scope(actor, today, unit.path, unit.kind == UnitKind.PARTNERSHIP)
    those, counts, amiss = heads(scope, wanted)
    groups, more = (
        _by_date(scope, wanted, sum([count for _row, count in those]), amiss)
        if wanted.by is By.DATE
        else _grouped(scope, wanted, those, amiss)
    )
    return Board(
        unit, wanted, today, counts, groups, more, nothing_now(unit_id) if unit.belongs else None, scope
    )


def nothing_now(unit_id: str) -> Nothing | None:
    """Return a unit's answer that there is nothing at present, None where it gave none. One query."""
    for why, by, at, again in NOTHING(unit_id):
        return Nothing(why, by, timezone.localtime(at).date(), again)
    return None


def _grouped(
    scope: Scope, wanted: Wanted, those: list[Counted], amiss: Mapping[str, Needing]
) -> tuple[tuple[Group, ...], bool]:
    """Return the groups of a page with their lines, and whether there is a page after it. Three queries at most."""
    groups = grouped(scope, wanted.by, those)
    on_page, more = laid(groups, wanted)
    ids = list(dict.fromkeys(head for one in on_page for head, _first, _last in one.cuts))
    rows: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in _found(scope, wanted, ids, amiss):
        rows[row[PRIORITY]].append(row)
    picked = [[row for head, first, last in one.cuts for row in rows[head][first:last]] for one in on_page]
    numbers = {} if wanted.by is By.INDICATOR else numbers_of(ids)
    rows_of = [row for those in picked for row in those]
    lines = iter(made(scope.actor, rows_of, scope.today, numbers=numbers, amiss=amiss))
    standing = (
        whole(scope, wanted, [one for one in those if one[0][0] in set(ids)])
        if wanted.by is By.PRIORITY
        else {}
    )
    made_groups = [
        Group(
            key=one.key,
            name=one.name,
            lines=tuple(islice(lines, len(those))),
            head=standing.get(one.key),
            count=one.count,
            goes_on=one.goes_on,
            numbers=numbers.get(one.key, ()),
        )
        for one, those in zip(on_page, picked, strict=True)
    ]
    return tuple(made_groups), more


def _found(
    scope: Scope, wanted: Wanted, ids: list[str], amiss: Mapping[str, Needing]
) -> Iterable[tuple[Any, ...]]:
    """Return what is shown of these priorities, in order. One query for a page of them."""
    if wanted.show not in AMISS:
        return asked(_of_priorities(scope, wanted.show, wanted.lead, wanted.unit), ids)
    here = set(ids)
    order = [one.id for one in shown_of(amiss, wanted) if one.priority_id in here]
    rows = {row[0]: row for row in asked(BY_ID, order)}
    return [rows[one] for one in order if one in rows]


@lru_cache(maxsize=512)
def _of_priorities(scope: Scope, show: Show, lead: str, unit: str) -> Compiled:
    """Return the query for what is shown of priorities that the reader was found to read."""
    wanted = Wanted(show=show, lead=lead, unit=unit)
    rows = Action.objects.filter(shown(wanted, scope.today), here(scope), removed_at=None)
    ordered = rows.order_by("priority_id", F("due").asc(nulls_last=True), "position", "id")
    return Compiled(lambda *ids: ordered.filter(priority__in=ids).values_list(*COLUMNS), blanks=PAGE)


def _by_date(
    scope: Scope, wanted: Wanted, count: int, amiss: Mapping[str, Needing]
) -> tuple[tuple[Group, ...], bool]:
    """Return the months of a page. What has no date is one of the sorts that are looked at first."""
    if wanted.of and month_of(wanted.of) is None:
        return (), False
    if wanted.show in AMISS:
        rows = _amiss_by_date(wanted, amiss)
    else:
        said = (wanted.show, wanted.lead, wanted.unit, wanted.of, wanted.page, count > MANY)
        rows = _dated(scope, *said)()
    numbers = numbers_of(list(dict.fromkeys(row[PRIORITY] for row in rows[:PAGE])))
    lines = made(scope.actor, rows[:PAGE], scope.today, numbers=numbers, amiss=amiss)
    groups = [
        Group(key, month_name(key), tuple(those))
        for key, those in groupby(lines, key=lambda line: month(line.due) if line.due else "")
    ]
    return tuple(groups), len(rows) > PAGE


def _amiss_by_date(wanted: Wanted, amiss: Mapping[str, Needing]) -> list[tuple[Any, ...]]:
    """Return a page of what needs somebody, by its day, and one more where there is a page after it. One query."""
    those = [
        one for one in shown_of(amiss, wanted) if not wanted.of or (one.due and month(one.due) == wanted.of)
    ]
    order = [one.id for one in those[(wanted.page - 1) * PAGE : wanted.page * PAGE + 1]]
    rows = {row[0]: row for row in asked(BY_ID, order)}
    return [rows[one] for one in order if one in rows]


@lru_cache(maxsize=512)
def _dated(scope: Scope, show: Show, lead: str, unit: str, of: str, page: int, many: bool) -> Compiled:
    """Return the query for a page by date. `many`: so many are shown that they are found by date, and not sorted.

    SQLite goes by date only where it cannot go by priority.
    """
    rows = by_day(scope) if many else actions_of(scope)
    rows = rows.filter(shown(Wanted(show=show, lead=lead, unit=unit), scope.today))
    if show is not Show.UNDATED:
        rows = rows.filter(due__isnull=False)
    if of:
        rows = rows.filter(in_month(of))
    start = (page - 1) * PAGE
    return Compiled(
        lambda: rows.order_by("due", "id").values_list(*COLUMNS)[start : start + PAGE + 1], blanks=0
    )
