"""Closing a priority: by a re-evaluation, or with the reason why there is none."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused, Unfit
from speir.core.ids import is_id
from speir.core.text import clean
from speir.improvement.actions.earlier import Thing
from speir.improvement.models import Priority, PriorityStep
from speir.improvement.policy.priorities import ABOUT, CLOSED, CLOSED_CODE, require
from speir.improvement.queries.closing import NOT_AGREED, Fit, fit
from speir.improvement.rules.closing import NO_FIT, check
from speir.improvement.rules.naming import PriorityMove, Standing
from speir.improvement.rules.priorities import onward
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Waits, reason_for
from speir.trail.actions import record as record_in_trail

JUDGED_ANEW_CODE = "judged-anew"
JUDGED_ANEW = "This judgement says something else by now. Read it below, then close the priority again."


@transaction.atomic
def close(
    *,
    priority_id: str,
    judgement_id: str = "",
    reason: str = "",
    seen: str = "",
    keeping: Explained = None,
    by: Actor,
) -> Priority:
    """Close a priority by a new judgement, with words to it if there are any, or without one for a reason.

    What both judgements say is kept as it stands now; `seen` marks what they said on the page, empty: whatever it is.
    Actions that are still open stop nobody. Sent twice, it is closed once. Raises NotYours, NotAllowed, Unfit, Waits,
    and Refused where it is not agreed, was closed otherwise, or the judgement says something else by now.
    """
    row = require(by, Permission.AGREE_IMPROVEMENT, priority_id, lock=True)
    words = clean(reason)
    if row.state == Standing.CLOSED:
        last = PriorityStep.objects.filter(priority=row, said=PriorityMove.CLOSED.value).order_by("at").last()
        if last is not None and (last.judgement_id or "", last.text) == (judgement_id, words):
            return row
        raise Refused(CLOSED_CODE, CLOSED)
    if row.state != Standing.AGREED:
        raise Refused("priority-not-agreed", NOT_AGREED)
    if broken := check(judgement=judgement_id, reason=words):
        raise Unfit(broken)
    new = _fit(by, row, judgement_id) if judgement_id else None
    if new is not None and seen and seen != new.mark:
        raise Refused(JUDGED_ANEW_CODE, JUDGED_ANEW, "judgement")
    place = Thing(ABOUT, row.id, row.told).place("reason")
    if words and (found := waiting(place=place, text=words, keeping=reason_for(keeping, "text"), by=by)):
        raise Waits({"text": (words, found)})
    now = timezone.now()
    row.state, row.closed_at = onward(row.state, PriorityMove.CLOSED), now
    row.save(update_fields=["state", "closed_at"])
    PriorityStep.objects.create(
        priority=row,
        said=PriorityMove.CLOSED.value,
        text=words,
        judgement_id=new.judgement if new else None,
        earlier_id=(new.earlier or None) if new else None,
        stood=new.both.text() if new else "",
        by=by.person_id,
        by_name=by.name,
        at=now,
    )
    record_in_trail(by=by, verb="closed", about=ABOUT, about_id=row.id, path=row.told)
    return row


def _fit(by: Actor, row: Priority, judgement_id: str) -> Fit:
    found = fit(by, row, judgement_id) if is_id(judgement_id) else None
    if found is None:
        raise Unfit([Refused("judgement-does-not-fit", NO_FIT, "judgement")])
    return found
