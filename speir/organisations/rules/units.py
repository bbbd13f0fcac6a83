"""Rules of units."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from enum import StrEnum

from speir.core.errors import Refused, Unfit
from speir.core.names import name_of

LONGEST_NAME = 200
LONGEST_LOCALITY = 100
MOST_CONTACTS = 6
LONGEST_NUMBER = 40
_NUMBER = re.compile(r"\+?[0-9][0-9 ()-]*(?: ?(?:ext\.?|x) ?[0-9]+)?", re.IGNORECASE)
_NO_NUMBER = "Enter a telephone number, such as 0800 123 4567."


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


def locality_of_unit(typed: str) -> str:
    """A unit works in a part of the area, or in all of it, which is said by nothing. Returns it on one line.

    Raises Refused for one that is too long.
    """
    locality = name_of(typed)
    if len(locality) > LONGEST_LOCALITY:
        said = f"Use at most {LONGEST_LOCALITY} characters for the locality."
        raise Refused("unit-locality-too-long", said, "locality")
    return locality


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


def contacts_of(typed: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Whom to ring when a child may be at risk: each line says who, and a telephone number; an empty line is left out.

    Returns (who, number) on one line each; raises Unfit with the fields `who_0`, `number_0` and so on.
    """
    broken, kept = [], []
    for at, (who, number) in enumerate((name_of(who), " ".join(number.split())) for who, number in typed):
        if not who and not number:
            continue
        kept.append((who, number))
        if not who:
            broken.append(Refused("contact-needs-who", "Say who answers this number.", f"who_{at}"))
        elif len(who) > LONGEST_NAME:
            broken.append(
                Refused("contact-who-too-long", f"Use at most {LONGEST_NAME} characters.", f"who_{at}")
            )
        digits = sum(char.isdigit() for char in number)
        if len(number) > LONGEST_NUMBER or digits < 3 or not _NUMBER.fullmatch(number):
            broken.append(Refused("contact-number-unfit", _NO_NUMBER, f"number_{at}"))
    if broken:
        raise Unfit(broken)
    return kept


def dialled(number: str) -> str:
    """Return what a telephone dials for a number: its digits, a leading plus, and no extension."""
    main = re.split(r"(?i)ext|x", number)[0]
    return ("+" if main.startswith("+") else "") + "".join(char for char in main if char.isdigit())


def mark_of(contacts: Sequence[tuple[str, str]]) -> str:
    """Return the mark of contacts, by which a form says what it was opened with: 16 hexadecimal characters."""
    return hashlib.sha256("\x00".join(f"{who}\x01{number}" for who, number in contacts).encode()).hexdigest()[
        :16
    ]
