"""When somebody is reminded of an action that they lead, and when a digest is due and has something to say. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from speir.improvement.rules.naming import AWAITED, UNPROVED, Every, State

# So many days before the day, and so many after it while the action is not done. Then the digest alone tells of it.
BEFORE = (14, 3)
AFTER = (1, 14, 28, 42, 56, 70, 84)
# The last reminder stays due for so long, should Speir have stood still on its day.
STANDS = 14
FURTHEST = AFTER[-1] + STANDS
# Stuck for so long, with its day far off, an action is asked about once.
STUCK_FOR = 30
# Nobody is written to before seven in the morning; a weekly digest that Monday missed leaves on Tuesday.
MORNING = 7
MONDAY, TUESDAY, SATURDAY = 0, 1, 5
# What a digest calls soon.
SOON = 14
# So many actions one letter lists at most: each brings an address of its own, and a letter must stay one to read.
MOST_IN_ONE = 40
# A link in a reminder can be used for so long.
LINK_LASTS = dt.timedelta(days=30)


def due_now(due: dt.date | None, today: dt.date, since: dt.date) -> str:
    """Return which reminder of an action's day is due today, empty for none; `since` is when its words last changed.

    A reminder is named by its time (`14`, `3`, `late1`, `late14` …) and stays due until the next one is. One whose time
    had come before `since` is left out: whoever changed the day then knew it. Of several missed ones only the last.
    """
    if due is None:
        return ""
    left = (due - today).days
    if left >= 0:
        reached = [days for days in BEFORE if left <= days]
        name, begins = (str(reached[-1]), due - dt.timedelta(days=reached[-1])) if reached else ("", due)
    else:
        passed = [days for days in AFTER if -left >= days]
        fits = passed and -left < FURTHEST
        name, begins = (f"late{passed[-1]}", due + dt.timedelta(days=passed[-1])) if fits else ("", due)
    return name if name and begins >= since else ""


def stuck_now(state: str, said_on: dt.date | None, today: dt.date) -> str:
    """Return the reminder of an action that has been stuck for a month, empty for others. It stays due a while."""
    if state != State.STUCK or said_on is None:
        return ""
    return "stuck" if STUCK_FOR <= (today - said_on).days < STUCK_FOR + STANDS else ""


def digest_now(every: str, now: dt.datetime) -> str:
    """Return the name of the digest that is due at this local time, empty for none: a week's, or a working day's."""
    day = now.weekday()
    if now.hour < MORNING or every == Every.NEVER:
        return ""
    if every == Every.DAY:
        return f"{now.date():%Y-%m-%d}" if day < SATURDAY else ""
    year, week, _day = now.isocalendar()
    return f"{year}-W{week:02}" if day in (MONDAY, TUESDAY) else ""


def new_since(every: str, today: dt.date) -> dt.date:
    """Return from which day on an action that was agreed is new to a digest of today: since the one before it."""
    if every != Every.DAY:
        return today - dt.timedelta(days=7)
    return today - dt.timedelta(days=3 if today.weekday() == MONDAY else 1)


@dataclass(frozen=True, slots=True)
class Mine:
    """An action as a digest counts it: whether its reader leads it or helps with it, and when it was agreed."""

    state: str
    due: dt.date | None
    leads: bool
    agreed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest says: how many and until when, and nothing that anybody wrote.

    Counts of what is led and helped with, not done; of what is `new` among it; of what is overdue, with the earliest
    day; due soon, with the next day; stuck; and done without anything yet that shows its impact.
    """

    leads: int
    helps: int
    new: int
    overdue: int
    overdue_since: dt.date | None
    soon: int
    next_day: dt.date | None
    stuck: int
    unproved: int

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to write a letter about."""
        return not (self.new or self.overdue or self.soon or self.stuck)


def digest(actions: Iterable[Mine], today: dt.date, since: dt.date) -> Digest:
    """Return what a digest of today says of these actions; agreed on `since` or later, one is new."""
    mine = list(actions)
    awaited = [one for one in mine if one.state in set(AWAITED)]
    days = [one.due for one in awaited if one.due is not None]
    late = [day for day in days if day < today]
    soon = [day for day in days if today <= day <= today + dt.timedelta(days=SOON)]
    return Digest(
        leads=len([one for one in awaited if one.leads]),
        helps=len([one for one in awaited if not one.leads]),
        new=len([one for one in awaited if one.agreed_on is not None and one.agreed_on >= since]),
        overdue=len(late),
        overdue_since=min(late, default=None),
        soon=len(soon),
        next_day=min(soon, default=None),
        stuck=len([one for one in awaited if one.state == State.STUCK]),
        unproved=len([one for one in mine if one.leads and one.state in set(UNPROVED)]),
    )
