"""In which order a meeting goes through its actions: they are placed by `rules.meetings`, from what is asked here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast

from speir.core.compiled import Compiled
from speir.improvement.models import Action, Dependency
from speir.improvement.queries.board_scope import Scope, here, priorities_of, tally
from speir.improvement.queries.needing import Needing
from speir.improvement.rules.boards import Show
from speir.improvement.rules.meetings import Turn, Up, began_as, in_order
from speir.improvement.rules.naming import OPEN, TO_DO, Standing, State

END = "end"
NOT_DONE = [one.value for one in TO_DO]
# What is needed to put an action in its place in a meeting, in this order.
PLACED = ("state", "due", "priority__position", "priority_id", "position", "pk")


@dataclass(slots=True)
class Before:
    """An action of which something was said today: its row, and the states that it was in before each thing said."""

    row: tuple[Any, ...]
    states: list[str]


# From so many actions on, what does not press is fetched only for who comes to it.
MUCH = 500


def turns_of(
    scope: Scope, befores: dict[str, Before], amiss: Mapping[str, Needing], after: dt.date | None, at: str
) -> tuple[list[tuple[Turn, Up]], int]:
    """Return the actions of a meeting in order, each with why it comes up, and how many they are. Two queries.

    Where there are many it is those alone that press, as long as `at` is one of them with another one after it: a
    meeting seldom comes to the others. One more query where it does.
    """
    open_ = dict(_counted(scope)())
    ended = sum(one.row[0] not in OPEN for one in befores.values())
    many = sum(open_.values()) + ended
    if many > MUCH and at != END:
        rows = [*_pressing(scope, after).given(), *_nobodys(scope, amiss, open_)]
        found = in_order(_up(rows, befores, amiss), today=scope.today, after=after)
        pressing = [one for one in found if one[0] is not Turn.REST]
        ids = [up.id for _turn, up in pressing]
        if ids and (not at or at in ids[:-1]):
            return pressing, many
    found = in_order(_up(_open(scope).given(), befores, amiss), today=scope.today, after=after)
    return found, len(found)


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


def _placed(scope: Scope, among: Q) -> Compiled:
    waits = Dependency.objects.filter(
        action=OuterRef("pk"), needs__state__in=NOT_DONE, needs__removed_at=None
    )
    rows = Action.objects.filter(
        priority__in=priorities_of(scope).filter(state=Standing.AGREED.value).order_by().values("pk"),
        removed_at=None,
        state__in=OPEN,
    )
    if not scope.alone:
        rows = rows.filter(here(scope))
    # As text, since SQLite's driver would make a date of each of thousands of days.
    rows = rows.annotate(waits=Exists(waits)).filter(among)
    named = ("state", Cast("due", CharField()), *PLACED[2:], "waits")
    return Compiled(lambda: rows.order_by().values_list(*named), blanks=0)
