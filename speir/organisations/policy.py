"""Who may see and change units."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may, partnerships, places, reach
from speir.access.permissions import Permission
from speir.access.roles import STAYS
from speir.core.compiled import CompiledModels
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.core.ids import is_id
from speir.core.text import day
from speir.organisations.models import Unit

UNIT = CompiledModels(lambda unit_id: Unit.objects.filter(pk=unit_id), blanks=1)


def within(actor: Actor, permission: Permission, field: str = "path") -> Q:
    """Return the condition that a row's unit path (found at `field`) is one where the actor holds the permission."""
    paths = reach(actor, permission)
    if not paths:
        return Q(pk__in=())
    condition = Q()
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def visible_to(actor: Actor) -> QuerySet[Unit]:
    """Return the units that the actor may see."""
    return Unit.objects.filter(within(actor, Permission.SEE_UNIT))


def require(actor: Actor, permission: Permission, unit_id: str, *, lock: bool = False) -> Unit:
    """Return the unit, locked where what is sent twice shall be done once, one after the other.

    Raises NotYours when the actor may not see it, NotAllowed when they may not do this there.
    """
    if not is_id(unit_id):
        raise NotYours  # a database may not even take it
    rows = visible_to(actor).filter(pk=unit_id)
    unit = (rows.select_for_update(no_key=True) if lock else rows).first()
    if unit is None:
        raise NotYours
    if not may(actor, permission, unit.path):
        raise NotAllowed("Your role here does not include this. Ask your lead officer.")
    if permission not in STAYS:
        _open(unit)
    return unit


def around(actor: Actor, permission: Permission) -> QuerySet[Unit]:
    """Return the units where the actor holds the permission, those above them, and partnerships that these sit in.

    One who works in a team belongs to its service, its agency and their partnerships, too.
    """
    return Unit.objects.filter(pk__in=places(actor, permission) | partnerships(actor, permission))


def require_around(actor: Actor, permission: Permission, unit_id: str) -> Unit:
    """Return one of the units `around` the actor. Raises NotYours."""
    near = places(actor, permission) | partnerships(actor, permission)
    found = UNIT(unit_id) if unit_id in near else []
    if not found:
        raise NotYours
    return found[0]


def allows(actor: Actor, permission: Permission, unit: Unit) -> bool:
    """Return whether the actor may do this in a unit. No query."""
    return may(actor, permission, unit.path)


def require_open(actor: Actor, permission: Permission, unit_id: str, *, lock: bool = False) -> Unit:
    """Return the unit as `require` does, for something new there. Raises Refused once it has closed."""
    unit = require(actor, permission, unit_id, lock=lock)
    _open(unit)
    return unit


def _open(unit: Unit) -> None:
    if unit.closed(timezone.localdate()):
        closed = f"{unit.name} closed on {day(unit.closes)}" if unit.closes else unit.name
        raise Refused("unit-closed", f"{closed}: nothing new begins there. What was written stays readable.")
