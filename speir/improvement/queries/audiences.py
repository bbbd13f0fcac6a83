"""To whom a priority, something tracked or an answer to what was heard is open."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.evaluations.queries.audiences import Audience, audience_of
from speir.improvement.models import Part, Priority
from speir.improvement.policy.sharing import require
from speir.improvement.queries.boards import UnitOf
from speir.improvement.queries.naming import named
from speir.organisations.models import Seat, Unit


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation with a part in a priority: its name, what it has to do with it, whether it reads it today.

    `why_not` is a key: `proposed` (it reads it from when it is agreed) or `seat` (it sits there no more).
    """

    name: str
    part_as: str
    reads: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A thing's audience, its unit, what it is called, and who reads it because they have a part in it."""

    audience: Audience
    unit: UnitOf
    called: str
    partners: tuple[Partner, ...]


def of_thing(actor: Actor, about: str, thing_id: str) -> Open:
    """Return to whom a thing of this kind is open. Raises NotYours. Nine queries at most."""
    row = require(actor, about, thing_id)
    partners = tuple(_partners(row)) if isinstance(row, Priority) else ()
    return Open(audience_of(actor, about, row), _unit(actor, row.unit), named(row), partners)


def _unit(actor: Actor, unit: Unit) -> UnitOf:
    plans = may(actor, Permission.PLAN_IMPROVEMENT, unit.path)
    agrees = may(actor, Permission.AGREE_IMPROVEMENT, unit.path)
    return UnitOf(unit.id, unit.name, unit.demonstration, plans=plans, agrees=agrees)


def _partners(row: Priority) -> list[Partner]:
    """Return who has a part in a priority beside the unit whose it is. Two queries."""
    today = timezone.localdate()
    root = row.unit.root_id
    parts = [one for one in _parts(row) if one.unit_id != row.unit_id]
    away = {one.unit.root_id for one in parts} - {root}
    seats = Seat.objects.filter(organisation__in=away, partnership=root, starts__lte=today)
    sits = set(seats.exclude(ends__lt=today).values_list("organisation_id", flat=True)) if away else set()
    made = []
    for one in parts:
        there = one.unit.root_id == root or one.unit.root_id in sits
        agreed = row.agreed_at is not None and not row.only_me
        why_not = "" if there and agreed else "seat" if not there else "proposed"
        made.append(Partner(one.unit.name, one.part_as, there and agreed, why_not))
    return made


def _parts(row: Priority) -> list[Part]:
    return list(Part.objects.filter(priority=row).select_related("unit").order_by("unit__path"))
