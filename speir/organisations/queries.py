"""Reading units and memberships; building the Actor."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from speir.access.actor import Actor, Grant
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.organisations import policy
from speir.organisations.models import Membership, Unit


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as a choice in a list."""

    id: str
    name: str
    kind: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a role in a unit; `password` says that they have one, and so a way to sign in of their own."""

    person_id: str
    name: str
    email: str
    role: str
    unit_name: str
    password: bool


HELD = Compiled(
    lambda person_id: (
        Membership.objects.filter(person_id=person_id)
        .order_by()
        .values_list("role", "unit__path", "starts", "ends")
    ),
    blanks=1,
)


def actor_for(*, person_id: str, name: str, today: dt.date) -> Actor:
    """Return the Actor for a person, with the grants that hold today. One query."""
    grants = tuple(
        Grant(role=role, path=path)
        for role, path, starts, ends in HELD(person_id)
        if starts <= today and (ends is None or ends >= today)
    )
    return Actor(person_id=person_id, name=name, grants=grants)


def units_where(actor: Actor, permission: Permission, *, most: int | None = None) -> list[UnitLine]:
    """Return the units where the actor holds the permission (`most` of them): own first, parents before children."""
    rows = Unit.objects.filter(policy.within(actor, permission)).order_by("demonstration", "path")
    return [UnitLine(*row) for row in rows.values_list("id", "name", "kind", "demonstration")[:most]]


def colleagues(actor: Actor, unit_id: str, today: dt.date) -> list[Colleague]:
    """Return who holds a role in the unit today, by name. Raises NotYours."""
    unit = policy.require(actor, Permission.READ_EVALUATIONS, unit_id)
    rows = (
        Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), unit=unit, starts__lte=today)
        .select_related("person")
        .order_by("person__name", "role")
    )
    return [
        Colleague(
            r.person_id,
            r.person.name,
            r.person.email or "",
            r.role,
            unit.name,
            r.person.has_usable_password(),
        )
        for r in rows
    ]


def demonstration_root() -> str | None:
    """Return the id of the demonstration's partnership, where it is loaded."""
    return Unit.objects.filter(demonstration=True, parent=None).values_list("id", flat=True).first()
