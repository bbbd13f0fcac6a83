"""Legal holds that stand, and those that were ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.core.text import day
from speir.retention.models import Hold
from speir.retention.rules.holding import refusal

UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Held:
    """A legal hold: on what, why, by whom, since when; and when and by whom it was ended."""

    id: str
    about: str
    about_id: str
    path: str
    why: str
    by: str
    since: dt.date
    ended: dt.date | None
    ended_by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """All holds that stand, for asking about many things: the things, and the units with all below them."""

    things: frozenset[tuple[str, str]]
    units: frozenset[str]

    def holds(self, about: str, about_id: str, *paths: str) -> bool:
        """Return whether one of them stands on this thing or on a unit in one of these paths. No query."""
        above = {unit for path in paths for unit in path.split("/") if unit}
        return (about, about_id) in self.things or not self.units.isdisjoint(above)


def all_standing() -> Standing:
    """Return all holds that stand. One query."""
    rows = set(Hold.objects.filter(ended_at=None).values_list("about", "about_id"))
    return Standing(
        things=frozenset(row for row in rows if row[0] != UNIT),
        units=frozenset(unit for about, unit in rows if about == UNIT),
    )


def standing(things: Collection[tuple[str, str, str]]) -> Hold | None:
    """Return a hold that stands on one of these things, each as (about, id, path of its unit), or on a unit above one.

    One query.
    """
    if not things:
        return None
    condition = Q()
    for about, about_id, path in things:
        condition |= Q(about=about, about_id=about_id)
        condition |= Q(about=UNIT, about_id__in=[unit for unit in path.split("/") if unit])
    return Hold.objects.filter(condition, ended_at=None).order_by("since").first()


def require_free(things: Collection[tuple[str, str, str]]) -> None:
    """Raise Refused while a hold stands on one of these things. One query."""
    hold = standing(things)
    if hold is not None:
        raise refusal(hold.by_name, day(timezone.localtime(hold.since).date()))


def holds(actor: Actor) -> list[Held]:
    """Return the holds on what the actor leads and those that they set, those that stand first. One query."""
    condition = Q(by=actor.person_id)
    for path in reach(actor, Permission.DISPOSE):
        condition |= Q(path__startswith=path)
    rows = list(Hold.objects.filter(condition).order_by("-since"))
    made = [
        Held(
            row.id,
            row.about,
            row.about_id,
            row.path,
            row.why,
            row.by_name,
            timezone.localtime(row.since).date(),
            timezone.localtime(row.ended_at).date() if row.ended_at else None,
            row.ended_by_name,
        )
        for row in rows
    ]
    return sorted(made, key=lambda held: held.ended is not None)
