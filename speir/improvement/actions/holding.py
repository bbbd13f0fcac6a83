"""A legal hold on a priority: until it is ended, nothing goes from it, its actions or the evidence it rests on."""

from __future__ import annotations

from django.db import transaction

from speir.access.actor import Actor
from speir.core.errors import NotAllowed
from speir.evaluations.actions.holding import hold, place_of
from speir.evaluations.queries.removable import NOT_TO_REMOVE
from speir.improvement.policy.priorities import ABOUT, READS, require
from speir.mentions.rules import Keeping
from speir.retention.models import Hold
from speir.sharing.policy import may_dispose


@transaction.atomic
def hold_priority(*, priority_id: str, why: str, keeping: Keeping | None = None, by: Actor) -> Hold:
    """Set a legal hold on a priority with its actions. It is ended as any other is.

    Raises NotYours, NotAllowed, Unfit, and Waits where the reason may identify somebody.
    """
    row = require(by, READS, priority_id, lock=True)
    if not may_dispose(by, row):
        raise NotAllowed(NOT_TO_REMOVE)
    home = "" if row.only_me else row.home.path
    place = place_of(ABOUT, row.id, row.told)
    return hold(place=place, home=home, why=why, keeping=keeping, by=by)
