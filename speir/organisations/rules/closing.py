"""Rules of closing a unit and of merging it into another."""

from __future__ import annotations

import datetime as dt

from speir.core.errors import Refused
from speir.core.text import day
from speir.organisations.rules.units import UnitKind

FURTHEST = dt.timedelta(days=731)
LONGEST_AGO = dt.timedelta(days=366)


def check_last_day(last: dt.date | None, today: dt.date) -> list[Refused]:
    """A unit closes on a day that is near enough to be meant."""
    if last is None:
        return [Refused("unit-needs-last-day", "Enter the last day, such as 31 March 2027.", "last")]
    if last < today - LONGEST_AGO:
        sentence = f"Enter a last day from {day(today - LONGEST_AGO)} on. Is the year right?"
        return [Refused("unit-closed-long-ago", sentence, "last")]
    if last > today + FURTHEST:
        sentence = f"Enter a last day until {day(today + FURTHEST)}. Is the year right?"
        return [Refused("unit-closes-far-ahead", sentence, "last")]
    return []


def check_merge(*, kind: str, path: str, into_kind: str, into_path: str, below: int) -> list[Refused]:
    """A unit is merged into another of its kind that is not below it, once nothing below it is open."""
    if kind == UnitKind.PARTNERSHIP:
        sentence = (
            "A partnership is not merged. Offer its organisations a seat in the other one, then close it."
        )
        return [Refused("merge-partnership", sentence)]
    if into_path.startswith(path) or kind != into_kind:
        sentence = f"Choose another {kind} that you look after."
        return [Refused("merge-unfit", sentence, "into")]
    if below:
        sentence = "Merge or close what is open below it first: teams into teams, services into services."
        return [Refused("merge-has-below", sentence)]
    return []
