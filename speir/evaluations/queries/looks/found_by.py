"""On what a closer look's findings rest: how one found out, how often and with which services, and who was heard."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from speir.core.text import day, period
from speir.core.when import months_later
from speir.evaluations.models import Group, Look, Sitting, Way
from speir.evaluations.queries.looks.briefing import numbered
from speir.evaluations.rules.looks.finding import few, held
from speir.evaluations.rules.looks.naming import DOING_WORDS, GROUP_WORDS, HOW_WORDS, how_beside


@dataclass(frozen=True, slots=True)
class Sat:
    """One time at which a way was gone: when, how many were there, from which services, what was looked at."""

    on: str
    present: int | None
    services: str
    what: str


@dataclass(frozen=True, slots=True)
class Went:
    """A way of finding out: what was planned of it, how far it has come, and each time that it was gone.

    `named` is its words, after how one finds out where they do not say so; `held` how often and `when` it was gone;
    `few` that people talked in it, and so few at a time that a day and a service could say who they were. Then `when`
    tells months, and where all its talks together were with so few, no service is told.
    """

    how: str
    text: str
    planned: str
    state: str
    times: tuple[Sat, ...]
    named: str
    held: str = ""
    when: str = ""
    few: bool = False


@dataclass(frozen=True, slots=True)
class Hearing:
    """A group of people who should be heard, told apart by what, and whether they were."""

    text: str
    by: str
    heard: bool


def ways_gone(look: Look) -> tuple[Went, ...]:
    """Return each way of finding out in the plan, with each time that it was gone. Two queries."""
    times: dict[str, list[Sitting]] = defaultdict(list)
    for one in Sitting.objects.filter(way__look=look, removed_at=None).order_by("on", "id"):
        times[one.way_id].append(one)
    rows = Way.objects.filter(look=look, removed_at=None).order_by("indicator__number", "position", "id")
    return tuple(_went(way, times[way.id]) for way in rows)


def _went(way: Way, times: list[Sitting]) -> Went:
    how = how_beside(way.how, way.text)
    some_few = any(few(way.how, one.number_present) for one in times)
    # Each time but one whose number nobody said is of that many; of that one nobody knows more than one.
    all_few = few(way.how, sum(one.number_present or 1 for one in times))
    return Went(
        how=HOW_WORDS[way.how],
        text=way.text,
        planned=numbered(way.how, way.number),
        state=DOING_WORDS[way.state],
        times=tuple(
            Sat(day(one.on), one.number_present, "" if all_few else one.services, one.what) for one in times
        ),
        named=f"{how}: {way.text}" if how else way.text,
        held=held(way.how, way.number, len(times)) if times else "",
        when=_when(times[0].on, times[-1].on, months=some_few) if times else "",
        few=some_few,
    )


def _when(first: dt.date, last: dt.date, *, months: bool) -> str:
    if not months:
        return period(first, last)
    after = months_later(last.replace(day=1), 1)
    return period(first.replace(day=1), after - dt.timedelta(days=1))


def groups_heard(look: Look) -> tuple[Hearing, ...]:
    """Return the people who should be heard, and whether they were. Two queries."""
    rows = Group.objects.filter(look=look, removed_at=None).order_by("position", "id")
    at = {"heard_at__sitting__removed_at": None, "heard_at__sitting__way__removed_at": None}
    heard = set(rows.filter(heard_at__isnull=False, **at).values_list("id", flat=True))
    return tuple(Hearing(one.text, GROUP_WORDS[one.by_what], one.id in heard) for one in rows)
