"""Reading who has access to a unit and what is below it, for whoever looks after its people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.organisations import policy
from speir.organisations.models import AccessReview, Membership, Seat, Unit
from speir.organisations.queries.roles import Held, said
from speir.organisations.rules import UnitKind
from speir.organisations.rules.reviewing import looks, mark_of_roles, rank

PAGE = 100
LATELY = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Access:
    """A role that somebody has, the day on which they were last here, and why it needs a look."""

    held: Held
    name: str
    seen: dt.date | None
    own: bool
    looks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """An organisation that a partnership looks after, how many roles there are in it, and its last review."""

    id: str
    name: str
    roles: int
    reviewed: dt.date | None


@dataclass(frozen=True, slots=True)
class Review:
    """Who has access to a unit and below it, what needs a look first; which roles were ended lately; earlier reviews.

    `kept` are the organisations that a partnership looks after, each with a review of its own. `mark` says which roles
    these are, `reviewed` is (day, by whom), the latest first.
    """

    unit_id: str
    unit: str
    demonstration: bool
    lines: list[Access]
    all: int
    more: bool
    ended: list[tuple[str, Held]]
    kept: list[Kept]
    mark: str
    reviewed: list[tuple[dt.date, str]]


def standing(path: str, today: dt.date) -> list[Membership]:
    """Return the roles that stand at a path and below it, with unit and person. One query."""
    rows = Membership.objects.standing(today).filter(unit__path__startswith=path)
    return list(
        rows.select_related("unit", "person").order_by("person__name", "person_id", "unit__path", "role")
    )


def mark(rows: list[Membership]) -> str:
    """Return the mark of these roles."""
    return mark_of_roles((row.id, row.role, str(row.ends or "")) for row in rows)


def review(actor: Actor, unit_id: str, *, page: int = 1) -> Review:
    """Return a page of the review of a unit. Raises NotYours, NotAllowed. Seven queries at most, whatever the size."""
    unit = policy.require(actor, Permission.MANAGE_PEOPLE, unit_id)
    today = timezone.localdate()
    rows = standing(unit.path, today)
    lines = sorted((_access(row, actor, today) for row in rows), key=lambda line: rank(line.looks))
    since = timezone.now() - LATELY
    ended = Membership.objects.filter(unit__path__startswith=unit.path, ended_at__gte=since)
    start = (page - 1) * PAGE
    return Review(
        unit_id=unit.id,
        unit=unit.name,
        demonstration=unit.demonstration,
        lines=lines[start : start + PAGE],
        all=len(lines),
        more=len(lines) > start + PAGE,
        ended=[
            (row.person.name, said(row, today))
            for row in ended.select_related("unit", "person").order_by("-ended_at")[:20]
        ],
        kept=_kept(actor, unit, today) if unit.kind == UnitKind.PARTNERSHIP else [],
        mark=mark(rows),
        reviewed=[
            (timezone.localdate(at), name)
            for at, name in AccessReview.objects.filter(unit=unit)
            .order_by("-at")
            .values_list("at", "by_name")[:5]
        ],
    )


def _kept(actor: Actor, unit: Unit, today: dt.date) -> list[Kept]:
    """Return the organisations that a partnership looks after, those that wait longest for a review first."""
    seats = Seat.objects.filter(partnership=unit, keeps=True, starts__lte=today).exclude(ends__lt=today)
    units = [seat.organisation for seat in seats.select_related("organisation")]
    units = [one for one in units if may(actor, Permission.MANAGE_PEOPLE, one.path) and not one.closed(today)]
    if not units:
        return []
    held = Membership.objects.standing(today).filter(unit__root__in=units).order_by()
    counts = dict(held.values_list("unit__root").annotate(Count("id")))
    last = AccessReview.objects.filter(unit__in=units).order_by()
    reviewed = dict(last.values_list("unit").annotate(Max("at")))
    found = [
        Kept(
            one.id,
            one.name,
            counts.get(one.id, 0),
            timezone.localdate(reviewed[one.id]) if one.id in reviewed else None,
        )
        for one in units
    ]
    return sorted(found, key=lambda one: (one.reviewed or dt.date.min, one.name, one.id))


def _access(row: Membership, actor: Actor, today: dt.date) -> Access:
    given = timezone.localdate(row.given_at) if row.given_at else row.starts
    return Access(
        held=said(row, today),
        name=row.person.name,
        seen=row.person.last_seen_on,
        own=row.person_id == actor.person_id,
        looks=looks(
            seen=row.person.last_seen_on,
            given=given,
            ends=row.ends,
            partnership=row.unit.kind == UnitKind.PARTNERSHIP,
            today=today,
        ),
    )
