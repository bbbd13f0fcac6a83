"""Seats of organisations that are here already: offered by a partnership, taken by who looks after the organisation."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.accounts.rules import digest
from speir.core.errors import NotYours, Refused
from speir.core.ids import new_secret
from speir.organisations import policy, queries
from speir.organisations.actions.roles import MANAGING
from speir.organisations.actions.units import NOT_A_PARTNERSHIP
from speir.organisations.models import Membership, Seat, SeatOffer, Unit
from speir.organisations.rules import UnitKind
from speir.trail.actions import record

LASTS = dt.timedelta(days=14)
NOT_LOOKED_AFTER = (
    "Nobody looks after this organisation but the partnership. "
    "Give somebody a role there that does, then do this."
)
NOBODY_CAME = (
    "Nobody who looks after this organisation has been here yet, and then nobody could let them in any more. Invite "
    "them, and do this once one of them has signed in."
)


@transaction.atomic
def offer(*, partnership_id: str, by: Actor) -> str:
    """Offer a seat; return the path of an address to hand to whoever looks after the organisation, good for 14 days.

    Raises NotYours, NotAllowed, and Refused for what is no partnership.
    """
    unit = policy.require_open(by, Permission.MANAGE_UNIT, partnership_id)
    if unit.kind != UnitKind.PARTNERSHIP:
        raise Refused("not-a-partnership", NOT_A_PARTNERSHIP)
    secret, now = new_secret(), timezone.now()
    SeatOffer.objects.create(
        partnership=unit, digest=digest(secret), by_name=by.name, made_at=now, ends_at=now + LASTS
    )
    record(by=by, verb="offered a seat in", about="unit", about_id=unit.id, path=unit.path)
    return f"/people/seat/{secret}/"


@transaction.atomic
def take(*, secret: str, organisation_id: str, by: Actor) -> Seat:
    """Let an organisation that the actor looks after sit in the partnership that made this offer, which is used up.

    The organisation goes on looking after itself. Raises NotYours for an offer that is used, over
    or never was, Refused.
    """
    found = queries.offer(secret)
    if found is None:
        raise NotYours
    row = SeatOffer.objects.select_for_update().get(pk=found.id)
    if row.used_at is not None:
        raise NotYours
    today = timezone.localdate()
    if organisation_id not in {unit.id for unit in queries.own_organisations(by)}:
        raise Refused(
            "seat-needs-organisation", "Choose one of the organisations that you look after.", "organisation"
        )
    unit = policy.require_open(by, Permission.MANAGE_UNIT, organisation_id)
    held = Seat.objects.filter(organisation=unit, partnership=row.partnership_id).first()
    if held is not None and (held.ends is None or held.ends >= today):
        raise Refused("seat-held", f"{unit.name} sits there already.", "organisation")
    held = held or Seat(organisation=unit, partnership_id=row.partnership_id)
    held.starts, held.ends, held.keeps = today, None, False
    held.save()
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    for path in (unit.path, held.partnership.path):
        record(by=by, verb="seated", about="unit", about_id=unit.id, path=path, detail=unit.name)
    return held


@transaction.atomic
def end(*, seat_id: str, by: Actor) -> Seat:
    """End a seat with today as its last day; who looks after either side may. One that has an end keeps it.

    Raises NotYours, NotAllowed, and Refused where the organisation would be nobody's.
    """
    held = _held(seat_id, by)
    today = timezone.localdate()
    if held.ends is None or held.ends > today:
        if held.keeps:
            _looks_after_itself(held.organisation, today)
        held.ends = today
        held.save(update_fields=["ends"])
        for path in (held.organisation.path, held.partnership.path):
            record(
                by=by,
                verb="ended seat of",
                about="unit",
                about_id=held.organisation_id,
                path=path,
                detail=held.organisation.name,
            )
    return held


@transaction.atomic
def release(*, seat_id: str, by: Actor) -> Seat:
    """Let an organisation look after itself from now on, beside its seat. Raises NotYours, NotAllowed, Refused."""
    held = _held(seat_id, by)
    if held.keeps:
        _looks_after_itself(held.organisation, timezone.localdate())
        held.keeps = False
        held.save(update_fields=["keeps"])
        record(
            by=by, verb="released", about="unit", about_id=held.organisation_id, path=held.organisation.path
        )
    return held


def _held(seat_id: str, by: Actor) -> Seat:
    """Return a seat that the actor sees from one of its sides and looks after from one of them."""
    found = Seat.objects.select_related("organisation", "partnership").select_for_update(of=("self",))
    seat = found.filter(pk=seat_id).first()
    if seat is None:
        raise NotYours
    sides: list[Unit] = [seat.partnership, seat.organisation]
    mine = [unit for unit in sides if policy.visible_to(by).filter(pk=unit.pk).exists()]
    if not mine:
        raise NotYours
    if not any(policy.allows(by, Permission.MANAGE_UNIT, unit) for unit in mine):
        policy.require(by, Permission.MANAGE_UNIT, mine[0].id)
    # As for an end of a role there: of the last of its own people and the partnership, one goes before the other.
    Unit.objects.select_for_update(no_key=True).get(pk=seat.organisation_id)
    return seat


def _looks_after_itself(unit: Unit, today: dt.date) -> None:
    own = Membership.objects.holding(today).filter(unit=unit, role__in=MANAGING, ends__isnull=True)
    seen = list(own.exclude(person__is_active=False).values_list("person__last_seen_on", flat=True))
    if not seen:
        raise Refused("seat-keeps", NOT_LOOKED_AFTER)
    if not any(seen):
        raise Refused("seat-keeps-unseen", NOBODY_CAME)
