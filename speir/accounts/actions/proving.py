"""E-mail addresses that their people have shown to be theirs, and what that lets them do."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.accounts import rules
from speir.accounts.models import Person
from speir.core.errors import Refused
from speir.core.ids import new_id
from speir.notices import actions as notices
from speir.trail.actions import record

PROOF = "accounts.prove"
OVER = "This address has been used or has ended. Ask for a new one under your name."
TAKEN = "Somebody with this e-mail address is already here."


@transaction.atomic
def ask_to_prove(*, person: Person, email: str, by: Actor) -> None:
    """Send a letter to `email` by which its reader shows that it is theirs. Raises Refused for an address in use."""
    email = email.strip().lower()
    if Person.objects.filter(email=email).exclude(pk=person.pk).exists():
        raise Refused("email-taken", TAKEN, "email")
    notices.post(kind=PROOF, to=email, about_id=person.id, once=f"prove {new_id()}")
    record(by=by, verb="asked to prove an address of", about="person", about_id=person.id)


def token_for(person: Person, email: str) -> str:
    """Return what a letter bears to prove its address; it holds until the person has another one."""
    said = {"person": person.pk, "before": person.email or "", "email": email}
    return signing.dumps(said, salt=PROOF)


def proven_by(token: str) -> tuple[Person, str]:
    """Return whose address a letter proves, and which; looking changes nothing. Raises Refused for an old letter."""
    try:
        said: dict[str, Any] = signing.loads(token, salt=PROOF, max_age=rules.ADDRESS_LASTS)
    except signing.BadSignature:
        raise Refused("proof-over", OVER) from None
    person = Person.objects.filter(pk=said["person"], is_active=True).first()
    done = person is None or (person.email == said["email"] and person.email_proven_at is not None)
    if person is None or done or (person.email or "") != said["before"]:
        raise Refused("proof-over", OVER)
    return person, said["email"]


@transaction.atomic
def prove(*, token: str) -> Person:
    """Give a person the address that the letter went to, as theirs; the address before is told. Raises Refused."""
    person, email = proven_by(token)
    before = person.email
    person.email, person.email_proven_at = email, timezone.now()
    try:
        with transaction.atomic():
            person.save(update_fields=["email", "email_proven_at"])
    except IntegrityError:
        raise Refused("email-taken", TAKEN, "email") from None
    if before and before != email:
        notices.post(kind="accounts.moved", to=before, about_id=person.id, once=f"moved {new_id()}")
    by = Actor(person_id=person.id, name=person.name, grants=())
    record(by=by, verb="proved an address of", about="person", about_id=person.id)
    return person


@transaction.atomic
def prove_elsewhere(*, person: Person, by: Actor) -> None:
    """Take the word of a person's own organisation that their address is theirs."""
    person.email_proven_at = timezone.now()
    person.save(update_fields=["email_proven_at"])
    record(by=by, verb="proved an address of", about="person", about_id=person.id)


@transaction.atomic
def forgot_password(*, person: Person) -> None:
    """Send a letter by which a person chooses a new password. Raises Refused where their address is not proven."""
    if not person.email or person.email_proven_at is None:
        raise Refused("email-unproven", "This address is not proven.", "email")
    notices.post(kind="accounts.reset", to=person.email, about_id=person.id, once=f"reset {new_id()}")
    by = Actor(person_id=person.id, name=person.name, grants=())
    record(by=by, verb="asked for a new password of", about="person", about_id=person.id)


@transaction.atomic
def tell_of_change(*, person: Person, kind: str) -> None:
    """Tell a person by e-mail that their password or a second factor was changed, where their address is proven."""
    if notices.configured() and person.email and person.email_proven_at is not None:
        notices.post(kind=f"accounts.{kind}", to=person.email, about_id=person.id, once=f"told {new_id()}")


@transaction.atomic
def note_new_password(*, person: Person) -> None:
    """Record that a person chose a new password by a letter."""
    by = Actor(person_id=person.id, name=person.name, grants=())
    record(by=by, verb="set sign-in of", about="person", about_id=person.id)
