"""A meeting as it goes through its actions: one at a time, in an order that holds still, and what was said in it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.improvement.models import Action, ActionStep, Dependency, Progress
from speir.improvement.policy.doing import agrees, plans, tells, visible_to
from speir.improvement.queries.board_scope import actions_of
from speir.improvement.queries.meetings import Held, held, scope_of
from speir.improvement.rules.doing import ON, overdue
from speir.improvement.rules.meetings import Turn, Up, began_as, in_order
from speir.improvement.rules.naming import TO_DO, UNPROVED, Standing, State, Through
from speir.organisations.models import Unit

END = "end"
OPEN = [one.value for one in (*TO_DO, *UNPROVED)]
NOT_DONE = [one.value for one in TO_DO]
# What is said in a meeting; agreeing, stopping and closing are for those who plan or agree.
SAID_HERE = (State.UNDER_WAY, State.STUCK, State.DONE, State.NO_DIFFERENCE)
PLANNED_HERE = (State.STOPPED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of an action in this meeting."""

    action: str
    title: str
    before: str
    state: str
    text: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """The action that is talked about. `says`: the states that this actor may say it has come to; none: they read."""

    id: str
    title: str
    priority_id: str
    priority: str
    unit: str
    lead: str
    helpers: tuple[str, ...]
    due: dt.date | None
    late: str
    state: str
    said: str
    said_on: dt.date | None
    target: str
    shows: str
    waits_for: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, dt.date | None], ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Now:
    """The meeting at one action: its place, why it comes up, what comes before and after; `one` is None at the end.

    `said` is what was said just now, of the action that was shown before.
    """

    held: Held
    place: int
    many: int
    turn: Turn | None
    one: Shown | None
    previous: str
    next: str
    told: tuple[Told, ...]
    said: Told | None


def meeting_now(actor: Actor, unit_id: str, meeting_id: str, at: str = "", said: str = "") -> Now:
    """Return a meeting at the action `at`; empty is the first, `end` is after the last.

    `said` is the action of which something was said just now. Raises NotYours, also where `at` is none of them. Seven
    queries.
    """
    there, today = held(actor, unit_id, meeting_id), timezone.localdate()
    told, befores = _told(actor, there, today)
    needs = _needs(actor, there.row)
    turns = in_order(_up(actor, there, befores, needs), today=today, after=there.days.after)
    order = [up.id for _turn, up in turns]
    at = at or (order[0] if order else END)
    if at != END and at not in order:
        raise NotYours
    place = order.index(at) if at != END else len(order)
    return Now(
        held=there,
        place=place + 1,
        many=len(order),
        turn=turns[place][0] if at != END else None,
        one=_shown(actor, at, needs.get(at, ()), today) if at != END else None,
        previous=order[place - 1] if place else "",
        next=(order[place + 1] if place + 1 < len(order) else END) if at != END else "",
        told=tuple(told),
        said=next((one for one in reversed(told) if one.action == said), None),
    )


def said_in(actor: Actor, unit_id: str, meeting_id: str) -> tuple[Held, tuple[Told, ...], int]:
    """Return a meeting, what was said in it, and how many actions it has to go through. Three queries."""
    there, today = held(actor, unit_id, meeting_id), timezone.localdate()
    told, _befores = _told(actor, there, today)
    return there, tuple(told), _open(actor, there.row, ()).count()


def _told(actor: Actor, there: Held, today: dt.date) -> tuple[list[Told], dict[str, list[str]]]:
    """Return what was said in this meeting, and in which states actions were before each thing said today.

    A meeting lasts from its day until the next one: who types up its minutes later still says them in it. One that is
    still to come is held today.
    """
    first, after = min(there.days.on, today), there.days.after
    here = Q(at__gte=_start(first))
    if after is not None:
        here &= Q(at__lt=_start(max(after, first + dt.timedelta(days=1))))
    rows = Progress.objects.filter(
        here | Q(at__gte=_start(today)),
        through=Through.MEETING.value,
        action__in=actions_of(scope_of(actor, there.row)).values("pk"),
    )
    told, befores = [], defaultdict(list)
    for row in rows.select_related("action").order_by("at", "pk"):
        on = timezone.localdate(row.at)
        if on == today:
            befores[row.action_id].append(row.before)
        if on >= first and (after is None or on < max(after, first + dt.timedelta(days=1))):
            told.append(Told(row.action_id, row.action.title, row.before, row.state, row.text, row.at))
    return told, befores


def _up(
    actor: Actor, there: Held, befores: dict[str, list[str]], needs: dict[str, list[tuple[str, str]]]
) -> list[Up]:
    """Return the actions of a meeting: what is to be done or to be shown, and what was so when it began today."""
    fields = ("pk", "state", "due", "priority__position", "priority_id", "position")
    rows = _open(actor, there.row, befores).values_list(*fields)
    # Priorities of different units can have the same place: those of one stay together.
    seen: dict[str, int] = {}
    return [
        Up(
            pk,
            began_as(state, befores.get(pk, ())),
            due,
            pk in needs,
            (first, seen.setdefault(priority, len(seen)), at),
        )
        for pk, state, due, first, priority, at in rows.order_by(
            "priority__position", "priority_id", "position", "pk"
        )
    ]


def _open(actor: Actor, unit: Unit, befores: Iterable[str]) -> QuerySet[Action]:
    return actions_of(scope_of(actor, unit)).filter(
        Q(state__in=OPEN) | Q(pk__in=list(befores)), priority__state=Standing.AGREED.value
    )


def _needs(actor: Actor, unit: Unit) -> dict[str, list[tuple[str, str]]]:
    """Return for which actions that are not done each one waits, as (what it is called, its state).

    One of a priority that the actor may not read has no name here.
    """
    rows = Dependency.objects.filter(
        action__in=actions_of(scope_of(actor, unit)).values("pk"),
        needs__state__in=NOT_DONE,
        needs__removed_at=None,
    )
    rows = rows.annotate(readable=Exists(visible_to(actor).filter(pk=OuterRef("needs_id"))))
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    fields = ("action_id", "needs__title", "needs__state", "readable")
    for action, title, state, readable in rows.order_by("needs__title", "pk").values_list(*fields):
        found[action].append((title, state) if readable else ("", state))
    return found


def _shown(
    actor: Actor, action_id: str, waits_for: list[tuple[str, str]] | tuple[()], today: dt.date
) -> Shown:
    rows = Action.objects.select_related("priority__unit", "unit", "lead").filter(pk=action_id)
    row = rows.prefetch_related("helpers__person").get()
    steps = ActionStep.objects.filter(action_id=action_id, removed_at=None).order_by("position", "pk")
    helpers = [one.person for one in row.helpers.all()]
    helps = actor.person_id in {one.pk for one in helpers}
    return Shown(
        id=row.id,
        title=row.title,
        priority_id=row.priority_id,
        priority=row.priority.title,
        unit=row.unit.name if row.unit else "",
        lead=row.lead.get_full_name() if row.lead else "",
        helpers=tuple(sorted(one.get_full_name() for one in helpers)),
        due=row.due,
        late=overdue(row.state, row.due, today),
        state=row.state,
        said=row.said,
        said_on=timezone.localdate(row.said_at) if row.said_at else None,
        target=row.target,
        shows=row.shows,
        waits_for=tuple(waits_for),
        steps=tuple((one.text, one.done_on) for one in steps),
        says=_says(actor, row, helps),
    )


def _says(actor: Actor, row: Action, helps: bool) -> tuple[str, ...]:
    """Return the states that this actor may say here, the one that it is in first."""
    if not tells(actor, row, helps=helps):
        return ()
    on = ON[row.state]
    found = [one for one in SAID_HERE if one in on]
    if State.AGREED in on and agrees(actor, row):
        found.append(State.AGREED)
    if plans(actor, row):
        found += [one for one in PLANNED_HERE if one in on]
    return (row.state, *(one.value for one in found))


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
