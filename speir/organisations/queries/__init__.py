"""Reading units, the roles that people hold in them, and building the Actor."""

from speir.organisations.queries.seats import offer, own_organisations
from speir.organisations.queries.units import (
    HELD,
    Colleague,
    Place,
    UnitLine,
    actor_for,
    colleagues,
    contacts,
    contacts_near,
    demonstration_root,
    own_units,
    paths_of,
    people_within,
    tree_where,
    unit_where,
    units_around,
    units_where,
    whole,
)

__all__ = [
    "HELD",
    "Colleague",
    "Place",
    "UnitLine",
    "actor_for",
    "colleagues",
    "contacts",
    "contacts_near",
    "demonstration_root",
    "offer",
    "own_organisations",
    "own_units",
    "paths_of",
    "people_within",
    "tree_where",
    "unit_where",
    "units_around",
    "units_where",
    "whole",
]
