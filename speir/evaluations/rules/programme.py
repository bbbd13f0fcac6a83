"""A rolling programme: what may be planned, what each organisation is asked for in a month, and what clashes. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from speir.core.errors import Refused
from speir.core.text import MONTHS, capital, day, listed, number, period

TITLE_LONGEST = 200
ASKED_LONGEST = 200
WORDS_LONGEST = 2000
MOST_YEARS = 5
FORTNIGHT = dt.timedelta(days=13)
# What the page says of it, too.
CLASH = "Two things clash when they ask one organisation and their last days lie within fourteen days of each other."


class Kind(StrEnum):
    """What is planned."""

    BROAD_VIEW = "broad_view"
    JOINT = "joint"
    CLOSER_LOOK = "closer_look"
    READING = "reading"
    SURVEY = "survey"
    OTHER = "other"


# One, and several.
KINDS: dict[str, tuple[str, str]] = {
    Kind.BROAD_VIEW.value: ("broad view", "broad views"),
    Kind.JOINT.value: ("joint broad view", "joint broad views"),
    Kind.CLOSER_LOOK.value: ("closer look", "closer looks"),
    Kind.READING.value: ("reading of case files", "readings of case files"),
    Kind.SURVEY.value: ("survey", "surveys"),
    Kind.OTHER.value: ("something else", "things"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Something as it is planned: `asked` are ids of units, each with words for what it is asked."""

    kind: str
    title: str
    starts: dt.date | None
    ends: dt.date | None
    words: str = ""
    asked: Mapping[str, str] | None = None

    @property
    def says(self) -> str:
        """All that it says on one line: two that say the same are the same."""
        days = [one.isoformat() if one else "" for one in (self.starts, self.ends)]
        asked = [f"{unit}={words}" for unit, words in sorted((self.asked or {}).items())]
        return "|".join([self.kind, self.title, *days, self.words, *asked])


def check(plan: Plan, *, askable: Collection[str], today: dt.date) -> list[Refused]:
    """Return every rule that a plan breaks, each with its field (`for_` and an id of a unit's); empty for none."""
    starts, ends = plan.starts, plan.ends
    broken = []
    if plan.kind not in KINDS:
        broken.append(Refused("planned-kind-unknown", "Choose what is planned from the list.", "kind"))
    if not plan.title:
        broken.append(Refused("planned-needs-title", "Enter what it is called.", "title"))
    for text, most, field in (
        (plan.title, TITLE_LONGEST, "title"),
        (plan.words, WORDS_LONGEST, "words"),
        *((words, ASKED_LONGEST, f"for_{unit}") for unit, words in (plan.asked or {}).items()),
    ):
        if len(text) > most:
            broken.append(Refused("planned-too-long", f"Use at most {most:,} characters here.", field))
    if starts is None:
        broken.append(Refused("planned-needs-start", "Enter the day on which it begins.", "starts"))
    if ends is None:
        broken.append(Refused("planned-needs-end", "Enter its last day; it may be the first one.", "ends"))
    if starts and ends and ends < starts:
        broken.append(Refused("planned-backwards", "The last day is before the first day.", "ends"))
    elif ends and ends.year > today.year + MOST_YEARS:
        said = f"Enter a day in the next {number(MOST_YEARS)} years. Is the year right?"
        broken.append(Refused("planned-far", said, "ends"))
    if set(plan.asked or {}) - set(askable):
        said = "Ask organisations that sit in the partnership, or units of its own."
        broken.append(Refused("planned-asks-another", said, "asked"))
    return broken


def doubt(plan: Plan, today: dt.date) -> str:
    """Return what is asked about days that are over; empty where the last day is still to come."""
    if plan.ends is None or plan.ends >= today:
        return ""
    return f"{day(plan.ends)} is over already. Change it, or say that this day is meant."


@dataclass(frozen=True, slots=True)
class Ask:
    """An organisation is asked for something by a day. `done`: it has handed in what it was asked for."""

    unit_id: str
    unit: str
    words: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a programme. `source` is `planned`, or names what comes in by itself: `due` and `period` of a joint
    broad view, `view`, `look`, and `way` for the day by which something is found out.

    `key` is the same for as long as the thing is there; `stamp` is when it was changed last. `who` finds something out,
    `own` where that is the reader.
    """

    key: str
    source: str
    kind: str
    title: str
    unit_id: str
    unit: str
    starts: dt.date
    ends: dt.date
    stamp: dt.datetime
    asks: tuple[Ask, ...] = ()
    words: str = ""
    by: str = ""
    id: str = ""
    revision: int = 1
    opens: bool = False
    may_change: bool = False
    demonstration: bool = False
    who: str = ""
    own: bool = False
    done: bool = False

    @property
    def when(self) -> str:
        """Its days as people say them."""
        return f"by {day(self.ends)}" if self.source in {"due", "way"} else period(self.starts, self.ends)

    def runs_in(self, first: dt.date, last: dt.date) -> bool:
        """Whether one of its days lies between two days."""
        return self.starts <= last and self.ends >= first


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a programme: what begins in it or was running before it, and what each organisation is asked for."""

    first: dt.date
    entries: tuple[Entry, ...]
    load: tuple[str, ...]

    @property
    def name(self) -> str:
        """The month as people say it."""
        return f"{MONTHS[self.first.month - 1]} {self.first.year}"


@dataclass(frozen=True, slots=True)
class Clash:
    """Things that ask one organisation within a fortnight, and the sentence that says so."""

    unit_id: str
    said: str
    entries: tuple[Entry, ...]


def last_of(first: dt.date) -> dt.date:
    """Return the last day of the month that begins on a day."""
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def by_month(entries: Iterable[Entry], first: dt.date, last: dt.date) -> list[Month]:
    """Return the months from a first of a month to a day, each with what begins in it, in the order of days.

    What began before the first of them stands in the first of them. Months without anything are left out.
    """
    placed: defaultdict[dt.date, list[Entry]] = defaultdict(list)
    within = [entry for entry in entries if entry.runs_in(first, last)]
    for entry in within:
        placed[max(entry.starts, first).replace(day=1)].append(entry)
    made = []
    month = first
    while month <= last:
        here = sorted(placed[month], key=lambda one: (one.starts, one.ends, one.title, one.key))
        said = tuple(load(within, month))
        if here or said:
            made.append(Month(month, tuple(here), said))
        month = last_of(month) + dt.timedelta(days=1)
    return made


def load(entries: Iterable[Entry], month: dt.date) -> list[str]:
    """Return who is asked for several things in a month, each in a sentence, the most first.

    What runs in a month counts in it, and what was handed in does not.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        if entry.runs_in(month, last_of(month)):
            counts.update({(ask.unit, ask.unit_id) for ask in entry.asks if not ask.done})
    several = [(unit, count) for (unit, _id), count in counts.items() if count > 1]
    name = MONTHS[month.month - 1]
    return [
        f"{unit} is asked for {number(count)} things in {name}."
        for unit, count in sorted(several, key=lambda one: (-one[1], one[0]))
    ]


def clashes(entries: Iterable[Entry], today: dt.date) -> list[Clash]:
    """Return what clashes from a day on, by its first last day; each widest group once."""
    asked: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.ends >= today:
            for ask in entry.asks:
                if not ask.done:
                    asked[ask.unit, ask.unit_id].append(entry)
    found = []
    for (unit, unit_id), things in asked.items():
        things.sort(key=lambda one: (one.ends, one.title, one.key))
        reached = 0  # whatever lies before it was named in an earlier group already
        for at, one in enumerate(things):
            near = [other for other in things[at:] if other.ends - one.ends <= FORTNIGHT]
            if len(near) > 1 and at + len(near) > reached:
                reached = at + len(near)
                found.append(Clash(unit_id, _clash(unit, near), tuple(near)))
    return sorted(found, key=lambda one: (one.entries[0].ends, one.said))


def _clash(unit: str, near: list[Entry]) -> str:
    kinds = Counter(entry.kind for entry in near)
    said = []
    for kind, count in kinds.items():
        one, several = KINDS[kind]
        if count > 1:
            said.append(f"{number(count)} {several}")
        else:
            said.append(one if kind == Kind.OTHER else f"a {one}")
    titles = listed([f"{entry.title} ({day(entry.ends)})" for entry in near])
    return f"{capital(listed(said))} ask {unit} in the same fortnight: {titles}."
