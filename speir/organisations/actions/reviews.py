"""Recording that somebody reviewed who has access."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused
from speir.organisations import policy
from speir.organisations.models import AccessReview
from speir.organisations.queries import reviews
from speir.trail.actions import record

CHANGED = "Somebody gave, changed or ended a role while you looked. Look at the list once more, then record the review."


@transaction.atomic
def reviewed(*, unit_id: str, mark: str, by: Actor) -> AccessReview:
    """Record that the actor reviewed who has access to a unit and what is below it; `mark` is that of what they saw.

    The same list on the same day by the same person is reviewed once. Raises NotYours, NotAllowed, and Refused where
    roles have changed since.
    """
    unit = policy.require(by, Permission.MANAGE_PEOPLE, unit_id, lock=True)
    today = timezone.localdate()
    rows = reviews.standing(unit.path, today)
    if reviews.mark(rows) != mark:
        raise Refused("review-changed", CHANGED)
    last = AccessReview.objects.filter(unit=unit).order_by("-at").first()
    same = (by.person_id, mark, today)
    if last is not None and (last.by, last.mark, timezone.localdate(last.at)) == same:
        return last
    made = AccessReview.objects.create(
        unit=unit, at=timezone.now(), by=by.person_id, by_name=by.name, mark=mark, roles=len(rows)
    )
    record(
        by=by,
        verb="reviewed access to",
        about="unit",
        about_id=unit.id,
        path=unit.path,
        detail=str(len(rows)),
    )
    return made
