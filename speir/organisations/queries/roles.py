"""Reading the roles that one person holds, for whoever looks after people where they hold them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.access.roles import FOLLOWS
from speir.core.errors import NotYours
from speir.organisations import policy
from speir.organisations.models import Membership, Unit
from speir.organisations.queries.units import UnitLine


@dataclass(frozen=True, slots=True)
class Held:
    """A role as it is held in a unit: since when, until when, who gave it; `ended` is the day it was ended by hand."""

    id: str
    person_id: str
    role: str
    unit_id: str
    unit: str
    starts: dt.date
    ends: dt.date | None
    given_by: str
    ended: dt.date | None
    ended_by: str
    stands: bool


@dataclass(frozen=True, slots=True)
class OnePerson:
    """Somebody of a unit, with the roles that they hold or held there, and elsewhere as far as the actor manages."""

    id: str
    name: str
    email: str
    password: bool
    own: bool
    unit: UnitLine
    here: list[Held]
    elsewhere: list[Held]


def person(actor: Actor, unit_id: str, person_id: str) -> OnePerson:
    """Return somebody who holds or held a role in a unit. Raises NotYours, NotAllowed. Two queries."""
    unit = policy.require(actor, Permission.MANAGE_PEOPLE, unit_id)
    theirs = policy.within(actor, Permission.MANAGE_PEOPLE, "unit__path")
    rows = Membership.objects.filter(theirs, person=person_id).select_related("unit", "person")
    held = list(rows.order_by("unit__path", "starts", "role"))
    here = [row for row in held if row.unit_id == unit.id]
    if not here:
        raise NotYours
    today = timezone.localdate()
    who = here[0].person
    return OnePerson(
        id=who.id,
        name=who.name,
        email=who.email or "",
        password=who.has_usable_password(),
        own=who.id == actor.person_id,
        unit=UnitLine(unit.id, unit.name, unit.kind, unit.demonstration),
        here=[said(row, today) for row in here],
        elsewhere=[said(row, today) for row in held if row.unit_id != unit.id and row.stands(today)],
    )


def role(actor: Actor, unit_id: str, person_id: str, membership_id: str) -> tuple[OnePerson, Held]:
    """Return one role with whoever holds it. Raises NotYours, NotAllowed."""
    one = person(actor, unit_id, person_id)
    for held in one.here:
        if held.id == membership_id:
            return one, held
    raise NotYours


def said(row: Membership, today: dt.date) -> Held:
    """Return a role that was fetched through policy, with its unit, as it is shown. No query."""
    return Held(
        id=row.id,
        person_id=row.person_id,
        role=row.role,
        unit_id=row.unit_id,
        unit=row.unit.name,
        starts=row.starts,
        ends=row.ends,
        given_by=row.given_by_name,
        ended=timezone.localdate(row.ended_at) if row.ended_at else None,
        ended_by=row.ended_by_name,
        stands=row.stands(today),
    )


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit where the actor holds roles, or that a partnership of theirs looks after."""

    id: str
    name: str
    kind: str
    demonstration: bool
    closed: bool
    opens: bool
    held: list[Held]


def own_units(actor: Actor) -> list[OwnUnit]:
    """Return where the actor holds roles, with these, and what they look after by a seat; by name. Two queries."""
    today = timezone.localdate()
    rows = Membership.objects.standing(today).filter(person=actor.person_id).select_related("unit", "person")
    held: dict[Unit, list[Held]] = {}
    for row in rows.order_by("unit__demonstration", "unit__name", "unit_id", "role"):
        held.setdefault(row.unit, []).append(said(row, today))
    kept = [grant.path for grant in actor.grants if grant.role in FOLLOWS]
    for unit in Unit.objects.filter(path__in=kept).order_by("name", "id") if kept else ():
        held.setdefault(unit, [])
    return [
        OwnUnit(
            unit.id,
            unit.name,
            unit.kind,
            unit.demonstration,
            unit.closed(today),
            may(actor, Permission.SEE_UNIT, unit.path),
            roles,
        )
        for unit, roles in held.items()
    ]
