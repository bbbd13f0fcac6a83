"""What stands on a unit's board, as conditions: its own priorities, and what it has to do in those of others.

Whoever asks sees of it what they may read. A board costs the same however much is done, so each of its queries is
compiled once for whoever asks on a day, and the database counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from speir.access.actor import Actor
from speir.improvement.models import Action, Dependency, Part, Priority
from speir.improvement.policy import doing, priorities
from speir.improvement.rules.boards import STATES, Show, Wanted, later, month_of
from speir.improvement.rules.naming import AWAITED, TO_DO, PartAs, Standing, State
from speir.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose board it is, who reads it and on which day: all that its queries go by.

    `alone`: the unit is a partnership, which has part in nobody else's priorities.
    """

    actor: Actor
    today: dt.date
    path: str
    alone: bool


TO_DO_VALUES = [one.value for one in TO_DO]
AWAITED_VALUES = [one.value for one in AWAITED]


def below(path: str) -> QuerySet[Unit, Any]:
    """Return the ids of the unit at this path and of those below it, to look others up among."""
    root, _slash, rest = path.partition("/")
    units = Unit.objects.filter(path__startswith=path) if rest else Unit.objects.filter(root=root)
    return units.order_by().values("pk")


def here(scope: Scope) -> Q:
    """Return the condition that an action stands on a board.

    Its priority is the unit's, or of one below it; or it is done there; or nobody is said to do it yet, and the unit
    has it among what it sees to.
    """
    units = below(scope.path)
    own = Q(priority__unit__in=units)
    if scope.alone:
        return own
    sees = Part.objects.filter(unit__in=units, part_as=PartAs.SEES_TO_IT.value).values("priority_id")
    return own | Q(unit__in=units) | Q(unit=None, priority__in=sees)


def actions_of(scope: Scope) -> QuerySet[Action]:
    """Return the actions on a board that its reader may read."""
    return doing.visible_to(scope.actor).filter(here(scope)).order_by()


def by_day(scope: Scope) -> QuerySet[Action]:
    """Return the same in a form that SQLite reads by date: it does so only where it cannot go by priority."""
    theirs = priorities_of(scope).order_by().values("pk")
    rows = Action.objects.alias(of=Coalesce("priority_id", Value(""))).filter(of__in=theirs, removed_at=None)
    return rows if scope.alone else rows.filter(here(scope))


def priorities_of(scope: Scope) -> QuerySet[Priority]:
    """Return the priorities on a board that its reader may read."""
    return priorities.standing(scope.actor).filter(standing_on(scope))


def on_board(scope: Scope, rows: QuerySet[Any], *, by_itself: bool = False) -> QuerySet[Any]:
    """Return those rows of actions whose actions stand on a board, and were not taken out.

    `by_itself`: SQLite goes by an index of these rows, and not by priority, to find the first of many.
    """
    theirs = priorities_of(scope).order_by().values("pk")
    if by_itself:
        rows = rows.alias(of=Coalesce("action__priority_id", Value(""))).filter(of__in=theirs)
    else:
        rows = rows.filter(action__priority__in=theirs)
    rows = rows.filter(action__removed_at=None)
    if scope.alone:
        return rows
    return rows.filter(action__in=Action.objects.filter(here(scope)).order_by().values("pk"))


def of_priorities(scope: Scope, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return those rows of priorities whose priorities stand on a board; SQLite goes by an index of these rows."""
    theirs = priorities_of(scope).order_by().values("pk")
    rows = rows.alias(of=Coalesce("priority_id", Value("")))
    return rows.filter(of__in=theirs)


def standing_on(scope: Scope, before: str = "") -> Q:
    """Return the condition that a priority stands on a board, whoever reads it. `before` leads to its fields."""
    units = below(scope.path)
    on = Q((f"{before}unit__in", units))
    if scope.alone:
        return on
    parts = Part.objects.filter(unit__in=units, part_as=PartAs.SEES_TO_IT.value)
    does = Action.objects.filter(unit__in=units, removed_at=None)
    part = Q((f"{before}pk__in", parts.values("priority_id")))
    return on | part | Q((f"{before}pk__in", does.values("priority_id")))


def shown(wanted: Wanted, today: dt.date) -> Q:
    """Return the condition that an action is among those that are wanted. Which group is asked for besides."""
    found = of_sort(wanted.show, today)
    if wanted.lead:
        found &= Q(lead=wanted.lead)
    if wanted.unit:
        found &= Q(unit=wanted.unit)
    return found


def of_sort(show: Show, today: dt.date) -> Q:
    """Return the condition that an action is of one sort; once its priority is closed, it has ended."""
    found = Q(state__in=[one.value for one in STATES[show]])
    if show not in (Show.ENDED, Show.ALL):
        found &= ~Q(priority__state=Standing.CLOSED.value)
    if show is Show.OVERDUE:
        found &= Q(due__lt=today)
    if show is Show.UNDATED:
        found &= Q(due=None)
    if show is Show.WAITING:
        found &= Q(pk__in=waiting().values("action_id"))
    return found


def waiting() -> QuerySet[Dependency]:
    """Return what makes an action wait for somebody else: another's action that is still to be done."""
    same = Q(needs__lead__isnull=False, needs__lead=F("action__lead"))
    return Dependency.objects.filter(~same, needs__state__in=TO_DO_VALUES, needs__removed_at=None).order_by()


def sorts(today: dt.date) -> dict[Show, Q]:
    """Return the conditions of what is counted by the state and the day of every action of an open priority.

    What stands under OPEN is only what is proposed, agreed and under way: with the sorts that have one state each it is
    all that is open, and no action is counted twice. What was agreed has a date (a constraint keeps that).
    """
    return {
        Show.OPEN: Q(state__in=[State.PROPOSED.value, State.AGREED.value, State.UNDER_WAY.value]),
        Show.STUCK: Q(state=State.STUCK.value),
        Show.UNPROVED: Q(state=State.DONE.value),
        Show.NO_DIFFERENCE: Q(state=State.NO_DIFFERENCE.value),
        Show.OVERDUE: Q(state__in=AWAITED_VALUES, due__lt=today),
        Show.UNDATED: Q(state=State.PROPOSED.value, due=None),
    }


def tally(scope: Scope, of: Q) -> Subquery:
    """Return how many actions of a priority on a board there are of one sort, counted within its row."""
    rows = Action.objects.filter(of, priority=OuterRef("pk"), removed_at=None)
    if not scope.alone:
        rows = rows.filter(here(scope))
    counted = Func(function="COUNT", template="%(function)s(*)", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(n=counted).values("n"))


def in_month(key: str) -> Q:
    """Return the condition that an action is due in the month with this key."""
    first = month_of(key)
    return Q(due__gte=first, due__lt=later(first, 1)) if first else Q()
