"""Rules of a role that somebody holds in a unit: where it fits, and from which day until which."""

from __future__ import annotations

import datetime as dt

from speir.access.roles import GIVEN, MOST_MONTHS, fitting
from speir.access.words import name_of_role
from speir.core.errors import Refused
from speir.core.text import day, number
from speir.core.when import months_later

OWN_ROLE = (
    "Nobody gives a role to themselves, or changes their own. Ask a colleague who looks after people here; "
    "you can end your own."
)
LAST_ONE = (
    "Nobody else looks after people here without a last day, so this would leave the unit to nobody. "
    "Give somebody else a role that does, then do this."
)


def check_role(role: str, kind: str) -> list[Refused]:
    """A role is one of those that can be given in a unit of this kind."""
    if role not in GIVEN:
        return [Refused("role-unknown", "Choose one of the roles.", "role")]
    if role not in fitting(kind):
        article = "An" if kind.startswith("a") else "A"
        sentence = f"{article} {kind} has no {name_of_role(role).lower()}. Choose another role."
        return [Refused("role-unfit", sentence, "role")]
    return []


def check_days(role: str, starts: dt.date, ends: dt.date | None, today: dt.date) -> list[Refused]:
    """A role runs forwards and into the future; an inspector's ends, some months from its first day at most."""
    most = MOST_MONTHS.get(role)
    latest = months_later(max(starts, today), most) if most else None
    if ends is None:
        if latest is None or most is None:
            return []
        sentence = (
            f"Enter the last day: this role is given for {number(most)} months at most, until {day(latest)}."
        )
        return [Refused("role-needs-end", sentence, "ends")]
    if ends < starts:
        return [Refused("role-backwards", "The last day is before the first day.", "ends")]
    if ends < today:
        return [
            Refused(
                "role-over", "Enter a last day from today on. To end the role now, press End now.", "ends"
            )
        ]
    if latest is not None and most is not None and ends > latest:
        sentence = f"This role is given for {number(most)} months at most. Enter a day until {day(latest)}."
        return [Refused("role-too-long", sentence, "ends")]
    return []


def check_start(starts: dt.date, today: dt.date) -> list[Refused]:
    """A role begins today or later: nobody has had it before it was given."""
    if starts < today:
        return [Refused("role-began-before", "Enter a first day from today on, or leave it empty.", "starts")]
    return []
