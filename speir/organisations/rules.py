"""Rules of units."""

from __future__ import annotations

from enum import StrEnum

from speir.core.errors import Refused
from speir.core.names import name_of

LONGEST_NAME = 200


class UnitKind(StrEnum):
    """What a unit is."""

    PARTNERSHIP = "partnership"
    AGENCY = "agency"
    SERVICE = "service"
    TEAM = "team"


def name_of_unit(typed: str) -> str:
    """A unit has a name that its people recognise. Returns it on one line; raises Refused."""
    name = name_of(typed)
    if not name:
        raise Refused(
            "unit-needs-name", "Enter the name of your partnership, agency, service or team.", "unit_name"
        )
    if len(name) > LONGEST_NAME:
        raise Refused(
            "unit-name-too-long", f"Use at most {LONGEST_NAME} characters for the name.", "unit_name"
        )
    return name


def kind_of_unit(typed: str) -> UnitKind:
    """A unit is a partnership, an agency, a service or a team. Raises Refused for anything else."""
    try:
        return UnitKind(typed)
    except ValueError:
        raise Refused(
            "unit-kind-unknown", "Choose whether it is a partnership, an agency, a service or a team.", "kind"
        ) from None


def unit_of(path: str) -> str:
    """Return the id of the unit at a path: the last of the ids that it is made of."""
    return path.rstrip("/").rpartition("/")[2]
