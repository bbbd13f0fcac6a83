"""What the forms of a priority offer, and what was written in it before."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.core.ids import is_id
from speir.core.text import day
from speir.frameworks.queries import all_current
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework
from speir.improvement.models import EarlierText, Finding, OwnPlan, Priority
from speir.improvement.policy import priorities as policy
from speir.improvement.queries.people import units_for
from speir.improvement.queries.said import finding_said, priority_said
from speir.improvement.rules import findings
from speir.improvement.rules.naming import PartAs, Standing
from speir.improvement.rules.priorities import Said, said_mark
from speir.organisations.models import Unit
from speir.organisations.policy import require_open as require_unit
from speir.organisations.rules import UnitKind


@dataclass(frozen=True, slots=True)
class Editing:
    """A priority to write. `id` is empty for a new one; `units` are (id, name) of those that can have a part in it.

    `own_plans` are (id, plan, whose). `frameworks` are (key, title) for a new one. `by` wrote last of what stands.
    """

    id: str
    unit_id: str
    unit: str
    demonstration: bool
    state: str
    said: Said
    base: str
    by: str
    units: tuple[tuple[str, str], ...]
    own_plans: tuple[tuple[str, str, str], ...]
    frameworks: tuple[tuple[str, str], ...] = ()


def beginning(actor: Actor, unit_id: str) -> Editing:
    """Return what a new priority of a unit is written with. Raises NotYours, NotAllowed, Refused once it closed."""
    unit = require_unit(actor, Permission.PLAN_IMPROVEMENT, unit_id)
    frameworks = tuple((one.key, one.title) for one in all_current())
    alone = unit.kind != UnitKind.PARTNERSHIP
    said = Said(parts=((unit.id, PartAs.SEES_TO_IT.value),)) if alone else Said()
    return _editing(unit, said, frameworks=frameworks)


def editing(actor: Actor, priority_id: str) -> Editing:
    """Return a priority to change. Raises NotYours, NotAllowed, Refused once it is closed."""
    row = require_changing(actor, priority_id)
    return _editing(row.unit, priority_said(row), row)


def require_changing(actor: Actor, priority_id: str) -> Priority:
    """Return a priority that the actor may change now. Raises NotYours, NotAllowed, Refused once it is closed."""
    row = policy.require(actor, Permission.PLAN_IMPROVEMENT, priority_id)
    if row.state == Standing.CLOSED:
        raise Refused(policy.CLOSED_CODE, policy.CLOSED)
    return row


def _editing(
    unit: Unit, said: Said, row: Priority | None = None, frameworks: tuple[tuple[str, str], ...] = ()
) -> Editing:
    units = units_for(unit)
    return Editing(
        id=row.pk if row else "",
        unit_id=unit.id,
        unit=unit.name,
        demonstration=unit.demonstration,
        state=row.state if row else "",
        said=said,
        base=said_mark(said),
        by=row.written_by_name if row else "",
        units=tuple(units),
        own_plans=tuple(plans_near({one for one, _name in units}, said.feeds)),
        frameworks=frameworks,
    )


def plans_near(units: set[str], feeds: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """Return the own plans of some units as (id, plan, whose): those taken away only where something feeds them."""
    kept = [one.removeprefix("own:") for one in feeds if one.startswith("own:")]
    rows = OwnPlan.objects.filter(Q(unit__in=units, removed_at=None) | Q(pk__in=kept))
    return list(rows.order_by("unit__path", "name").values_list("pk", "name", "unit__name"))


@dataclass(frozen=True, slots=True)
class EditingFinding:
    """Something that a priority answers, to write. `id` is empty for a new one. `by` wrote it last."""

    id: str
    priority_id: str
    title: str
    unit_id: str
    unit: str
    demonstration: bool
    framework: Framework
    said: findings.Said
    base: str
    by: str
    removed: bool


def editing_finding(actor: Actor, priority_id: str, finding_id: str = "") -> EditingFinding:
    """Return a finding to change, or a new one to write. Raises NotYours, NotAllowed, Refused once closed."""
    priority = require_changing(actor, priority_id)
    row = None
    if finding_id:
        row = Finding.objects.filter(priority=priority, pk=finding_id).first() if is_id(finding_id) else None
        if row is None:
            raise NotYours
    said = finding_said(row) if row else findings.Said()
    return EditingFinding(
        id=row.pk if row else "",
        priority_id=priority.pk,
        title=priority.title,
        unit_id=priority.unit_id,
        unit=priority.unit.name,
        demonstration=priority.unit.demonstration,
        framework=read_framework(priority.framework_id, priority.framework.stamp),
        said=said,
        base=findings.said_mark(said),
        by=row.written_by_name if row else "",
        removed=bool(row and row.removed_at),
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """What stood in a field before it was written over; `words`: what the finding says now that it was of."""

    field: str
    text: str
    by: str
    written_on: str
    until: str
    words: str


def earlier(actor: Actor, priority_id: str) -> list[Earlier]:
    """Return what was written before in a priority and in what it answers, newest first. Four queries at most.

    To whoever reads it only for a part in it: what was written over since it was agreed, of what it still answers.
    Raises NotYours.
    """
    row = policy.require(actor, policy.READS, priority_id)
    since = policy.opened_at(actor, row)
    answers = Finding.objects.filter(priority=row)
    if since is not None:
        answers = answers.filter(removed_at=None)
    found = dict(answers.values_list("pk", "words"))
    rows = EarlierText.objects.filter(about_id__in=[row.pk, *found]).order_by("-replaced_at", "pk")
    if since is not None:
        rows = rows.filter(replaced_at__gte=since)
    return [
        Earlier(
            field=one.field,
            text=one.text,
            by=one.written_by_name,
            written_on=day(timezone.localdate(one.written_at)) if one.written_at else "",
            until=day(timezone.localdate(one.replaced_at)),
            words=found.get(one.about_id, ""),
        )
        for one in rows
    ]


def require_agreeing(actor: Actor, priority_id: str) -> None:
    """Refuse whoever may not agree and close it. Raises NotYours, NotAllowed."""
    row = policy.require(actor, policy.READS, priority_id)
    if not policy.agrees(actor, row):
        raise NotAllowed(policy.NOT_IN_ROLE[Permission.AGREE_IMPROVEMENT])
