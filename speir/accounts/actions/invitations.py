"""Invitations by e-mail: a one-time address that goes to a person's own address, and so proves it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.accounts import rules
from speir.accounts.models import Person, SignInAddress
from speir.core.errors import Refused
from speir.core.ids import new_secret
from speir.notices import actions as notices
from speir.trail.actions import record


@transaction.atomic
def invite(*, person: Person, unit_name: str, path: str, by: Actor) -> None:
    """Invite a person by e-mail into a unit, for 7 days; addresses made for them before stop working.

    Raises Refused for somebody without an e-mail address.
    """
    if not person.email:
        raise Refused(
            "invite-needs-email", "Without an e-mail address nobody can be invited by e-mail.", "email"
        )
    now = timezone.now()
    person.sign_in_addresses.filter(used_at=None, ends_at__gt=now).update(ends_at=now)
    # Nobody knows this secret: the one that signs in is made as the letter leaves, and stands in it alone.
    address = SignInAddress.objects.create(
        person=person,
        digest=rules.digest(new_secret()),
        sent_to=person.email,
        ends_at=now + rules.INVITATION_LASTS,
        unit_name=unit_name[:200],
        inviter_name=by.name[:200],
    )
    notices.post(
        kind="accounts.invitation", to=person.email, about_id=address.id, once=f"invitation {address.id}"
    )
    record(by=by, verb="invited", about="person", about_id=person.id, path=path)


@transaction.atomic
def take_back(*, person: Person, path: str, by: Actor) -> None:
    """End a person's open invitation. Raises Refused where none is open."""
    now = timezone.now()
    ended = (
        person.sign_in_addresses.filter(used_at=None, ends_at__gt=now).exclude(sent_to="").update(ends_at=now)
    )
    if not ended:
        raise Refused("no-invitation", "This invitation has been used, has ended or was taken back already.")
    record(by=by, verb="took back invitation of", about="person", about_id=person.id, path=path)
