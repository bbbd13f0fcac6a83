"""How often somebody gets letters about what they have to do."""

from __future__ import annotations

from dataclasses import dataclass

from speir.access.actor import Actor
from speir.accounts.models import Person
from speir.improvement.models import Letters
from speir.improvement.rules.naming import Every


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose (`Every`, and whether reminders), their address, and whether they have proven it."""

    every: str
    reminders: bool
    email: str
    proven: bool


def chosen(actor: Actor) -> Chosen:
    """Return what the actor chose; weekly with reminders where they chose nothing. Two queries."""
    row = Letters.objects.filter(person=actor.person_id).first()
    person = Person.objects.filter(pk=actor.person_id).values_list("email", "email_proven_at").first()
    email, proven_at = person or (None, None)
    every, reminders = (row.every, row.reminders) if row else (Every.WEEK.value, True)
    return Chosen(every, reminders, email or "", proven_at is not None)
