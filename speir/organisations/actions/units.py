"""What becomes of units: an organisation brought in, a new name, a last day, a merger, and a closing taken back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import day
from speir.organisations import policy, rules
from speir.organisations.actions.people import make_unit
from speir.organisations.models import EarlierName, Membership, Seat, Unit
from speir.organisations.rules import closing
from speir.organisations.rules.sectors import sector_of_unit
from speir.trail.actions import record

NOT_A_PARTNERSHIP = "Organisations sit in partnerships. Add a service or a team here."
OF_ANOTHER = "It closed together with the unit above it. Take that closing back instead."


@transaction.atomic
def add_organisation(
    *, partnership_id: str, name: str, sector: str = "", locality: str = "", by: Actor
) -> Unit:
    """Add a new organisation that sits in a partnership, which looks after it until it looks after itself.

    Whether one of that name is here already is nobody's to find out: this is always a new one. Raises NotYours,
    NotAllowed, Refused.
    """
    partnership = policy.require_open(by, Permission.MANAGE_UNIT, partnership_id)
    if partnership.kind != rules.UnitKind.PARTNERSHIP:
        raise Refused("not-a-partnership", NOT_A_PARTNERSHIP, "kind")
    unit = make_unit(
        name=name,
        kind=rules.UnitKind.AGENCY.value,
        sector=sector_of_unit(sector),
        locality=locality,
        parent=None,
        demonstration=partnership.demonstration,
        by=by,
    )
    Seat.objects.create(organisation=unit, partnership=partnership, starts=timezone.localdate(), keeps=True)
    record(by=by, verb="seated", about="unit", about_id=unit.id, path=partnership.path, detail=unit.name)
    return unit


@transaction.atomic
def describe(*, unit_id: str, name: str, sector: str, locality: str | None = None, by: Actor) -> Unit:
    """Give a unit another name, kind of organisation or locality (None: as it is).

    Its earlier name stays, with the day until which it held. What was sealed and what stands in the trail keep the name
    as it was. Raises NotYours, NotAllowed, Refused.
    """
    unit = policy.require_open(by, Permission.MANAGE_UNIT, unit_id, lock=True)
    before = unit.name, unit.sector, unit.locality
    unit.name, unit.sector = rules.name_of_unit(name), sector_of_unit(sector)
    unit.locality = unit.locality if locality is None else rules.locality_of_unit(locality)
    if before == (unit.name, unit.sector, unit.locality):
        return unit
    unit.save(update_fields=["name", "sector", "locality"])
    if before[0] != unit.name:
        EarlierName.objects.create(unit=unit, name=before[0], until=timezone.now(), by_name=by.name)
        record(by=by, verb="renamed", about="unit", about_id=unit.id, path=unit.path, detail=unit.name)
    elif before[1] != unit.sector:
        record(by=by, verb="described", about="unit", about_id=unit.id, path=unit.path, detail=unit.sector)
    if before[2] != unit.locality:
        record(by=by, verb="placed", about="unit", about_id=unit.id, path=unit.path)
    return unit


@transaction.atomic
def close(*, unit_id: str, last: dt.date | None, by: Actor) -> Unit:
    """Close a unit and what is open below it, with its last day. Sent again with another day it closes on that.

    From the day after, nothing new begins there and its people's roles only let them read what was written there, as
    they could. Raises NotYours, NotAllowed, Refused, Unfit.
    """
    unit = policy.require(by, Permission.MANAGE_UNIT, unit_id, lock=True)
    today = timezone.localdate()
    if unit.closed(today) or unit.merged_into_id or (unit.closes and unit.closed_with_id != unit.id):
        raise Refused("unit-closed", "It has its last day already. Take that back first.", "last")
    _close(unit, last, today)
    if last is not None:
        record(by=by, verb="closed", about="unit", about_id=unit.id, path=unit.path, detail=day(last))
    return unit


def _close(unit: Unit, last: dt.date | None, today: dt.date) -> None:
    broken = closing.check_last_day(last, today)
    if broken:
        raise Unfit(broken)
    # What closes earlier below it does so for itself.
    theirs = Q(closes__isnull=True) | Q(closed_with=unit) | Q(closes__gt=last)
    Unit.objects.filter(theirs, path__startswith=unit.path).update(closes=last, closed_with=unit)
    unit.refresh_from_db()


@transaction.atomic
def reopen(*, unit_id: str, by: Actor) -> Unit:
    """Take a closing back, for all that closed with it; its people's roles go on. One that is open stays so.

    What a merger gave its people in the other unit is ended where it has not begun and the actor looks after people
    there; what has begun stays theirs. Raises NotYours, NotAllowed, Refused.
    """
    unit = policy.require(by, Permission.MANAGE_UNIT, unit_id, lock=True)
    if unit.closes is None:
        return unit
    if unit.closed_with_id != unit.id:
        raise Refused("unit-closed-with-another", OF_ANOTHER)
    above = [part for part in unit.path.split("/") if part and part != unit.id]
    if Unit.objects.filter(pk__in=above, closes__isnull=False).exists():
        raise Refused("unit-closed-with-another", OF_ANOTHER)
    if unit.merged_into is not None and policy.allows(by, Permission.MANAGE_PEOPLE, unit.merged_into):
        _move_back(unit, unit.merged_into, unit.closes, by)
    unit.merged_into = None
    unit.save(update_fields=["merged_into"])
    Unit.objects.filter(closed_with=unit).update(closes=None, closed_with=None)
    unit.refresh_from_db()
    record(by=by, verb="reopened", about="unit", about_id=unit.id, path=unit.path)
    return unit


@transaction.atomic
def merge(*, unit_id: str, into_id: str, last: dt.date | None, by: Actor) -> Unit:
    """Merge a unit into another of its kind: it closes; from the day after its people have their roles in the other.

    What it wrote stays its own: readable to those who could, and to nobody else by this. The actor looks after units
    and people of both; their own roles they do not move. Raises NotYours, NotAllowed, Refused, Unfit.
    """
    # Both are locked, in one order: two who merge them into each other at once must not close both.
    both = policy.visible_to(by).filter(pk__in=(unit_id, into_id)).order_by("id")
    list(both.select_for_update(no_key=True))
    unit = policy.require_open(by, Permission.MANAGE_UNIT, unit_id)
    policy.require(by, Permission.MANAGE_PEOPLE, unit_id)
    try:
        into = policy.require_open(by, Permission.MANAGE_PEOPLE, into_id)
        policy.require(by, Permission.MANAGE_UNIT, into_id)
    except NotYours:
        raise Unfit(
            [Refused("merge-unfit", f"Choose another {unit.kind} that you look after.", "into")]
        ) from None
    if into.closes is not None:
        raise Unfit(
            [Refused("merge-unfit", f"{into.name} has its last day already. Choose another.", "into")]
        )
    today = timezone.localdate()
    open_below = Unit.objects.filter(
        Q(closes__isnull=True) | Q(closes__gte=today), path__startswith=unit.path
    )
    broken = closing.check_merge(
        kind=unit.kind,
        path=unit.path,
        into_kind=into.kind,
        into_path=into.path,
        below=open_below.exclude(pk=unit.pk).count(),
    )
    if broken:
        raise Unfit(broken)
    if unit.closes is not None:
        raise Refused("unit-closed", "It has its last day already. Take that back first.", "last")
    _close(unit, last, today)
    unit.merged_into = into
    unit.save(update_fields=["merged_into"])
    if last is not None:
        record(by=by, verb="merged", about="unit", about_id=unit.id, path=unit.path, detail=into.name)
        _move(unit, into, last, today, by)
    return unit


def _move(unit: Unit, into: Unit, last: dt.date, today: dt.date, by: Actor) -> None:
    """Give everybody who has a role in a unit beyond its last day the same in another, until the same day."""
    first = max(last + dt.timedelta(days=1), today)
    moving = Membership.objects.standing(first).filter(unit=unit).exclude(person=by.person_id)
    people = moving.values("person")
    there = {
        (row.person_id, row.role): row for row in Membership.objects.filter(unit=into, person__in=people)
    }
    for held in moving.order_by("person", "role"):
        row = there.get((held.person_id, held.role))
        if row is not None and row.stands(first) and row.starts <= first:
            continue
        row = row or Membership(person_id=held.person_id, unit=into, role=held.role)
        row.starts, row.ends = max(held.starts, first), held.ends
        row.ended_at, row.ended_by_name = None, ""
        row.given_at, row.given_by_name = timezone.now(), by.name
        row.save()
        record(
            by=by, verb="enrolled", about="person", about_id=held.person_id, path=into.path, detail=held.role
        )


def _move_back(unit: Unit, into: Unit, last: dt.date, by: Actor) -> None:
    """End what `_move` gave and what has not begun: the same role in the other unit, from the day after the last."""
    today = timezone.localdate()
    first = last + dt.timedelta(days=1)
    given = {
        (person_id, role, max(starts, first))
        for person_id, role, starts in Membership.objects.filter(unit=unit).values_list(
            "person_id", "role", "starts"
        )
    }
    for row in (
        Membership.objects.standing(today).filter(unit=into, starts__gt=today).order_by("person", "role")
    ):
        if (row.person_id, row.role, row.starts) in given and row.person_id != by.person_id:
            row.ended_at, row.ended_by_name = timezone.now(), by.name
            row.save(update_fields=["ended_at", "ended_by_name"])
            about = {"about": "person", "about_id": row.person_id}
            record(by=by, verb="ended role of", path=into.path, detail=row.role, **about)
