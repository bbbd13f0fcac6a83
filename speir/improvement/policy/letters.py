"""Who may turn letters off without signing in: whoever holds the address in one of them, its person's alone.

The address is signed and kept nowhere. It holds for as long as the key does: a letter can be turned off years later.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from speir.access.actor import Actor
from speir.accounts.models import Person
from speir.core.ids import is_id
from speir.organisations.queries import actor_for

REMINDERS, DIGESTS = "reminders", "digests"
KINDS = (REMINDERS, DIGESTS)
_SALT = "speir.improvement.letters"


@dataclass(frozen=True, slots=True)
class Stopping:
    """What an address turns off (`REMINDERS` or `DIGESTS`), and for whom."""

    kind: str
    actor: Actor


def stopping_at(person_id: str, kind: str) -> str:
    """Return the address at which somebody turns letters of a kind off; empty where Speir has no address of its own."""
    if not settings.PUBLIC_URL:
        return ""
    return f"{settings.PUBLIC_URL}/letters/off/{token(person_id, kind)}/"


def token(person_id: str, kind: str) -> str:
    """Return the signed part of such an address."""
    return _signer().sign(f"{kind}-{person_id}")


def find(token: str) -> Stopping | None:
    """Return what an address turns off; None where it was not made here, and while its person does not take part.

    Two queries, the first of which knows nobody else's address.
    """
    try:
        kind, _dash, person_id = _signer().unsign(token).partition("-")
    except BadSignature:
        return None
    if kind not in KINDS or not is_id(person_id):
        return None
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return None
    today = timezone.localdate()
    return Stopping(kind, actor_for(person_id=person.pk, name=person.get_full_name(), today=today))


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=".")
