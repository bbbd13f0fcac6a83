"""Nothing at present: a unit's answer where it has chosen no priority, and how many it has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
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


def nothing_now(unit_id: str) -> Nothing | None:
    """Return a unit's answer that nothing is done at present, None where there is none. One query.

    It is read by whoever may see the unit's pages of improvement, which were asked for by `boards.unit_of`.
    """
    row = NothingNow.objects.filter(unit=unit_id, ended_at=None).first()
    return _said(row.id, row.reason, row.by_name, row.at, row.again_on) if row else None


def standing_of(actor: Actor, unit_id: str) -> tuple[Nothing | None, int]:
    """Return that answer, and how many priorities are open of those that the actor reads. One query."""
    mine = priorities.standing(actor).filter(unit=OuterRef("pk")).exclude(state=Standing.CLOSED.value)
    counted = mine.order_by().values("unit").annotate(n=Count("pk")).values("n")
    names = ("id", "reason", "by_name", "at", "again_on")
    said = NothingNow.objects.filter(unit=OuterRef("pk"), ended_at=None)
    row = (
        Unit.objects.filter(pk=unit_id)
        .annotate(
            open_ones=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
            **{f"nothing_{name}": Subquery(said.values(name)) for name in names},
        )
        .values_list("open_ones", *(f"nothing_{name}" for name in names))
        .first()
    )
    if row is None:
        return None, 0
    return (_said(*row[1:]) if row[1] else None), row[0]


def _said(one: str, reason: str, by: str, at: dt.datetime, again: dt.date | None) -> Nothing:
    due = again is not None and again <= timezone.localdate()
    return Nothing(one, reason, by, day(timezone.localdate(at)), day(again) if again else "", due)
