"""What kind of organisation a unit is, as a table of plain data: a line more is a kind more."""

from __future__ import annotations

from speir.core.errors import Refused

SECTORS: dict[str, str] = {
    "police": "Police",
    "health": "Health",
    "social_work": "Social work",
    "education": "Education",
    "reporter": "Children’s Reporter",
    "voluntary": "Voluntary organisation",
    "council": "Council",
    "other": "Other",
}


def sector_of_unit(typed: str) -> str:
    """A unit is of one of the kinds of organisation, or nobody has said of which. Raises Refused for anything else."""
    if typed and typed not in SECTORS:
        raise Refused(
            "unit-sector-unknown", "Choose what kind of organisation it is from the list.", "sector"
        )
    return typed
