"""A person's calendar address: when it was made, whose it is, and what it may tell today."""

from __future__ import annotations

import datetime as dt

from speir.access.actor import Actor
from speir.accounts.rules import digest
from speir.core.when import months_later
from speir.evaluations.models import CalendarFeed
from speir.evaluations.queries.programme import Wanted, programme
from speir.evaluations.rules.programme import Entry
from speir.organisations.queries import actor_for

BACK, AHEAD = 12, 36


def made_at(actor: Actor) -> dt.datetime | None:
    """Return when the actor's address was made; None for none. One query."""
    return CalendarFeed.objects.filter(person=actor.person_id).values_list("made_at", flat=True).first()


def reader(secret: str, today: dt.date) -> Actor | None:
    """Return whose an address is, with what they may today; None for no such address. Two queries.

    Whoever may not sign in any more reads nothing here, either.
    """
    row = (
        CalendarFeed.objects.filter(digest=digest(secret), person__is_active=True)
        .select_related("person")
        .first()
    )
    if row is None:
        return None
    return actor_for(person_id=row.person_id, name=row.person.get_full_name(), today=today)


def span(today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a calendar is told of: a year back and three ahead."""
    return months_later(today, -BACK), months_later(today, AHEAD)


def told(actor: Actor, today: dt.date) -> list[Entry]:
    """Return what the actor may see of the programme. Seven queries.

    The period of a broad view is left out: a line over every day of a year helps nobody. Of what is found out there
    are the days that are the actor's own and still to do.
    """
    entries = programme(actor, Wanted(*span(today)))
    others = [entry for entry in entries if entry.source not in {"period", "view", "way"}]
    return others + [entry for entry in entries if entry.source == "way" and entry.own and not entry.done]
