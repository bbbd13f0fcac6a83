"""A unit's priorities as a list: its own, and those of others in which it has a part."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.improvement.models import Action, Part, Priority
from speir.improvement.policy import priorities as policy
from speir.improvement.rules.doing import overdue
from speir.improvement.rules.naming import (
    RESPONSIBILITY_WORDS,
    STANDING_WORDS,
    TO_DO,
    PartAs,
    Standing,
    State,
)

# More than this of one unit is no list of priorities any more; what is older stands in the trail.
MOST = 300


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """A priority in a list. `own`: it is the unit's, not one of others in which it has a part.

    `to_do`, `stuck`, `late`, `unproved` and `no_difference` say how many of its actions are still to be done, stuck,
    overdue, done without anything yet that shows a difference, and done with none seen. `review_late`: the day to look
    again is past, and it is not closed.
    """

    id: str
    title: str
    difference: str
    state: str
    words: str
    unit_id: str
    unit: str
    own: bool
    responsibility: str
    sees: tuple[str, ...]
    consulted: tuple[str, ...]
    to_do: int
    stuck: int
    late: int
    unproved: int
    no_difference: int
    actions: int
    review_on: str
    review_late: bool
    agreed_on: str
    closed_on: str
    removed: bool
    removed_by: str
    plans: bool


def lines(actor: Actor, unit_id: str, *, removed: bool = False) -> list[PriorityLine]:
    """Return the priorities of a unit that the actor may read, and those of others in which it has a part.

    In the unit's order, those of others last; with `removed`, those that were taken out too. Three queries. Whether the
    actor belongs to the unit is asked before, by `queries.boards.unit_of`. Raises NotYours for what is no id.
    """
    rows = of_unit(actor, unit_id, removed=removed)
    found = sorted(rows[:MOST], key=lambda row: (row.unit_id != unit_id, row.position, row.id))
    return said(actor, found, unit_id)


def of_unit(actor: Actor, unit_id: str, *, removed: bool = False) -> QuerySet[Priority]:
    """Return those priorities as rows: what is proposed is the unit's own alone. Raises NotYours for what is no id."""
    if not is_id(unit_id):
        raise NotYours
    seen = policy.visible_to(actor) if removed else policy.standing(actor)
    parts = Part.objects.filter(unit__path__contains=f"{unit_id}/").values("priority_id")
    return seen.filter(
        Q(unit=unit_id) | Q(pk__in=parts, agreed_at__isnull=False, removed_at__isnull=True)
    ).order_by(F("closed_at").desc(nulls_first=True), "position", "pk")


def said(actor: Actor, rows: list[Priority], unit_id: str) -> list[PriorityLine]:
    """Return priorities as lines of a unit's list. Two queries."""
    today = timezone.localdate()
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    named = Part.objects.filter(priority__in=rows).order_by("unit__name", "unit_id")
    for priority_id, name, how in named.values_list("priority_id", "unit__name", "part_as"):
        parts[priority_id].append((name, how))
    doing: dict[str, list[tuple[str, dt.date | None]]] = defaultdict(list)
    actions = Action.objects.filter(priority__in=rows, removed_at=None).order_by()
    for priority_id, state, due in actions.values_list("priority_id", "state", "due"):
        doing[priority_id].append((state, due))
    return [_line(actor, row, unit_id, parts[row.pk], doing[row.pk], today) for row in rows]


def _line(
    actor: Actor,
    row: Priority,
    unit_id: str,
    parts: Iterable[tuple[str, str]],
    doing: list[tuple[str, dt.date | None]],
    today: dt.date,
) -> PriorityLine:
    parts = list(parts)
    return PriorityLine(
        id=row.pk,
        title=row.title,
        difference=row.difference,
        state=row.state,
        words=STANDING_WORDS[row.state],
        unit_id=row.unit_id,
        unit=row.unit.name,
        own=row.unit_id == unit_id,
        responsibility=RESPONSIBILITY_WORDS.get(row.responsibility, ""),
        sees=tuple(name for name, how in parts if how == PartAs.SEES_TO_IT),
        consulted=tuple(name for name, how in parts if how == PartAs.CONSULTED),
        to_do=sum(state in set(TO_DO) for state, _due in doing),
        stuck=sum(state == State.STUCK for state, _due in doing),
        late=sum(bool(overdue(state, due, today)) for state, due in doing),
        unproved=sum(state == State.DONE for state, _due in doing),
        no_difference=sum(state == State.NO_DIFFERENCE for state, _due in doing),
        actions=len(doing),
        review_on=day(row.review_on) if row.review_on else "",
        review_late=bool(row.review_on and row.review_on < today and row.state == Standing.AGREED),
        agreed_on=day(timezone.localdate(row.agreed_at)) if row.agreed_at else "",
        closed_on=day(timezone.localdate(row.closed_at)) if row.closed_at else "",
        removed=row.removed_at is not None,
        removed_by=row.removed_by_name,
        plans=policy.plans(actor, row),
    )
