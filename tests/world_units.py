"""An organisation with services and teams, each with a sealed edition of its own, brought about through actions."""

from __future__ import annotations

from dataclasses import dataclass

from speir.organisations.actions import add_unit
from speir.organisations.models import Unit
from tests import world, world_agreed
from tests.world import Somebody

# Below which service each lies, in which part of the area, and what it says of 3.2.
TEAMS = (
    ("Early help", "Family support", "the north", "weak"),
    ("Family time", "Family support", "the south", "adequate"),
    ("Health visitors", "Child health", "the north", "good"),
)


@dataclass(frozen=True)
class Organisation:
    """An agency, its lead officer, somebody who reads there, the units below it by name, and a stranger."""

    unit: Unit
    lead: Somebody
    reader: Somebody
    units: dict[str, Unit]
    stranger: Somebody


def organisation(word: str = "") -> Organisation:
    """`word` stands in the names of units, which are as long as they may be then."""
    lead = world.somebody("Morag Sinclair")
    agency = world.unit_of(lead, f"Lochside Health {word}".strip()[:200], "agency")
    units: dict[str, Unit] = {}
    for name, service, locality, _level in TEAMS:
        if service not in units:
            named = f"{service} {word}".strip()[:200]
            units[service] = add_unit(name=named, kind="service", under=agency.id, by=lead.actor)
        under = units[service].id
        units[name] = add_unit(
            name=f"{name} {word}".strip()[:200], kind="team", under=under, locality=locality, by=lead.actor
        )
    stranger = world.somebody("Hamish Orr")
    world.unit_of(stranger, "Another agency", "agency")
    return Organisation(agency, lead, world.colleague("Rhona Bell", agency, "reader", lead), units, stranger)


def sealed(there: Organisation) -> Organisation:
    """Each team has sealed what it says of 3.2, the whole agency nothing of it."""
    for name, _service, _locality, level in TEAMS:
        world_agreed.over_years(there.units[name], there.lead, (level,))
    world_agreed.over_years(there.unit, there.lead, ("",))
    return there
