"""A rolling programme as its pages and people's calendars show it: what is planned, asked by joint ones, and begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.evaluations.models import Contribution, Joint, Planned
from speir.evaluations.policy import joints as joint_policy
from speir.evaluations.policy import programme as policy
from speir.evaluations.policy.parting import left
from speir.evaluations.queries.begun import begun
from speir.evaluations.rules.asking import OUT, Move
from speir.evaluations.rules.programme import Ask, Entry, Kind, Plan
from speir.organisations.models import Seat, Unit

HANDED_IN = (Move.SUBMITTED, Move.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked at: from a day to a day, of one unit, asking one organisation, of one kind; empty for all."""

    first: dt.date
    last: dt.date
    unit: str = ""
    organisation: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Askable:
    """A unit that can be asked."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ToChange:
    """Something planned, for whoever changes it."""

    id: str
    unit_id: str
    unit: str
    demonstration: bool
    plan: Plan
    revision: int
    by: str


def programme(actor: Actor, wanted: Wanted) -> list[Entry]:
    """Return all that the actor may see between two days. Seven queries, whatever there is."""
    by_itself = begun(actor, wanted.first, wanted.last)
    return fitting([*_planned(actor, wanted), *_joint(actor, wanted), *by_itself], wanted)


def fitting(entries: Iterable[Entry], wanted: Wanted) -> list[Entry]:
    """Return those entries that are looked at. No query."""
    return [entry for entry in entries if _fits(entry, wanted)]


def _fits(entry: Entry, wanted: Wanted) -> bool:
    return (
        entry.runs_in(wanted.first, wanted.last)
        and wanted.unit in ("", entry.unit_id)
        and wanted.kind in ("", entry.kind)
        and (not wanted.organisation or any(ask.unit_id == wanted.organisation for ask in entry.asks))
    )


def _planned(actor: Actor, wanted: Wanted) -> Iterator[Entry]:
    rows = policy.planned_of(actor).filter(starts__lte=wanted.last, ends__gte=wanted.first)
    here = places(actor, Permission.READ_EVALUATIONS)
    for row in rows.prefetch_related("asked__unit").order_by("starts", "id"):
        whole = policy.sees_all_asked(actor, row)
        asks = [
            Ask(one.unit_id, one.unit.name, one.words)
            for one in row.asked.all()
            if whole or one.unit_id in here
        ]
        yield Entry(
            key=row.id,
            source="planned",
            kind=row.kind,
            title=row.title,
            unit_id=row.unit_id,
            unit=row.unit.name,
            starts=row.starts,
            ends=row.ends,
            stamp=row.at,
            asks=tuple(sorted(asks, key=lambda ask: (ask.unit, ask.unit_id))),
            words=row.words,
            by=row.by_name,
            id=row.id,
            revision=row.revision,
            may_change=policy.plans(actor, row.unit.path),
            demonstration=row.unit.demonstration,
        )


def _joint(actor: Actor, wanted: Wanted) -> Iterator[Entry]:
    """Yield the periods of joint broad views, and the days by which contributions are due."""
    seen = joint_policy.joints_of(actor, today=True).filter(ended_at__isnull=True)
    near = Q(due__gte=wanted.first, due__lte=wanted.last) | Q(
        contributions__extended__gte=wanted.first, contributions__extended__lte=wanted.last
    )
    period = Q(evaluation__period_from__lte=wanted.last, evaluation__period_to__gte=wanted.first)
    joints = {row.id: row for row in seen.filter(near | period).distinct()}
    invited = joint_policy.invitations_of(actor).filter(joint__ended_at__isnull=True).exclude(left())
    # Of an organisation that left nothing is asked any more.
    asked = (
        Contribution.objects.filter(Q(joint__in=list(joints)) | Q(pk__in=invited.values("pk")))
        .exclude(left())
        .select_related("organisation", "joint__evaluation__unit")
    )
    here = places(actor, Permission.READ_EVALUATIONS)
    for row in joints.values():
        evaluation = row.evaluation
        yield _of_joint(
            row, "period", f"{row.id}-period", evaluation.period_from, evaluation.period_to, (), True
        )
    due: dict[str, tuple[Joint, list[Ask]]] = {row.id: (row, []) for row in joints.values()}
    for one in asked.order_by("organisation__name", "id"):
        joint = one.joint
        mine = one.organisation_id in here
        if one.last in OUT or not (mine or one.agreed_at is not None or joint.evaluation.unit_id in here):
            continue
        ask = Ask(one.organisation_id, one.organisation.name, "", one.last in HANDED_IN)
        if one.extended and one.extended != joint.due:
            yield _of_joint(joint, "due", one.id, one.extended, one.extended, (ask,), joint.id in joints)
        else:
            due.setdefault(joint.id, (joint, []))[1].append(ask)
    for joint, asks in due.values():
        yield _of_joint(
            joint, "due", f"{joint.id}-due", joint.due, joint.due, tuple(asks), joint.id in joints
        )


def _of_joint(
    row: Joint,
    source: str,
    key: str,
    starts: dt.date,
    ends: dt.date,
    asks: tuple[Ask, ...],
    opens: bool,
) -> Entry:
    evaluation = row.evaluation
    return Entry(
        key=key,
        source=source,
        kind=Kind.JOINT,
        title=evaluation.title,
        unit_id=evaluation.unit_id,
        unit=evaluation.unit.name,
        starts=starts,
        ends=ends,
        stamp=row.begun_at,
        asks=asks,
        by=row.begun_by_name,
        id=row.id,
        opens=opens,
        demonstration=evaluation.unit.demonstration,
    )


def to_change(actor: Actor, planned_id: str) -> ToChange:
    """Return something planned for whoever changes it. Two queries. Raises NotYours, NotAllowed."""
    row = policy.require_planning(actor, planned_id)
    return ToChange(
        row.id,
        row.unit_id,
        row.unit.name,
        row.unit.demonstration,
        plan_of(row),
        row.revision,
        row.by_name,
    )


def plan_of(row: Planned) -> Plan:
    """Return what stands as a plan. One query."""
    asked = dict(row.asked.values_list("unit_id", "words"))
    return Plan(row.kind, row.title, row.starts, row.ends, row.words, asked)


def askable(unit_id: str, path: str, today: dt.date, besides: Iterable[str] = ()) -> list[Askable]:
    """Return who can be asked by a unit: those that sit in it today, those below it and itself, by name. One query.

    The unit was fetched through policy. `besides` are asked already and stay in the list, whatever became of them.
    """
    seated = Seat.objects.filter(partnership=unit_id, starts__lte=today).exclude(ends__lt=today)
    there = Q(pk__in=seated.values("organisation")) | Q(path__startswith=path)
    open_ = there & (Q(closes__isnull=True) | Q(closes__gte=today))
    rows = Unit.objects.filter(open_ | Q(pk__in=list(besides))).order_by("name", "id")
    return [Askable(*row) for row in rows.values_list("id", "name")]
