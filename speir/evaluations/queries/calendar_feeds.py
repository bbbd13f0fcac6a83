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


def told(secret: str, today: dt.date) -> list[Entry] | None:
    """Return what the person of an address may see today, a year back and three ahead; None for no such address.

    Whoever may not sign in any more reads nothing here, either. The period of a joint broad view is left out: a line
    over every day of a year helps nobody.
    """
    row = (
        CalendarFeed.objects.filter(digest=digest(secret), person__is_active=True)
        .select_related("person")
        .first()
    )
    if row is None:
        return None
    actor = actor_for(person_id=row.person_id, name=row.person.get_full_name(), today=today)
    wanted = Wanted(months_later(today, -BACK), months_later(today, AHEAD))
    return [entry for entry in programme(actor, wanted) if entry.source != "period"]
