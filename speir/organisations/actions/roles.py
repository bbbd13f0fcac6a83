"""Roles that people hold: giving one more, changing, ending, and taking an end back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.access.roles import GIVEN, ROLES
from speir.access.words import name_of_role
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import day
from speir.organisations import policy
from speir.organisations.actions.people import give
from speir.organisations.models import Membership, Seat, Unit
from speir.organisations.rules import holding
from speir.trail.actions import record

MANAGING = [role for role in GIVEN if Permission.MANAGE_PEOPLE in ROLES[role]]


@transaction.atomic
def give_also(
    *, unit_id: str, person_id: str, role: str, starts: dt.date | None, ends: dt.date | None, by: Actor
) -> Membership:
    """Give somebody who holds or held a role in a unit another one there.

    Raises NotYours, NotAllowed, Refused where they hold it already or give it to themselves, Unfit.
    """
    unit = policy.require_open(by, Permission.MANAGE_PEOPLE, unit_id, lock=True)
    known = Membership.objects.filter(unit=unit, person=person_id).select_related("person").first()
    if known is None:
        raise NotYours
    _not_own(person_id, by)
    for broken in holding.check_role(role, unit.kind):
        raise broken
    today = timezone.localdate()
    if Membership.objects.standing(today).filter(unit=unit, person=person_id, role=role).exists():
        raise Refused("role-held", "They have this role here already. Change its last day beside it.", "role")
    return give(person=known.person, unit=unit, role=role, starts=starts, ends=ends, by=by)


@transaction.atomic
def change(*, membership_id: str, role: str, ends: dt.date | None, by: Actor) -> Membership:
    """Make a role that somebody holds another one in the same unit, or give it another last day; return what stands.

    The role that it was ends now and stays in the trail. Raises NotYours, NotAllowed, Refused, Unfit.
    """
    held = _held(membership_id, by)
    _not_own(held.person_id, by)
    today = timezone.localdate()
    if not held.stands(today):
        raise Refused("role-ended", "This role has ended meanwhile. Give it again if it shall go on.")
    broken = holding.check_role(role, held.unit.kind) if role != held.role else []
    broken += holding.check_days(role, max(held.starts, today), ends, today)
    if broken:
        raise Unfit(broken)
    if (role, ends) == (held.role, held.ends):
        return held
    if held.role in MANAGING and (role not in MANAGING or ends is not None):
        _somebody_else(held, today)
    if role == held.role:
        held.ends = ends
        held.save(update_fields=["ends"])
        until = f"until {day(ends)}" if ends else "without a last day"
        _record("set last day of", held, f"{name_of_role(role).lower()} {until}", by)
        return held
    standing = Membership.objects.standing(today).filter(unit=held.unit, person=held.person, role=role)
    if standing.exists():
        raise Unfit([Refused("role-held", "They have this role here already. End this one instead.", "role")])
    _end(held, by)
    new, _made = Membership.objects.update_or_create(
        person=held.person,
        unit=held.unit,
        role=role,
        defaults={
            "starts": max(held.starts, today),
            "ends": ends,
            "ended_at": None,
            "ended_by_name": "",
            "given_at": timezone.now(),
            "given_by_name": by.name,
        },
    )
    _record("changed role of", held, f"{held.role}, {role}", by)
    return new


@transaction.atomic
def end(*, membership_id: str, by: Actor) -> Membership:
    """End a role now. What its holder wrote stays where it is, under their name. One that has ended stays so.

    Raises NotYours, NotAllowed, and Refused where it would leave the unit to nobody.
    """
    held = _held(membership_id, by)
    today = timezone.localdate()
    if held.stands(today):
        if held.role in MANAGING:
            _somebody_else(held, today)
        _end(held, by)
        _record("ended role of", held, held.role, by)
    return held


@transaction.atomic
def take_end_back(*, membership_id: str, by: Actor) -> Membership:
    """Let a role that somebody ended go on as it was. Raises NotYours, NotAllowed, Refused."""
    held = _held(membership_id, by)
    _not_own(held.person_id, by)
    if held.ended_at is None:
        return held
    if held.ends is not None and held.ends < timezone.localdate():
        raise Refused("role-over", "Its last day is over. Give the role again from the person's page.")
    held.ended_at, held.ended_by_name = None, ""
    held.save(update_fields=["ended_at", "ended_by_name"])
    _record("took back end of role of", held, held.role, by)
    return held


def _held(membership_id: str, by: Actor) -> Membership:
    """Return the role with its unit and person, unit and root locked: two who end each other's go one by one."""
    rows = Membership.objects.filter(policy.within(by, Permission.SEE_UNIT, "unit__path"), pk=membership_id)
    found = rows.select_related("unit", "person").first()
    if found is None:
        raise NotYours
    policy.require(by, Permission.MANAGE_PEOPLE, found.unit_id)
    both = Unit.objects.filter(pk__in=(found.unit.root_id, found.unit_id)).order_by("path")
    list(both.select_for_update(no_key=True))
    found.refresh_from_db(fields=["role", "starts", "ends", "ended_at"])
    return found


def _somebody_else(held: Membership, today: dt.date) -> None:
    """Whoever looks after people in a unit is never the last to do so without a last day.

    Others do so there, in a unit above, or in a partnership that looks after the organisation.
    """
    above = [part for part in held.unit.path.split("/") if part]
    kept = Seat.objects.filter(
        organisation=held.unit.root_id, keeps=True, starts__lte=today, ends__isnull=True
    )
    near = Q(unit__in=above) | Q(unit__in=kept.values("partnership"))
    others = Membership.objects.standing(today).filter(near, role__in=MANAGING, ends__isnull=True)
    others = others.filter(starts__lte=today)
    if not others.exclude(pk=held.pk).exclude(person__is_active=False).exists():
        raise Refused("role-last", holding.LAST_ONE)


def _not_own(person_id: str, by: Actor) -> None:
    if person_id == by.person_id:
        raise Refused("role-own", holding.OWN_ROLE)


def _end(held: Membership, by: Actor) -> None:
    held.ended_at, held.ended_by_name = timezone.now(), by.name
    held.save(update_fields=["ended_at", "ended_by_name"])


def _record(verb: str, held: Membership, detail: str, by: Actor) -> None:
    record(by=by, verb=verb, about="person", about_id=held.person_id, path=held.unit.path, detail=detail)
