"""One-time addresses in reminders: made for a letter, used by its reader without signing in, forgotten."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from speir.accounts.rules import digest
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_secret
from speir.core.text import clean
from speir.improvement.actions import doing
from speir.improvement.models import Action, ProgressLink
from speir.improvement.policy.links import Linked, find
from speir.improvement.rules.doing import BY_LINK
from speir.improvement.rules.naming import Through
from speir.improvement.rules.reminding import LINK_LASTS
from speir.mentions.rules import Explained

OVER_CODE = "link-over"
OVER = "This address does not work any more, so nothing was said."
UNKNOWN = "Choose from the list how far it has come."
# A press that arrives a second time so soon is the same one: its sender is told that it is done.
AGAIN = dt.timedelta(minutes=10)


@transaction.atomic
def make(*, action_id: str, person_id: str) -> str:
    """Make an address for the lead of an action; return its secret, which is kept nowhere. Earlier ones stay good."""
    secret, now = new_secret(), timezone.now()
    ProgressLink.objects.create(
        action_id=action_id,
        person_id=person_id,
        digest=digest(secret),
        made_at=now,
        ends_at=now + LINK_LASTS,
    )
    return secret


@transaction.atomic
def use(*, secret: str, state: str, text: str, base: str = "", keeping: Explained = None) -> Action:
    """Say how far an action has come as the person an address was sent to, and use it up. Sent twice, it is said once.

    Raises Unfit, Waits, and Refused: with OVER_CODE where the address is no good, and where somebody said something
    newer meanwhile. Refused, the address can be used again.
    """
    found = find(secret, lock=True)
    if found is None or not (found.opens or _again(found, state, text)):
        raise Refused(OVER_CODE, OVER)
    if not found.opens:
        return found.action
    if state not in set(BY_LINK):
        raise Unfit([Refused("state-unknown", UNKNOWN, "state")])
    try:
        row = doing.tell(
            action_id=found.action.id,
            state=state,
            text=text,
            base=base,
            through=Through.LINK,
            keeping=keeping,
            by=found.actor,
        )
    except (NotYours, NotAllowed):
        raise Refused(OVER_CODE, OVER) from None
    found.link.used_at = timezone.now()
    found.link.save(update_fields=["used_at"])
    return row


def forget_ended(*, days: int) -> int:
    """Delete addresses that were used or ended so many days ago; return how many."""
    before = timezone.now() - dt.timedelta(days=days)
    return ProgressLink.objects.filter(Q(ends_at__lt=before) | Q(used_at__lt=before)).delete()[0]


def _again(found: Linked, state: str, text: str) -> bool:
    """Return whether this is what was said by the address a moment ago."""
    used = found.link.used_at
    same = (found.action.state, found.action.said) == (state, clean(text))
    return same and used is not None and timezone.now() - used < AGAIN
