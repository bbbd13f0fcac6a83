"""Reading units and memberships; building the Actor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor, Grant, Seat
from speir.access.decide import lets, may, partnerships, places, reach
from speir.access.permissions import Permission
from speir.access.roles import ROLES, STAYS
from speir.core.compiled import Compiled
from speir.core.errors import NotYours
from speir.organisations import policy
from speir.organisations.models import Contact, Membership, Unit
from speir.organisations.rules import UnitKind


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as a choice in a list."""

    id: str
    name: str
    kind: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a role in a unit, from a day and until one."""

    person_id: str
    name: str
    email: str
    role: str
    unit_name: str
    starts: dt.date
    ends: dt.date | None


MOST_KINDS_KEPT = 50_000
_is_whole: dict[str, bool] = {}

HELD = Compiled(
    lambda person_id: (
        Membership.objects.filter(person_id=person_id, ended_at__isnull=True)
        .order_by()
        .values_list(
            "role",
            "unit__path",
            "starts",
            "ends",
            "unit__closes",
            "unit__closed_with",
            # where the unit's organisation sits
            "unit__root__path",
            "unit__root__seats__partnership__path",
            "unit__root__seats__starts",
            "unit__root__seats__ends",
            # who sits in the unit, where it is a partnership
            "unit__seated__organisation__path",
            "unit__seated__keeps",
            "unit__seated__starts",
            "unit__seated__ends",
        )
    ),
    blanks=1,
)


def actor_for(*, person_id: str, name: str, today: dt.date) -> Actor:
    """Return the Actor for a person, with the grants and seats that hold today. One query.

    Whoever manages people in a partnership is also the keeper of each organisation that it looks after.
    """
    # A dict keeps the order and names none twice: a role comes once for each seat.
    grants: dict[Grant, None] = {}
    seats: dict[Seat, None] = {}
    for (
        role,
        path,
        starts,
        ends,
        closes,
        closed_with,
        root,
        partnership,
        sits,
        sat,
        organisation,
        keeps,
        comes,
        left,
    ) in HELD(person_id):
        if not _holds(starts, ends, today):
            continue
        closed = path.partition(closed_with)[0] + closed_with + "/" if closes and closes < today else ""
        grants[Grant(role, path, closed)] = None
        if partnership is not None and _holds(sits, sat, today):
            seats[Seat(root, partnership)] = None
        if (
            keeps
            and not closed
            and Permission.MANAGE_PEOPLE in ROLES.get(role, ())
            and _holds(comes, left, today)
        ):
            grants[Grant("keeper", organisation)] = None
    return Actor(person_id=person_id, name=name, grants=tuple(grants), seats=tuple(seats))


def _holds(starts: dt.date, ends: dt.date | None, today: dt.date) -> bool:
    return starts <= today and (ends is None or ends >= today)


def units_where(actor: Actor, permission: Permission, *, most: int | None = None) -> list[UnitLine]:
    """Return the units where the actor holds the permission (`most` of them): own first, parents before children.

    Those that have closed only where it is one that stays.
    """
    return [UnitLine(*row) for row in _where(actor, permission, most, timezone.localdate())()]


@lru_cache(maxsize=512)
def _where(actor: Actor, permission: Permission, most: int | None, today: dt.date) -> Compiled:
    rows = Unit.objects.filter(policy.within(actor, permission)).order_by("demonstration", "path")
    if permission not in STAYS:
        rows = rows.exclude(closes__lt=today)
    return Compiled(lambda: rows.values_list("id", "name", "kind", "demonstration")[:most], blanks=0)


def unit_where(actor: Actor, permission: Permission, unit_id: str) -> UnitLine:
    """Return a unit as a line. Raises NotYours, and NotAllowed where the actor does not hold the permission there."""
    unit = policy.require(actor, permission, unit_id)
    return UnitLine(unit.id, unit.name, unit.kind, unit.demonstration)


def own_units(actor: Actor, permission: Permission) -> list[UnitLine]:
    """Return the units in which the actor holds a role with the permission itself, the deepest first. One query."""
    paths = [grant.path for grant in actor.grants if lets(grant, permission)]
    return _lines(Unit.objects.filter(path__in=paths))


def units_around(actor: Actor, permission: Permission) -> list[UnitLine]:
    """Return those units, the ones above them, and partnerships that they sit in, the nearest first. One query."""
    return _lines(policy.around(actor, permission))


def _lines(rows: Iterable[Unit]) -> list[UnitLine]:
    found = sorted(
        rows, key=lambda unit: (unit.demonstration, -unit.path.count("/"), unit.kind == "partnership")
    )
    return [UnitLine(unit.id, unit.name, unit.kind, unit.demonstration) for unit in found]


def colleagues(actor: Actor, unit_id: str, today: dt.date) -> list[Colleague]:
    """Return who holds a role in the unit today, or will later, by name. Raises NotYours."""
    unit = policy.require(actor, Permission.SEE_UNIT, unit_id)
    rows = (
        Membership.objects.standing(today)
        .filter(unit=unit)
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
            r.starts,
            r.ends,
        )
        for r in rows
    ]


def contacts(actor: Actor, unit_id: str) -> list[tuple[str, str]]:
    """Return whom a unit's people ring when a child may be at risk: (who, number) in order. Raises NotYours."""
    unit = policy.require(actor, Permission.SEE_UNIT, unit_id)
    return list(Contact.objects.filter(unit=unit).order_by("position").values_list("who", "number"))


def contacts_near(actor: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return contacts by the name of the unit that set them: the actor's own, those above, and their partnerships'.

    The nearest first, the demonstration's never: its numbers would be invented. One query.
    """
    near = places(actor, Permission.SEE_UNIT) | partnerships(actor, Permission.SEE_UNIT)
    rows = Contact.objects.filter(unit__in=near, unit__demonstration=False).select_related("unit")
    by_unit: dict[Unit, list[tuple[str, str]]] = {}
    for row in rows.order_by("position"):
        by_unit.setdefault(row.unit, []).append((row.who, row.number))
    nearest = sorted(by_unit, key=lambda unit: (-unit.path.count("/"), unit.kind == "partnership", unit.name))
    return [(unit.name, by_unit[unit]) for unit in nearest]


def demonstration_root() -> str | None:
    """Return the id of the demonstration's partnership, where it is loaded."""
    return Unit.objects.filter(demonstration=True, parent=None).values_list("id", flat=True).first()


@dataclass(frozen=True, slots=True)
class Place:
    """A unit by its path, `depth` from the top of what is listed."""

    id: str
    name: str
    path: str
    depth: int
    demonstration: bool


def tree_where(actor: Actor, permission: Permission) -> list[Place]:
    """Return the units where the actor holds the permission, own first, each before those below it. One query."""
    rows = Unit.objects.filter(policy.within(actor, permission)).order_by("demonstration", "path")
    tops = reach(actor, permission)
    made = []
    for row in rows:
        top = next(path for path in tops if row.path.startswith(path))
        depth = row.path.count("/") - top.count("/")
        made.append(Place(row.id, row.name, row.path, depth, row.demonstration))
    return made


def read_in(actor: Actor, permission: Permission) -> list[UnitLine]:
    """Return the units that what the actor reads may be about: theirs, all below, and those above. One query."""
    near = policy.within(actor, permission) | Q(pk__in=places(actor, permission))
    rows = Unit.objects.filter(near).order_by("demonstration", "path")
    return [UnitLine(*row) for row in rows.values_list("id", "name", "kind", "demonstration")]


def people_within(actor: Actor, permission: Permission, path: str) -> list[tuple[str, str]]:
    """Return id and name of all who hold or held a role in the unit at this path or below it, by name. One query.

    Raises NotYours where the actor does not hold the permission.
    """
    if not may(actor, permission, path):
        raise NotYours
    held = Membership.objects.filter(unit__path__startswith=path)
    return list(
        held.order_by("person__name", "person_id").values_list("person_id", "person__name").distinct()
    )


def whole(units: Collection[str]) -> set[str]:
    """Return which of these units are a whole agency or partnership.

    One query, and none for units that this process has asked about: of what kind a unit is never changes.
    """
    new = [unit_id for unit_id in units if unit_id not in _is_whole]
    if new:
        if len(_is_whole) > MOST_KINDS_KEPT:
            _is_whole.clear()
        kinds = (UnitKind.AGENCY, UnitKind.PARTNERSHIP)
        rows = Unit.objects.filter(pk__in=new).values_list("id", "kind")
        _is_whole.update((unit_id, kind in kinds) for unit_id, kind in rows)
    return {unit_id for unit_id in units if _is_whole.get(unit_id)}


def names_of_units(units: Collection[str]) -> dict[str, str]:
    """Return the names of units by their id. One query, none for none."""
    return dict(Unit.objects.filter(pk__in=units).values_list("id", "name")) if units else {}


def paths_of(units: Collection[str]) -> dict[str, str]:
    """Return the paths of units by their id. One query."""
    return dict(Unit.objects.filter(pk__in=units).values_list("id", "path"))
