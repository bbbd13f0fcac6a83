"""What the forms of actions begin with, and what they let choose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.improvement.models import ActionStep, EarlierText, Priority
from speir.improvement.policy import doing as policy
from speir.improvement.policy import priorities
from speir.improvement.queries.doing import Of, StepLine, first_indicator, of_priority, step_line
from speir.improvement.queries.people import Somebody, able_among, parts_of, people_for
from speir.improvement.queries.said import action_said
from speir.improvement.rules.doing import Said, said_mark
from speir.improvement.rules.naming import PartAs, State
from speir.organisations.models import Unit
from speir.organisations.policy import within

FIELD_WORDS = {
    "title": "What is to be done",
    "target": "Target",
    "shows": "What would show that it worked",
    "resources": "What it takes",
}


@dataclass(frozen=True, slots=True)
class Editing:
    """An action as its form begins, or none yet; whom and which units the form lets choose, and what stands there.

    `people` are those that can be named, with the unit of each; `units` are (id, name). `needed`: it is agreed, so it
    keeps its lead, date and target. `by` wrote what stands. `number` is the indicator that a new one is about.
    """

    of: Of
    id: str
    title: str
    said: Said
    base: str
    people: tuple[Somebody, ...]
    units: tuple[tuple[str, str], ...]
    by: str
    needed: bool
    number: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a text of an action said before: `what` it is of, until when, and who had written it."""

    what: str
    text: str
    by: str
    replaced_at: dt.datetime


@dataclass(frozen=True, slots=True)
class StepEditing:
    """A step of an action as its form begins."""

    action_id: str
    title: str
    of: Of
    step: StepLine


def new(actor: Actor, priority_id: str) -> Editing:
    """Return the beginning of an action. Raises NotYours, NotAllowed, Refused once its priority is closed.

    Seven queries.
    """
    priority = priorities.require(actor, Permission.PLAN_IMPROVEMENT, priority_id)
    said = Said(unit=_first_unit(priority))
    return Editing(
        of=of_priority(actor, priority),
        id="",
        title="",
        said=said,
        base=said_mark(Said()),
        people=tuple(people_for(priority, actor)),
        units=tuple(_units(priority, actor)),
        by="",
        needed=False,
        number=first_indicator(priority),
    )


def change(actor: Actor, action_id: str) -> Editing:
    """Return an action as its form begins, to who may change it. Eight queries. Raises NotYours, NotAllowed."""
    row = policy.require(actor, action_id)
    if not policy.plans(actor, row):
        raise NotAllowed(priorities.NOT_IN_ROLE[Permission.PLAN_IMPROVEMENT])
    said = action_said(row)
    people = {one.id: one for one in people_for(row.priority, actor)}
    there = {one.person_id: one.person.name for one in row.helpers.select_related("person")}
    if row.lead is not None:
        there[row.lead.pk] = row.lead.name
    unseen = there.keys() - people.keys()
    able = able_among(row.priority, unseen) if unseen else {}
    for one in [one for one in there if one in unseen]:
        people[one] = Somebody(one, there[one], "", gone=one not in able)
    units = dict(_units(row.priority, actor))
    if row.unit is not None:
        units.setdefault(row.unit.id, row.unit.name)
    return Editing(
        of=of_priority(actor, row.priority),
        id=row.id,
        title=row.title,
        said=said,
        base=said_mark(said),
        people=tuple(people.values()),
        units=tuple(units.items()),
        by=row.written_by_name,
        needed=row.state not in (State.PROPOSED, State.STOPPED),
    )


def step(actor: Actor, action_id: str, step_id: str) -> StepEditing:
    """Return a step as its form begins, to who may tell of its action. Raises NotYours, NotAllowed."""
    row = policy.require(actor, action_id)
    helps = row.helpers.filter(person_id=actor.person_id).exists()
    if not policy.tells(actor, row, helps=helps):
        raise NotAllowed(policy.NOT_YOURS_TO_TELL)
    found = ActionStep.objects.filter(action=row, pk=step_id).first() if is_id(step_id) else None
    if found is None:
        raise NotYours
    return StepEditing(row.id, row.title, of_priority(actor, row.priority), step_line(found))


def earlier(actor: Actor, action_id: str) -> tuple[str, Of, list[Earlier]]:
    """Return an action's title, its priority and its earlier texts, the newest first. Raises NotYours.

    To whoever reads it only for a part in its priority: what was written over since that was agreed.
    """
    row = policy.require(actor, action_id)
    rows = EarlierText.objects.filter(about_id=row.id).order_by("-replaced_at", "-id")
    since = priorities.opened_at(actor, row.priority)
    if since is not None:
        rows = rows.filter(replaced_at__gte=since)
    found = [
        Earlier(FIELD_WORDS.get(one.field, "A step"), one.text, one.written_by_name, one.replaced_at)
        for one in rows[:200]
    ]
    return row.title, of_priority(actor, row.priority), found


def said_in_words(said: Said, editing: Editing) -> list[tuple[str, str]]:
    """Return an action as it stands, label by label, for a form that is older than it."""
    people = {one.id: one.name for one in editing.people}
    helpers = ", ".join(people[one] for one in said.helpers if one in people)
    return [
        ("What is to be done?", said.title),
        ("What is the target?", said.target),
        ("What would show that it worked?", said.shows),
        ("Who leads it?", people.get(said.lead, "")),
        ("Who helps?", helpers),
        ("Which organisation does it?", dict(editing.units).get(said.unit, "")),
        ("By when?", day(said.due) if said.due else ""),
        ("What does it take?", said.resources),
        ("When did it begin?", day(said.begun_on) if said.begun_on else ""),
    ]


def _first_unit(priority: Priority) -> str:
    """Return who does an action as long as nobody says so: nobody, where others see to its priority together.

    Whoever leads it may be of one of them, and it stands on that one's board and in its plan alone. One query.
    """
    sees = set(priority.parts.filter(part_as=PartAs.SEES_TO_IT).values_list("unit_id", flat=True))
    if not sees or priority.unit_id in sees:
        return priority.unit_id
    return next(iter(sees)) if len(sees) == 1 else ""


def _units(priority: Priority, actor: Actor) -> list[tuple[str, str]]:
    """Return the units that can do an action: the priority's, those with a part, and what is seen below."""
    paths = [priority.unit.path, *parts_of(priority)]
    near = Q()
    for path in paths:
        near |= Q(path__startswith=path)
    rows = Unit.objects.filter(near, within(actor, Permission.SEE_UNIT) | Q(path__in=paths)).order_by("path")
    return list(rows.values_list("id", "name"))
