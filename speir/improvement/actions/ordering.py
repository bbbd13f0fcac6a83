"""The order in which a unit's priorities stand."""

from __future__ import annotations

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.improvement.models import Priority
from speir.improvement.policy.priorities import ABOUT, require
from speir.organisations.policy import require as require_unit
from speir.trail.actions import record as record_in_trail


@transaction.atomic
def put_beside(*, priority_id: str, other: str, after: bool, by: Actor) -> Priority:
    """Put a priority right before, or right `after`, another one of its unit. Sent twice, it is put there once.

    The unit is locked first, then its priorities in one order, so that two who move at once do not wait for each other.
    Raises NotYours, NotAllowed.
    """
    row = require(by, Permission.PLAN_IMPROVEMENT, priority_id)
    require_unit(by, Permission.PLAN_IMPROVEMENT, row.unit_id, lock=True)
    rows = Priority.objects.filter(unit=row.unit_id)
    # In the order in which all of them are locked.
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    stands = list(rows.order_by("position", "pk").values_list("pk", flat=True))
    if not is_id(other) or other not in stands:
        raise NotYours
    if other == row.pk:
        return row
    wanted = [one for one in stands if one != row.pk]
    wanted.insert(wanted.index(other) + after, row.pk)
    if wanted == stands:
        return row
    moved = [Priority(pk=one, position=at) for at, one in enumerate(wanted, start=1)]
    Priority.objects.bulk_update(moved, ["position"])
    record_in_trail(by=by, verb="moved", about=ABOUT, about_id=row.pk, path=row.told)
    row.refresh_from_db(fields=["position"])
    return row
