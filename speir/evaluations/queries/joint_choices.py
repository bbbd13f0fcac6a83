"""Who can be asked to take part in a joint broad view."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.organisations.models import Seat, Unit
from speir.organisations.policy import allows


@dataclass(frozen=True, slots=True)
class Askable:
    """A unit that can be asked. `sector` and `locality` may be empty."""

    id: str
    name: str
    kind: str
    sector: str
    locality: str


def can_be_asked(actor: Actor, partnership: Unit) -> list[Askable]:
    """Return the organisations that sit in a partnership today and the units below it, by name; none to who leads not.

    One query. What has closed is left out.
    """
    if not allows(actor, Permission.LOCK_EVALUATION, partnership):
        return []
    today = timezone.localdate()
    seated = Seat.objects.filter(partnership=partnership, starts__lte=today).exclude(ends__lt=today)
    rows = (
        Unit.objects.filter(Q(pk__in=seated.values("organisation")) | Q(path__startswith=partnership.path))
        .exclude(pk=partnership.pk)
        .exclude(closes__lt=today)
        .order_by("name", "id")
    )
    return [Askable(*row) for row in rows.values_list("id", "name", "kind", "sector", "locality")]
