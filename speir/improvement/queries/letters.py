"""How often somebody gets letters about what they have to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.accounts.models import Person
from speir.improvement.models import Letters
from speir.improvement.policy.letters import REMINDERS, find
from speir.improvement.rules.naming import Every
from speir.trail.queries.entries import last_deed

# By the address in a letter off and on again; on the page.
LETTER_DEEDS = ("turned off letters of", "turned on letters of", "chose letters of")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose (`Every`, and whether reminders), their address, and whether they have proven it.

    `stopped` is what they turned off last (`REMINDERS`, `DIGESTS`) by the address in a letter, and on which day; empty
    once they chose something else.
    """

    every: str
    reminders: bool
    email: str
    proven: bool
    stopped: str = ""
    stopped_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Stoppable:
    """What the address in a letter turns off (`REMINDERS`, `DIGESTS`), and whether it is off already."""

    kind: str
    off: bool


def chosen(actor: Actor) -> Chosen:
    """Return what the actor chose; weekly with reminders where they chose nothing. Three queries."""
    row = Letters.objects.filter(person=actor.person_id).first()
    person = Person.objects.filter(pk=actor.person_id).values_list("email", "email_proven_at").first()
    email, proven_at = person or (None, None)
    every, reminders = (row.every, row.reminders) if row else (Every.WEEK.value, True)
    last = last_deed(LETTER_DEEDS, "person", actor.person_id)
    by_letter = last is not None and last.verb == LETTER_DEEDS[0]
    stopped, on = (last.detail, timezone.localdate(last.at)) if by_letter and last else ("", None)
    return Chosen(every, reminders, email or "", proven_at is not None, stopped, on)


def stoppable(token: str) -> Stoppable | None:
    """Return what the address in a letter turns off, None for one that is no good. At most four queries."""
    found = find(token)
    if found is None:
        return None
    row = Letters.objects.filter(person=found.actor.person_id).first() or Letters()
    off = not row.reminders if found.kind == REMINDERS else row.every == Every.NEVER
    return Stoppable(found.kind, off)
