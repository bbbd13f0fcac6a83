"""Nothing at present: a unit's answer where it has chosen no priority, and how many it has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.text import day
from speir.improvement.models import NothingNow
from speir.improvement.policy import priorities
from speir.improvement.rules.naming import Standing
from speir.improvement.rules.texts import mark_of
from speir.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Nothing:
    """That a unit does nothing at present, why, who said so when, and when it is looked at again (empty: not said).

    `due`: that day has come.
    """

    id: str
    reason: str
    by: str
    on: str
    again_on: str
    due: bool

    @property
    def base(self) -> str:
        """The mark of it."""
        return mark_of((self.id, self.reason, self.again_on))


@dataclass(frozen=True, slots=True)
class Open:
    """A priority that is open, and the numbers of the indicators of which it answers something."""

    id: str
    title: str
    state: str
    framework: str
    numbers: list[str]


def nothing_now(unit_id: str) -> Nothing | None:
    """Return a unit's answer that nothing is done at present, None where there is none. One query.

    It is read by whoever may see the unit's pages of improvement, which were asked for by `boards.unit_of`.
    """
    row = NothingNow.objects.filter(unit=unit_id, ended_at=None).first()
    return _said(row.id, row.reason, row.by_name, row.at, row.again_on) if row else None


def standing_of(actor: Actor, unit_id: str) -> tuple[Nothing | None, tuple[Open, ...]]:
    """Return that answer, and the priorities that are open of those that the actor reads. One query."""
    mine = priorities.standing(actor).filter(pk=OuterRef("standing__pk"))
    opened = Q(priorities__removed_at=None) & ~Q(priorities__state=Standing.CLOSED.value)
    rows = (
        Unit.objects.filter(pk=unit_id)
        .annotate(
            standing=FilteredRelation("priorities", condition=opened),
            said=FilteredRelation("nothing_now", condition=Q(nothing_now__ended_at=None)),
            readable=Exists(mine),
        )
        .order_by("standing__position", "standing__pk", "standing__findings__position")
    )
    said: Nothing | None = None
    found: dict[str, Open] = {}
    names = ("id", "reason", "by_name", "at", "again_on")
    of = ("id", "title", "state", "framework__key", "findings__number", "findings__removed_at")
    for row in rows.values_list(
        "readable", *(f"said__{one}" for one in names), *(f"standing__{one}" for one in of)
    ):
        readable, nothing, (one, title, state, framework, number, removed) = row[0], row[1:6], row[6:]
        said = _said(*nothing) if nothing[0] else None
        if readable:
            numbers = found.setdefault(one, Open(one, title, state, framework, [])).numbers
            if number and removed is None and number not in numbers:
                numbers.append(number)
    return said, tuple(found.values())


def _said(one: str, reason: str, by: str, at: dt.datetime, again: dt.date | None) -> Nothing:
    due = again is not None and again <= timezone.localdate()
    return Nothing(one, reason, by, day(timezone.localdate(at)), day(again) if again else "", due)
