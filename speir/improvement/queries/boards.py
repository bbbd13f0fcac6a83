"""The units whose improvement somebody can follow."""

from __future__ import annotations

from dataclasses import dataclass

from speir.access.actor import Actor
from speir.access.decide import may, partnerships, places
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.organisations.models import Unit
from speir.organisations.policy import around, require_around


@dataclass(frozen=True, slots=True)
class UnitOf:
    """A unit as the head of its pages shows it; `plans` and `agrees`: what the actor may do there."""

    id: str
    name: str
    demonstration: bool
    plans: bool
    agrees: bool
    path: str = ""
    kind: str = ""


def unit_of(actor: Actor, unit_id: str) -> UnitOf:
    """Return a unit where the actor reads, one above, or a partnership that it sits in. Raises NotYours. One query."""
    if not is_id(unit_id):
        raise NotYours
    return said_of(actor, require_around(actor, Permission.READ_EVALUATIONS, unit_id))


def is_near(actor: Actor, unit_id: str) -> bool:
    """Return whether the actor can open the pages of a unit's improvement. No query."""
    permission = Permission.READ_EVALUATIONS
    return unit_id in places(actor, permission) or unit_id in partnerships(actor, permission)


def units(actor: Actor) -> list[UnitOf]:
    """Return all of those, by where they are. One query."""
    return [said_of(actor, one) for one in around(actor, Permission.READ_EVALUATIONS).order_by("path")]


def said_of(actor: Actor, unit: Unit) -> UnitOf:
    """Return a unit that was found as one around the actor. No query."""
    return UnitOf(
        unit.id,
        unit.name,
        unit.demonstration,
        may(actor, Permission.PLAN_IMPROVEMENT, unit.path),
        may(actor, Permission.AGREE_IMPROVEMENT, unit.path),
        unit.path,
        unit.kind,
    )
