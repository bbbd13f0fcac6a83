"""The secret address at which a person's calendar reads the programme: made, made anew, and ended."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.accounts.models import Person
from speir.accounts.rules import digest
from speir.core.ids import new_secret
from speir.evaluations.models import CalendarFeed
from speir.trail.actions import record


@transaction.atomic
def make(*, by: Actor) -> str:
    """Make a person's address, which ends the one before it; return its secret, which is kept nowhere."""
    secret = new_secret()
    _hold(by)
    CalendarFeed.objects.update_or_create(
        person_id=by.person_id, defaults={"digest": digest(secret), "made_at": timezone.now()}
    )
    record(by=by, verb="made calendar address of", about="person", about_id=by.person_id)
    return secret


@transaction.atomic
def end(*, by: Actor) -> None:
    """End a person's address: from now on nothing answers there. Without one it does nothing."""
    _hold(by)
    gone, _rows = CalendarFeed.objects.filter(person=by.person_id).delete()
    if gone:
        record(by=by, verb="ended calendar address of", about="person", about_id=by.person_id)


def _hold(by: Actor) -> None:
    """Have a person's tabs go one after the other."""
    list(Person.objects.select_for_update(no_key=True).filter(pk=by.person_id).values_list("pk"))
