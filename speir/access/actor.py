"""Who asks: a person with the grants that hold today, and the partnerships that their organisations sit in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held in a unit; `path` is the unit's path from its root, such as `a1/b2/`.

    `closed` is the path of the unit, this one or one above it, that has closed: from then on the role only lets its
    holder read what was written from there downwards, and look after it (`roles.STAYS`).
    """

    role: str
    path: str
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """An organisation of the actor's sits in a partnership; both as paths."""

    organisation: str
    partnership: str


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who asks, and all that the decision needs to know of them."""

    person_id: str
    name: str
    grants: tuple[Grant, ...]
    seats: tuple[Seat, ...] = ()


SYSTEM = Actor(person_id="", name="Speir", grants=())
