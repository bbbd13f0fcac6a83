"""In which order a meeting goes through its actions: they are placed by `rules.meetings`, from what is asked here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from speir.core.compiled import Compiled
from speir.improvement.models import Action, Dependency
from speir.improvement.queries.board_scope import Scope, here, priorities_of, tally
from speir.improvement.queries.needing import Needing
from speir.improvement.rules.boards import Show
from speir.improvement.rules.meetings import CAN_BE_LATE, Turn, Up, began_as, in_order, turn
from speir.improvement.rules.naming import OPEN, TO_DO, Standing, State

END = "end"
NOT_DONE = [one.value for one in TO_DO]
LATE = sorted(CAN_BE_LATE)
# What is needed to put an action in its place in a meeting, in this order.
PLACED = ("state", "due", "priority__position", "priority_id", "position", "pk")


@dataclass(slots=True)
class Before:
    """An action of which something was said today: its row, and the states that it was in before each thing said."""

    row: tuple[Any, ...]
    states: list[str]


# From so many actions on, those alone are fetched that come up until the one after that which is talked about.
MUCH = 500


def turns_of(
    scope: Scope,
    befores: Mapping[str, Before],
    amiss: Mapping[str, Needing],
    after: dt.date | None,
    at: str,
    up: Up | None = None,
) -> tuple[list[tuple[Turn, Up]], int]:
    """Return the actions of a meeting in order, each with why it comes up, and how many they are. Two queries.

    Where there are many it is those that come up first, as long as `at` (empty: the first) and the next one are among
    them. `up` is how the action `at` stands now, by which they are chosen. One more query where it is the last of them.
    """
    open_ = dict(_counted(scope)())
    ended = sum(one.row[0] not in OPEN for one in befores.values())
    many = sum(open_.values()) + ended
    why = Turn.OVERDUE if not at else _turn(scope, up, befores, after) if up else Turn.REST
    query, last = _until(scope, why, after)
    if many > MUCH and query and at != END:
        rows = [*query.given(), *_nobodys(scope, amiss, open_)]
        found = in_order(_up(rows, befores, amiss), today=scope.today, after=after)
        those = [one for one in found if one[0] in ORDER[: ORDER.index(last) + 1]]
        ids = [one.id for _turn, one in those]
        if (at or next(iter(ids), "")) in ids[:-1]:
            return those, many
    found = in_order(_up(_open(scope).given(), befores, amiss), today=scope.today, after=after)
    return found, len(found)


ORDER = tuple(Turn)


def _turn(scope: Scope, up: Up, befores: Mapping[str, Before], after: dt.date | None) -> Turn:
    before = befores.get(up.id)
    state = began_as(up.state, before.states if before else ())
    return turn(up._replace(state=state), today=scope.today, after=after)


def _until(scope: Scope, why: Turn, after: dt.date | None) -> tuple[Compiled | None, Turn]:
    """Return the query for what comes up for this reason and before it, and up to which reason that is all of it.

    What waits and what is due soon is found by looking at all that is open, so that there is less of it only to show.
    """
    match why:
        case Turn.OVERDUE:
            return _late(scope), Turn.OVERDUE
        case Turn.STUCK | Turn.NOBODY:
            return _late_and_stuck(scope), Turn.NOBODY
        case Turn.WAITING | Turn.SOON:
            return _pressing(scope, after), Turn.SOON
    return None, Turn.REST


def how_many(scope: Scope) -> int:
    """Return how many actions a meeting has to go through. One query."""
    return sum(count for _pk, count in _counted(scope)())


@lru_cache(maxsize=512)
def _counted(scope: Scope) -> Compiled:
    """Return the query for the agreed priorities of a board, each with how many of its actions are still open."""
    rows = priorities_of(scope).filter(state=Standing.AGREED.value).order_by()
    rows = rows.annotate(open=tally(scope, Q(state__in=OPEN)))
    return Compiled(lambda: rows.values_list("pk", "open"), blanks=0)


def _nobodys(scope: Scope, amiss: Mapping[str, Needing], readable: Collection[str]) -> list[tuple[Any, ...]]:
    """Return what nobody leads now of these priorities, as rows of a meeting. No query."""
    return [
        (one.state, one.due and one.due.isoformat(), *one.place, one.id, False)
        for one in amiss.values()
        if one.show is Show.NOBODY and one.priority_id in readable and one.on(scope)
    ]


def _up(
    rows: Iterable[tuple[Any, ...]], befores: Mapping[str, Before], amiss: Mapping[str, Needing]
) -> list[Up]:
    """Return the actions of a meeting: what is to be done or to be shown, and what was so when it began today."""
    found: dict[str, Up] = {}
    nobody = {one.id for one in amiss.values() if one.show is Show.NOBODY}
    read = dt.date.fromisoformat
    # Priorities of different units can have the same place: by their ids those of one stay together.
    for state, due, first, priority, at, pk, waits in rows:
        if pk in found:
            continue
        if pk in befores:
            state = began_as(state, befores[pk].states)
        place = (first, priority, at, pk)
        found[pk] = Up(pk, state, read(due) if due else None, waits, place, pk in nobody)
    for pk, gone in befores.items():
        if pk not in found:
            state, due, first, priority, at, _pk = gone.row
            place = (first, priority, at, pk)
            found[pk] = Up(pk, began_as(state, gone.states), due, False, place, pk in nobody)
    return list(found.values())


@lru_cache(maxsize=512)
def _open(scope: Scope) -> Compiled:
    """Return the query for what a meeting goes through, each with whether it waits for something."""
    return _placed(scope, Q())


@lru_cache(maxsize=512)
def _pressing(scope: Scope, after: dt.date | None) -> Compiled:
    """Return the query for what of it is not among the others in `rules.meetings.turn`, and more."""
    presses = Q(due__lt=scope.today) | Q(state=State.STUCK.value) | Q(waits=True)
    return _placed(scope, presses | Q(due__lte=after) if after else presses)


@lru_cache(maxsize=512)
def _late(scope: Scope) -> Compiled:
    """Return the query for what is late. Whether it waits changes nothing then, and is not asked."""
    return Compiled(lambda: _first(scope, due__lt=scope.today, state__in=LATE), blanks=0)


@lru_cache(maxsize=512)
def _late_and_stuck(scope: Scope) -> Compiled:
    """Return the query for the same and for what is stuck: two that are put together, each by its own index."""
    late, stuck = _first(scope, due__lt=scope.today, state__in=LATE), _first(scope, state=State.STUCK.value)
    return Compiled(lambda: late.union(stuck, all=True), blanks=0)


def _first(scope: Scope, **those: Any) -> QuerySet[Action, tuple[Any, ...]]:
    return _goes_through(scope).filter(**those).values_list(*_NAMED, Value(0))


def _placed(scope: Scope, among: Q) -> Compiled:
    waits = Dependency.objects.filter(
        action=OuterRef("pk"), needs__state__in=NOT_DONE, needs__removed_at=None
    )
    rows = _goes_through(scope).filter(state__in=OPEN).annotate(waits=Exists(waits)).filter(among)
    return Compiled(lambda: rows.values_list(*_NAMED, "waits"), blanks=0)


def _goes_through(scope: Scope) -> QuerySet[Action]:
    """Return the actions on a board of agreed priorities."""
    agreed = priorities_of(scope).filter(state=Standing.AGREED.value).order_by().values("pk")
    rows = Action.objects.filter(priority__in=agreed, removed_at=None).order_by()
    return rows if scope.alone else rows.filter(here(scope))


# The day as text, since SQLite's driver would make a date of each of thousands of days.
_NAMED: tuple[Any, ...] = ("state", Cast("due", CharField()), *PLACED[2:])
