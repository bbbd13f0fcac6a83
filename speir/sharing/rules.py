"""Who may read a thing: a pure decision from where it was written and the acts of sharing that hold."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from speir.access.actor import Actor
from speir.access.decide import partnerships, places
from speir.access.permissions import Permission
from speir.core.errors import Refused
from speir.core.text import clean, one_line


class Scope(StrEnum):
    """How far a thing is open. Everything begins as `team`, at the unit where it was written, or as `only_me`."""

    ONLY_ME = "only_me"
    TEAM = "team"
    AGENCY = "agency"
    PARTNERSHIP = "partnership"
    NAMED = "named"


class TakenAs(StrEnum):
    """As what something was shared and understood. Where nobody said, it is neither, and the record says so."""

    FACT = "fact"
    OPINION = "opinion"


class How(StrEnum):
    """How something was shared outside Speir."""

    TELEPHONE = "telephone"
    MEETING = "meeting"
    LETTER = "letter"
    EMAIL = "email"
    OTHER = "other"


class InRoom(StrEnum):
    """What can be read in an inspector's room."""

    EDITION = "edition"
    VIEW = "broad view"
    EVIDENCE = "evidence"
    LOOK = "closer look"
    # By its number: 0 by itself, 1 with its actions.
    PRIORITY = "priority"


class Stands(StrEnum):
    """How a room stands on a day."""

    TO_COME = "to_come"
    OPEN = "open"
    OVER = "over"
    ENDED = "ended"


LONGEST_WHY = 1000
LONGEST_WHO = 200
EARLIEST = dt.date(1990, 1, 1)
# What a form sends where it is truly not known.
NOT_SAID = "not_said"
TAKEN_AS_WORDS: dict[str, str] = {
    TakenAs.FACT: "as fact",
    TakenAs.OPINION: "as opinion",
    "": "not said whether as fact or as opinion",
}
HOW_WORDS: dict[str, str] = {
    How.TELEPHONE: "by telephone",
    How.MEETING: "in a meeting",
    How.LETTER: "by letter",
    How.EMAIL: "by e-mail",
    How.OTHER: "in another way",
}
LONGEST_NAME = 120
LONGEST_ROOM = dt.timedelta(days=184)
# Whoever reads in a room holds this role; it lets them do nothing else at all.
INSPECTOR = "inspector"
ACTS = (Scope.TEAM, Scope.AGENCY, Scope.PARTNERSHIP, Scope.NAMED)
# What is open so far is not confidential: reading it is no entry in the trail.
WIDE = (Scope.AGENCY, Scope.PARTNERSHIP)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a thing was written: the unit's id, whose it is, and whether it is for that person alone."""

    unit_id: str
    owner: str
    only_me: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """An act of sharing that holds today: with a unit (`team`, `agency`, `partnership`) or with a person (`named`)."""

    scope: str
    unit_id: str = ""
    person_id: str = ""


def at_home(actor: Actor, permission: Permission, home: Home) -> bool:
    """A thing is open to its owner alone, or to those who hold a reading role at the place where it was written."""
    if home.only_me:
        return bool(actor.person_id) and home.owner == actor.person_id
    return home.unit_id in places(actor, permission)


def reads(actor: Actor, permission: Permission, home: Home, acts: Iterable[Act]) -> bool:
    """Return whether the actor may read a thing of this home, shared by these acts."""
    return at_home(actor, permission, home) or any(opens(act, actor, permission) for act in acts)


def opens(act: Act, actor: Actor, permission: Permission) -> bool:
    """An act opens a thing to the person it names, or to those who hold a reading role in its unit or below it;
    in a partnership also to those of the organisations that sit in it."""
    if act.scope == Scope.NAMED:
        return bool(actor.person_id) and act.person_id == actor.person_id
    if act.unit_id in places(actor, permission):
        return True
    return act.scope == Scope.PARTNERSHIP and act.unit_id in partnerships(actor, permission)


def check(why: str, ends: dt.date | None, today: dt.date) -> list[Refused]:
    """Sharing says why, and ends on a day to come or not at all. Returns every rule that is broken."""
    broken = []
    said = clean(why)
    if not said:
        broken.append(Refused("sharing-needs-why", "Write why you share it: they will read this.", "why"))
    elif len(said) > LONGEST_WHY:
        broken.append(Refused("sharing-why-too-long", f"Use at most {LONGEST_WHY:,} characters.", "why"))
    if ends is not None and ends < today:
        broken.append(
            Refused(
                "sharing-ends-before", "Choose today or a later day, or leave the last day empty.", "ends"
            )
        )
    return broken


@dataclass(frozen=True, slots=True)
class Told:
    """Sharing outside Speir as it is written down: who shared with whom, when, why, how, as what ("" not said)."""

    on: dt.date | None
    who: str
    with_whom: str
    why: str
    how: str
    taken_as: str


def check_told(told: Told, today: dt.date) -> list[Refused]:
    """Return every rule that sharing outside Speir breaks as it is written down, each with its field."""
    broken = []
    if told.on is None:
        broken.append(Refused("told-needs-day", "Enter the day on which it was shared.", "on"))
    elif told.on > today:
        broken.append(
            Refused("told-in-future", "Enter today or an earlier day: write down what has happened.", "on")
        )
    elif told.on < EARLIEST:
        broken.append(Refused("told-too-old", "Enter a date from 1990 onwards. Is the year right?", "on"))
    for text, most, field, lacks in (
        (one_line(told.who), LONGEST_WHO, "who", "Write who shared it: a role and an organisation will do."),
        (one_line(told.with_whom), LONGEST_WHY, "with_whom", "Write with whom it was shared."),
        (clean(told.why), LONGEST_WHY, "why", "Write why it was shared."),
    ):
        if not text:
            broken.append(Refused("told-needs-words", lacks, field))
        elif len(text) > most:
            broken.append(Refused("told-too-long", f"Use at most {most:,} characters.", field))
    if told.how not in set(How):
        broken.append(Refused("told-how-unknown", "Choose how it was shared.", "how"))
    return broken + check_taken_as(told.taken_as)


def check_taken_as(taken_as: str) -> list[Refused]:
    """What is shared is shared as fact, as opinion, or nobody said."""
    if taken_as in {"", *TakenAs}:
        return []
    sentence = "Choose whether it is shared as fact or as opinion, or that nobody said."
    return [Refused("sharing-taken-as-unknown", sentence, "taken_as")]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as an audience: the ids from its root down to it, and the partnerships in which its root sits."""

    path: tuple[str, ...]
    sits_in: frozenset[str]


def covers(open_to: Iterable[Act], place: Place, *, partnership: bool = False) -> bool:
    """Everybody at `place` (`partnership`: and in the organisations that sit there) is among those it is open to.

    An act with a unit covers the units below it too; one with a partnership covers those that sit there.
    """
    for act in open_to:
        if act.scope == Scope.NAMED:
            continue
        if partnership:
            if act.scope == Scope.PARTNERSHIP and act.unit_id in place.path:
                return True
        elif act.unit_id in place.path or (act.scope == Scope.PARTNERSHIP and act.unit_id in place.sits_in):
            return True
    return False


def stands(starts: dt.date, ends: dt.date, ended: bool, today: dt.date) -> Stands:
    """Return how a room stands on a day: nothing in it is read but while it is open."""
    if ended:
        return Stands.ENDED
    if today < starts:
        return Stands.TO_COME
    return Stands.OPEN if today <= ends else Stands.OVER


def room_mark(name: str, starts: dt.date, ends: dt.date) -> str:
    """Return the mark of what a form of a room shows."""
    return hashlib.sha256(f"{starts} {ends} {name}".encode()).hexdigest()[:16]


def check_room(name: str, starts: dt.date | None, ends: dt.date | None, today: dt.date) -> list[Refused]:
    """A room has a name, a first and a last day, open for six months at most. Returns each rule that is broken."""
    broken = []
    named = one_line(name)
    if not named:
        broken.append(
            Refused("room-needs-name", "Give the room a name, such as the inspection it is for.", "name")
        )
    elif len(named) > LONGEST_NAME:
        broken.append(Refused("room-name-too-long", f"Use at most {LONGEST_NAME} characters.", "name"))
    if starts is None:
        broken.append(Refused("room-needs-start", "Enter the first day.", "starts"))
    if ends is None:
        broken.append(
            Refused("room-needs-end", "Enter the last day: no room stays open without one.", "ends")
        )
    elif ends < today:
        broken.append(Refused("room-ends-before", "Enter today or a later day.", "ends"))
    elif starts is not None and ends < starts:
        broken.append(Refused("room-ends-first", "The last day is before the first day.", "ends"))
    elif starts is not None and ends - starts > LONGEST_ROOM:
        sentence = "A room is open for at most six months. Make another one for the time after that."
        broken.append(Refused("room-too-long", sentence, "ends"))
    return broken
