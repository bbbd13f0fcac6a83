"""The units whose improvement somebody can follow."""

from __future__ import annotations

from dataclasses import dataclass, replace

from speir.access.actor import Actor
from speir.access.decide import may, partnerships, places
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.organisations.models import Unit
from speir.organisations.policy import require_around, within

READS = Permission.READ_EVALUATIONS


@dataclass(frozen=True, slots=True)
class UnitOf:
    """A unit as the head of its pages shows it; `plans` and `agrees`: what the actor may do there.

    `belongs`: they hold a role there or below it. Whoever is above it is shown what was written for them to read alone.
    """

    id: str
    name: str
    demonstration: bool
    plans: bool
    agrees: bool
    path: str = ""
    kind: str = ""
    belongs: bool = True


def unit_of(actor: Actor, unit_id: str) -> UnitOf:
    """Return a unit where the actor reads, one above, or a partnership that it sits in. Raises NotYours. One query."""
    if not is_id(unit_id):
        raise NotYours
    return said_of(actor, require_around(actor, READS, unit_id))


def board_of(actor: Actor, unit_id: str) -> UnitOf:
    """Return the same, or a unit below one where the actor reads. Raises NotYours. One query.

    Its board is open to them as its name is, and of what was written there they read what is open to them by itself:
    nothing, merely by being above (`access.decide`). What is open to everybody who belongs there is not asked for.
    """
    if is_near(actor, unit_id):
        return unit_of(actor, unit_id)
    unit = Unit.objects.filter(within(actor, READS), pk=unit_id).first() if is_id(unit_id) else None
    if unit is None:
        raise NotYours
    return replace(said_of(actor, unit), belongs=False)


def opens(actor: Actor, unit_id: str, path: str) -> bool:
    """Return whether the actor can open a unit's board. No query."""
    return is_near(actor, unit_id) or may(actor, READS, path)


def is_near(actor: Actor, unit_id: str) -> bool:
    """Return whether the actor can open the pages of a unit's improvement. No query."""
    return unit_id in places(actor, READS) or unit_id in partnerships(actor, READS)


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
