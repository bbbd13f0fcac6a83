"""Who can be asked to take part in a joint broad view, who can answer for them, and whom a letter reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.access.roles import ROLES
from speir.accounts.models import Person
from speir.evaluations.models import Contribution, Joint
from speir.organisations.models import Membership, Seat, Unit
from speir.organisations.policy import allows, require_open, within
from speir.organisations.queries import UnitLine
from speir.organisations.rules import UnitKind


def leads_in(actor: Actor) -> list[UnitLine]:
    """Return the units for which the actor may begin a joint broad view: partnerships, or else what has units below it.

    One query.
    """
    rows = (
        Unit.objects.filter(
            within(actor, Permission.LOCK_EVALUATION),
            within(actor, Permission.START_EVALUATION),
            Q(kind=UnitKind.PARTNERSHIP.value) | Exists(Unit.objects.filter(parent=OuterRef("pk"))),
        )
        .exclude(closes__lt=timezone.localdate())
        .order_by("demonstration", "path")
    )
    units = [UnitLine(*row) for row in rows.values_list("id", "name", "kind", "demonstration")]
    partnerships = [unit for unit in units if unit.kind == UnitKind.PARTNERSHIP]
    return partnerships or units


@dataclass(frozen=True, slots=True)
class Askable:
    """A unit that can be asked. `sector` and `locality` may be empty."""

    id: str
    name: str
    kind: str
    sector: str
    locality: str
    path: str


WRITERS = [role for role, permissions in ROLES.items() if Permission.WRITE_JUDGEMENTS in permissions]
LEADERS = [
    role
    for role, permissions in ROLES.items()
    if {Permission.LOCK_EVALUATION, Permission.START_EVALUATION} <= permissions
]
SEALERS = [role for role, permissions in ROLES.items() if Permission.LOCK_EVALUATION in permissions]


def can_be_asked(actor: Actor, partnership: Unit) -> list[Askable]:
    """Return the organisations that sit in a partnership today and the units below it, by name; none to who leads not.

    One query. What has closed is left out.
    """
    if not allows(actor, Permission.LOCK_EVALUATION, partnership):
        return []
    today = timezone.localdate()
    seated = Seat.objects.filter(partnership=partnership, starts__lte=today).exclude(ends__lt=today)
    rows = (
        Unit.objects.filter(Q(pk__in=seated.values("organisation")) | Q(path__startswith=partnership.path))
        .exclude(pk=partnership.pk)
        .exclude(closes__lt=today)
        .order_by("name", "id")
    )
    return [Askable(*row) for row in rows.values_list("id", "name", "kind", "sector", "locality", "path")]


def who_may_answer(actor: Actor, paths: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Return, for each of these units (by path) whose people the actor looks after, whom they may name to answer.

    Each as (id, name), by name: who may write there. Nobody is shown another organisation's people, so for a unit that
    looks after itself there is no entry. One query, none where the actor looks after none of them.
    """
    looked_after = [path for path in paths if may(actor, Permission.MANAGE_PEOPLE, path)]
    if not looked_after:
        return {}
    units = {unit for path in looked_after for unit in path.split("/") if unit}
    rows = (
        Membership.objects.holding(timezone.localdate())
        .filter(unit__in=units, role__in=WRITERS, person__is_active=True)
        .order_by("person__name", "person_id")
        .values_list("unit__path", "person_id", "person__name")
    )
    held = [row for row in rows if may(actor, Permission.MANAGE_PEOPLE, row[0])]
    return {
        path: list(dict.fromkeys((person, name) for at, person, name in held if path.startswith(at)))
        for path in looked_after
    }


@dataclass(frozen=True, slots=True)
class Organisation:
    """A unit that can be asked. `people` can be named to answer for it; None where it looks after its own people."""

    id: str
    name: str
    sector: str
    locality: str
    people: tuple[tuple[str, str], ...] | None


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom a unit can ask; `unit_id` and `unit` are its own."""

    unit_id: str
    unit: str
    organisations: tuple[Organisation, ...]


def choices(actor: Actor, unit_id: str, *, joint_id: str = "") -> Choices:
    """Return whom the actor can ask for a unit: all, or those who are not in this joint broad view yet. Four queries.

    Raises NotYours, NotAllowed.
    """
    unit = require_open(actor, Permission.LOCK_EVALUATION, unit_id)
    askable = can_be_asked(actor, unit)
    if joint_id:
        here = set(Contribution.objects.filter(joint=joint_id).values_list("organisation_id", flat=True))
        askable = [one for one in askable if one.id not in here]
    people = who_may_answer(actor, [one.path for one in askable])
    found = (
        Organisation(
            one.id,
            one.name,
            one.sector,
            one.locality,
            tuple(people[one.path]) if one.path in people else None,
        )
        for one in askable
    )
    return Choices(unit.id, unit.name, tuple(found))


def reached(path: str, answers: Person | None) -> list[Person]:
    """Return whom a letter about a contribution of the unit at `path` goes to: who answers, or else who seals there.

    Somebody who answers is reached while they may write there. Of those who seal, the nearest with an e-mail address.
    One query.
    """
    return reached_at({path: answers})[path]


def reached_at(answering: dict[str, Person | None]) -> dict[str, list[Person]]:
    """Return by path of a unit what `reached` does for one. One query."""
    units: Collection[str] = {unit for path in answering for unit in path.split("/") if unit}
    rows = (
        Membership.objects.holding(timezone.localdate())
        .filter(unit__in=units, role__in={*WRITERS, *SEALERS}, person__is_active=True)
        .exclude(person__email=None)
        .select_related("person", "unit")
        .order_by("person__name", "person_id")
    )
    held = list(rows)
    return {path: _reached(path, answers, held) for path, answers in answering.items()}


def _reached(path: str, answers: Person | None, held: Iterable[Membership]) -> list[Person]:
    near = [row for row in held if path.startswith(row.unit.path)]
    named = [row.person for row in near if answers and row.person_id == answers.pk and row.role in WRITERS]
    if named:
        return named[:1]
    seal = [row for row in near if row.role in SEALERS]
    nearest = max((len(row.unit.path) for row in seal), default=0)
    return list(dict.fromkeys(row.person for row in seal if len(row.unit.path) == nearest))


def leading_at(joint: Joint) -> list[Person]:
    """Return whom a letter to the lead of a joint broad view goes to: who began it, or else who leads nearest there.

    Who began it is reached while they still lead. One query.
    """
    path = joint.evaluation.unit.path
    rows = (
        Membership.objects.holding(timezone.localdate())
        .filter(unit__in=[unit for unit in path.split("/") if unit], role__in=LEADERS, person__is_active=True)
        .exclude(person__email=None)
        .select_related("person", "unit")
        .order_by("person__name", "person_id")
    )
    held = list(rows)
    began = [row.person for row in held if row.person_id == joint.begun_by]
    nearest = max((len(row.unit.path) for row in held), default=0)
    return began[:1] or list(dict.fromkeys(row.person for row in held if len(row.unit.path) == nearest))
