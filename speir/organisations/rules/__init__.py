"""Rules of units, of the roles that people hold in them, and of what is imported."""

from speir.organisations.rules.units import (
    LONGEST_LOCALITY,
    LONGEST_NAME,
    LONGEST_NUMBER,
    MOST_CONTACTS,
    UnitKind,
    contacts_of,
    dialled,
    kind_of_unit,
    locality_of_unit,
    mark_of,
    name_of_unit,
    unit_of,
)

__all__ = [
    "LONGEST_LOCALITY",
    "LONGEST_NAME",
    "LONGEST_NUMBER",
    "MOST_CONTACTS",
    "UnitKind",
    "contacts_of",
    "dialled",
    "kind_of_unit",
    "locality_of_unit",
    "mark_of",
    "name_of_unit",
    "unit_of",
]
