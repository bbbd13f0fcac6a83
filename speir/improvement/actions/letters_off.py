"""Turning letters off, and on again, by the address in one of them: without signing in, as often as somebody likes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy

from speir.accounts.models import Person
from speir.core.errors import Refused
from speir.improvement.models import Letters
from speir.improvement.policy.letters import REMINDERS, find
from speir.improvement.rules.naming import Every
from speir.trail.actions import record

OVER_CODE = "address-unknown"
OVER = gettext_lazy(
    "This address turns nothing off: it was not made here, or its person does not take part any more."
)
UNKNOWN = gettext_lazy("Choose from the list how often Speir writes to you.")
ONCE_MORE = "yes"


@transaction.atomic
def turn_off(*, token: str) -> str:
    """Turn off the letters that an address is for; return what was chosen before. Sent twice, it is done once.

    Raises Refused for an address that is no good.
    """
    return _turned(token, "")


@transaction.atomic
def turn_on(*, token: str, to: str) -> None:
    """Turn letters on again as they were: `to` is what `turn_off` returned. Raises Refused."""
    _turned(token, to)


def _turned(token: str, to: str) -> str:
    found = find(token)
    if found is None:
        raise Refused(OVER_CODE, str(OVER))
    person_id = found.actor.person_id
    list(Person.objects.select_for_update(no_key=True).filter(pk=person_id).values_list("pk"))
    row = Letters.objects.filter(person=person_id).first() or Letters(person_id=person_id)
    if found.kind == REMINDERS:
        if to not in ("", ONCE_MORE):
            raise Refused("every-unknown", str(UNKNOWN))
        before = ONCE_MORE if row.reminders else ""
        row.reminders = bool(to)
    else:
        if to not in ("", Every.WEEK.value, Every.DAY.value):
            raise Refused("every-unknown", str(UNKNOWN))
        before = "" if row.every == Every.NEVER else row.every
        row.every = to or Every.NEVER.value
    if before != to:
        row.save()
        verb = "turned on letters of" if to else "turned off letters of"
        record(by=found.actor, verb=verb, about="person", about_id=person_id, detail=found.kind)
    return before
