"""Rules for meetings: what one says, and in which order a meeting goes through its actions. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from speir.core.errors import Refused
from speir.core.text import clean
from speir.improvement.rules.naming import AWAITED, State
from speir.improvement.rules.texts import TITLE_LONGEST, mark_of, too_long


@dataclass(frozen=True, slots=True)
class Said:
    """A meeting as typed: what it is called, and its day. A day in the past is taken: minutes are typed up later."""

    name: str = ""
    on: dt.date | None = None

    def clean(self) -> Said:
        """Return it with its name in the one form in which it is kept."""
        return replace(self, name=clean(self.name))


def said_mark(said: Said) -> str:
    """Return the mark of all that a form of a meeting shows."""
    return mark_of(astuple(said.clean()))


def check(said: Said) -> list[Refused]:
    """Return what is wrong with a meeting."""
    broken = []
    if not clean(said.name):
        sentence = "Write what this meeting is called, such as “Committee”."
        broken.append(Refused("meeting-unnamed", sentence, "name"))
    broken += too_long({"name": said.name}, TITLE_LONGEST)
    if said.on is None:
        broken.append(Refused("meeting-undated", "Put in the day of this meeting.", "on"))
    return broken


@dataclass(frozen=True, slots=True)
class Between:
    """A meeting's day, and those of the meetings before and after it; None where there is none.

    `last`: the latest one before it that is not still to come, since which something can have changed.
    """

    on: dt.date
    before: dt.date | None
    after: dt.date | None
    last: dt.date | None


def between(on: dt.date, days: Iterable[dt.date], today: dt.date) -> Between:
    """Return which of a unit's meetings come before and after the one on this day."""
    earlier, later = [one for one in days if one < on], [one for one in days if one > on]
    met = max((one for one in earlier if one <= today), default=None)
    return Between(on, max(earlier, default=None), min(later, default=None), met)


def latest_before(day: dt.date, days: Iterable[dt.date]) -> dt.date | None:
    """Return the day of the latest meeting before this day."""
    return max((one for one in days if one < day), default=None)


class Turn(StrEnum):
    """Why an action comes up when it does in a meeting; in their order."""

    OVERDUE = "overdue"
    STUCK = "stuck"
    NOBODY = "nobody"
    WAITING = "waiting"
    SOON = "soon"
    REST = "rest"


TURN_WORDS: dict[str, str] = {
    Turn.OVERDUE.value: "Overdue",
    Turn.STUCK.value: "Stuck",
    Turn.NOBODY.value: "Nobody leads it now",
    Turn.WAITING.value: "Waiting for something else",
    Turn.SOON.value: "Due before the next meeting",
    Turn.REST.value: "Everything else",
}


class Up(NamedTuple):
    """An action as a meeting orders it: `state` as it was when the meeting began, `waits`: for another one not done.

    `place` is where it stands among all actions, its priority's place first. `nobody`: who led it can do so no more.
    There can be thousands of these.
    """

    id: str
    state: str
    due: dt.date | None
    waits: bool = False
    place: tuple[Any, ...] = ()
    nobody: bool = False


CAN_BE_LATE = frozenset(one.value for one in AWAITED)
GOES_ON = frozenset((State.PROPOSED.value, State.AGREED.value, State.UNDER_WAY.value))


def turn(one: Up, *, today: dt.date, after: dt.date | None) -> Turn:
    """Return why an action comes up: the first that fits. `after` is the day of the next meeting."""
    if one.due is not None and one.due < today and one.state in CAN_BE_LATE:
        return Turn.OVERDUE
    if one.state == State.STUCK:
        return Turn.STUCK
    if one.nobody:
        return Turn.NOBODY
    open_yet = one.state in GOES_ON
    if one.waits and open_yet:
        return Turn.WAITING
    if open_yet and one.due is not None and after is not None and one.due <= after:
        return Turn.SOON
    return Turn.REST


def in_order(lines: Iterable[Up], *, today: dt.date, after: dt.date | None) -> list[tuple[Turn, Up]]:
    """Return the actions as a meeting goes through them, each with why.

    What is late comes first and then what cannot go on: a meeting is short, and that is what it can help with. Within
    each, the earliest day first, what has none last.
    """
    found: dict[Turn, list[Up]] = {each: [] for each in Turn}
    for one in lines:
        found[turn(one, today=today, after=after)].append(one)
    far = dt.date.max
    for those in found.values():
        those.sort(key=lambda one: (one.due or far, one.place))
    return [(each, one) for each, those in found.items() for one in those]


def began_as(state: str, befores: Sequence[str]) -> str:
    """Return in which state an action was when a meeting began.

    `befores` are the states that it was in before each thing said of it in the meeting, the first first. By this the
    order holds still: what was said would otherwise move an action away from under the people who talk about it.
    """
    return befores[0] if befores else state
