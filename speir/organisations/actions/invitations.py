"""Inviting many at once: those who were brought in, by a sheet say, and have not been here yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.accounts.actions import invitations
from speir.accounts.models import Person
from speir.core.errors import Refused
from speir.notices import actions as notices
from speir.organisations import policy
from speir.organisations.queries.invitations import PAGE, awaited

NO_LETTERS = (
    "This installation sends no e-mail. Make a sign-in address beside each name on their unit’s page."
)
NOBODY = "Tick whom you want to invite."


@transaction.atomic
def invite_all(*, unit_id: str, people: Collection[str], seen: dt.datetime, by: Actor) -> list[str]:
    """Invite these people by e-mail, who were never here and have an address; return to where, by name.

    `seen` is when the list was looked at: who was invited after that is not invited again, so that a form that is sent
    twice sends one letter. Whoever came in meanwhile, or is not among the actor's people, is left out. Raises NotYours,
    NotAllowed, and Refused where no letters leave or nobody was chosen.
    """
    unit = policy.require_open(by, Permission.MANAGE_PEOPLE, unit_id, lock=True)
    if not notices.configured():
        raise Refused("no-letters", NO_LETTERS)
    wanted = set(people)
    if not wanted:
        raise Refused("nobody-chosen", NOBODY)
    chosen = [one for one in awaited(by, unit) if one.person_id in wanted and one.email][:PAGE]
    chosen = [one for one in chosen if one.invited is None or one.invited.made <= seen]
    known = Person.objects.in_bulk([one.person_id for one in chosen])
    for one in chosen:
        invitations.invite(person=known[one.person_id], unit_name=one.where, path=one.path, by=by)
    return [one.email for one in chosen]
