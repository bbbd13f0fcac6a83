"""Reading offers of seats, and which organisations could take one."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.access.roles import FOLLOWS
from speir.accounts.rules import digest
from speir.organisations import policy
from speir.organisations.models import SeatOffer, Unit
from speir.organisations.queries.units import UnitLine
from speir.organisations.rules import UnitKind


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer of a seat that is good: which partnership, who made it, until when."""

    id: str
    partnership: str
    by: str
    until: dt.date


def offer(secret: str) -> Offer | None:
    """Return the offer of this secret, None where it is used up, over or never was."""
    rows = SeatOffer.objects.filter(digest=digest(secret), used_at=None, ends_at__gt=timezone.now())
    row = rows.select_related("partnership").first()
    if row is None or row.partnership.closed(timezone.localdate()):
        return None
    return Offer(row.id, row.partnership.name, row.by_name, timezone.localdate(row.ends_at))


def own_organisations(actor: Actor) -> list[UnitLine]:
    """Return the organisations that could sit in a partnership by the actor's word: open and their own. One query.

    Not those that another partnership looks after: its people do not agree for them.
    """
    given = tuple(grant for grant in actor.grants if grant.role not in FOLLOWS)
    own = dataclasses.replace(actor, grants=given)
    mine = policy.within(own, Permission.MANAGE_UNIT)
    rows = Unit.objects.filter(mine, parent=None, demonstration=False).exclude(
        kind=UnitKind.PARTNERSHIP.value
    )
    rows = rows.exclude(closes__lt=timezone.localdate()).order_by("name", "id")
    return [UnitLine(*row) for row in rows.values_list("id", "name", "kind", "demonstration")]
