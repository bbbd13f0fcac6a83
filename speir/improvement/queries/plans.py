"""Plans that priorities feed: a unit's own ones, and an organisation's part in the shape of one plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.frameworks.queries import framework as read_framework
from speir.improvement.models import Action, Feeds, Finding, OwnPlan, Part, Priority
from speir.improvement.policy import priorities as policy
from speir.improvement.queries.boards import UnitOf, unit_of
from speir.improvement.rules.doing import overdue
from speir.improvement.rules.naming import (
    RESPONSIBILITY_WORDS,
    STANDING_WORDS,
    STATE_WORDS,
    STRUCTURE_WORDS,
    PartAs,
    Standing,
)
from speir.organisations.policy import require as require_unit

EVERY = ""
ALL_PLANS = "All plans"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan of a unit's own; `fed` says how many priorities that the reader may read feed it."""

    id: str
    name: str
    fed: int
    removed: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The plans page of a unit: its own plans, and for whom and which plan (id or key, name) a part can be shown."""

    unit: UnitOf
    own: tuple[PlanLine, ...]
    organisations: tuple[tuple[str, str], ...]
    plans: tuple[tuple[str, str], ...]


def choices(actor: Actor, unit_id: str) -> Choices:
    """Return what the plans page of a unit offers. Five queries. Raises NotYours."""
    unit = unit_of(actor, unit_id)
    seen = policy.standing(actor)
    feeding = Feeds.objects.filter(priority__in=seen.values("pk"), own__isnull=False)
    fed = Count("fed", filter=Q(fed__priority__in=seen.values("pk")), distinct=True)
    rows = OwnPlan.objects.filter(unit=unit_id).annotate(fed_by=fed).order_by("name", "pk")
    own = tuple(PlanLine(one.pk, one.name, one.fed_by, one.removed_at is not None) for one in rows)
    organisations = _organisations(actor, unit)
    near = OwnPlan.objects.filter(unit__in=[one for one, _name in organisations], removed_at=None)
    # What another organisation calls plans that nothing here feeds is its own matter.
    theirs = Q(unit__in=places(actor, policy.READS)) | Q(pk__in=feeding.values("own_id"))
    named = near.filter(theirs).order_by("unit__name", "name").values_list("pk", "unit__name", "name")
    plans = [*STRUCTURE_WORDS.items(), *((f"own:{one}", f"{of}: {name}") for one, of, name in named)]
    return Choices(unit, own, organisations, tuple(plans))


def _organisations(actor: Actor, unit: UnitOf) -> tuple[tuple[str, str], ...]:
    """The unit itself, and those that have a part in a priority of its own that the actor reads. One query."""
    seen = policy.standing(actor).filter(unit=unit.id)
    parts = Part.objects.filter(priority__in=seen.values("pk")).exclude(unit=unit.id)
    named = parts.order_by("unit__name", "unit_id").values_list("unit_id", "unit__name").distinct()
    return ((unit.id, unit.name), *named)


def plan_to_change(actor: Actor, unit_id: str, plan_id: str) -> PlanLine:
    """Return a plan of a unit's own to whoever plans there. Raises NotYours, NotAllowed."""
    unit = require_unit(actor, Permission.PLAN_IMPROVEMENT, unit_id)
    row = OwnPlan.objects.filter(unit=unit, pk=plan_id).first() if is_id(plan_id) else None
    if row is None:
        raise NotYours
    return PlanLine(row.pk, row.name, 0, row.removed_at is not None)


@dataclass(frozen=True, slots=True)
class PlanAction:
    """An action as a plan says it. `progress` is its state in words, and the last sentence said of it."""

    title: str
    who: str
    due: str
    late: str
    resources: str
    target: str
    shows: str
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class PlanPriority:
    """A priority as a plan says it; `found` are sentences."""

    id: str
    title: str
    of: str
    difference: str
    found: tuple[str, ...]
    responsibility: str
    sees: tuple[str, ...]
    state: str
    review_on: str
    actions: tuple[PlanAction, ...]


@dataclass(frozen=True, slots=True)
class PlanPart:
    """An organisation's part for one plan, or for all of them. `key` is that of a structure, else empty."""

    offered: Choices
    of_id: str
    of: str
    plan: str
    key: str
    plan_name: str
    closed: bool
    demonstration: bool
    source_line: str
    priorities: tuple[PlanPriority, ...]

    @property
    def unit(self) -> UnitOf:
        """The unit from which one looks."""
        return self.offered.unit


def part(actor: Actor, unit_id: str, *, of: str = "", plan: str = EVERY, closed: bool = False) -> PlanPart:
    """Return the priorities that an organisation has a part in and its actions for them, as far as the actor reads.

    Of its own priorities it has all actions; of others, those that are done by it or below it, and those that name
    nobody where it alone sees to the priority. Raises NotYours for an organisation or a plan that is not offered.
    """
    offered = choices(actor, unit_id)
    names, plans = dict(offered.organisations), dict(offered.plans)
    of = of or unit_id
    if of not in names or (plan and plan not in plans):
        raise NotYours
    rows = list(_rows(actor, of, plan, closed))
    today = timezone.localdate()
    actions = _actions(rows)
    said = tuple(_priority(row, of, actions.get(row.pk, []), today) for row in rows)
    line = read_framework(rows[0].framework_id, rows[0].framework.stamp).source_line if rows else ""
    return PlanPart(
        offered=offered,
        of_id=of,
        of=names[of],
        plan=plan,
        key=plan if plan in STRUCTURE_WORDS else "",
        plan_name=plans.get(plan, ALL_PLANS),
        closed=closed,
        demonstration=offered.unit.demonstration,
        source_line=line,
        priorities=said,
    )


def _rows(actor: Actor, of: str, plan: str, closed: bool) -> Iterable[Priority]:
    there = Part.objects.filter(unit__path__contains=f"{of}/").values("priority_id")
    states = [Standing.AGREED.value, *([Standing.CLOSED.value] if closed else [])]
    rows = policy.standing(actor).filter(Q(unit=of) | Q(pk__in=there), state__in=states)
    if plan.startswith("own:"):
        rows = rows.filter(feeds__own=plan.removeprefix("own:"))
    elif plan:
        rows = rows.filter(feeds__structure=plan)
    return rows.prefetch_related("parts__unit", "findings").order_by("unit__path", "position", "pk")


def _actions(rows: list[Priority]) -> dict[str, list[Action]]:
    found: dict[str, list[Action]] = {}
    actions = Action.objects.filter(priority__in=rows, removed_at=None).select_related("lead", "unit")
    for one in actions.order_by("position", "pk"):
        found.setdefault(one.priority_id, []).append(one)
    return found


def _priority(row: Priority, of: str, actions: list[Action], today: dt.date) -> PlanPriority:
    parts = list(row.parts.all())
    sees = [one for one in parts if one.part_as == PartAs.SEES_TO_IT]
    alone = all(f"{of}/" in one.unit.path for one in sees)
    own = row.unit_id == of
    shown = [one for one in actions if own or (f"{of}/" in one.unit.path if one.unit else alone)]
    return PlanPriority(
        id=row.pk,
        title=row.title,
        of=row.unit.name,
        difference=row.difference,
        found=tuple(_found(row)),
        responsibility=RESPONSIBILITY_WORDS.get(row.responsibility, ""),
        sees=tuple(sorted(one.unit.name for one in sees)),
        state=STANDING_WORDS[row.state],
        review_on=day(row.review_on) if row.review_on else "",
        actions=tuple(_action(one, today) for one in shown),
    )


def _found(row: Priority) -> Iterable[str]:
    known = read_framework(row.framework_id, row.framework.stamp).by_number
    there: list[Finding] = sorted(row.findings.all(), key=lambda one: (one.position, one.pk))
    for one in there:
        if one.removed_at is None:
            indicator = known.get(one.number)
            named = f"{indicator.number} {indicator.title}" if indicator else ""
            yield ": ".join(words for words in (named, one.words) if words)


def _action(row: Action, today: dt.date) -> PlanAction:
    who = [row.lead.name] if row.lead else []
    return PlanAction(
        title=row.title,
        who=", ".join([*who, *([row.unit.name] if row.unit else [])]),
        due=day(row.due) if row.due else "",
        late=overdue(row.state, row.due, today),
        resources=row.resources,
        target=row.target,
        shows=row.shows,
        state=STATE_WORDS[row.state],
        said=row.said,
    )
