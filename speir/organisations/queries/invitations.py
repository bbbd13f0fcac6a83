"""Reading who was brought in and has not been here yet: in a unit, below it, and where a partnership looks after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.accounts.queries import Invited, invitations_of
from speir.notices.queries import unsent
from speir.organisations import policy
from speir.organisations.models import Membership, Seat, Unit

PAGE = 100


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody who has never been here, in the first of their units; `invited` is their latest invitation by e-mail.

    `organisation` is empty where that unit is one. `stuck`: its letter could not leave so far (False), or is given up.
    """

    person_id: str
    name: str
    email: str
    role: str
    unit_id: str
    unit: str
    organisation: str
    path: str
    more: int
    invited: Invited | None
    stuck: bool | None = None

    @property
    def where(self) -> str:
        """The unit, with the organisation that it belongs to: services of two may have one name."""
        return f"{self.unit}, {self.organisation}" if self.organisation else self.unit

    @property
    def open(self) -> bool:
        """Whether their invitation can still be used."""
        return self.invited is not None and self.invited.open

    @property
    def due(self) -> bool:
        """Whether they have an e-mail address and no invitation that can be used, or one that never reached them."""
        return bool(self.email) and (not self.open or bool(self.stuck))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of those who have not been here yet: `all` of them, of whom `due` can be invited now."""

    unit_id: str
    unit: str
    demonstration: bool
    lines: list[Awaited]
    all: int
    due: int


def waiting(actor: Actor, unit_id: str) -> Waiting:
    """Return who has not been here yet, whom to invite first. Raises NotYours, NotAllowed. Six queries at most."""
    unit = policy.require(actor, Permission.MANAGE_PEOPLE, unit_id)
    found = sorted(
        awaited(actor, unit), key=lambda one: (not one.due, one.open, one.organisation or one.unit)
    )
    return Waiting(
        unit.id, unit.name, unit.demonstration, found[:PAGE], len(found), sum(one.due for one in found)
    )


def awaited(actor: Actor, unit: Unit) -> list[Awaited]:
    """Return all who have a role in a unit or below it that the caller fetched through policy, and were never here.

    Where it is a partnership, also in the organisations that it looks after. Nobody of whom the actor does not look
    after every role: an invitation opens all of them.
    """
    today = timezone.localdate()
    here = Q()
    for path in (unit.path, *_looked_after(actor, unit, today)):
        here |= Q(unit__path__startswith=path)
    rows = Membership.objects.standing(today).filter(
        here,
        person__is_active=True,
        person__last_seen_on=None,
        person__password__startswith=UNUSABLE_PASSWORD_PREFIX,
    )
    rows = (
        rows.exclude(unit__closes__lt=today)
        .exclude(person=actor.person_id)
        .select_related("person", "unit__root")
    )
    held: dict[str, list[Membership]] = {}
    for row in rows.order_by("person__name", "person_id", "unit__path", "role"):
        held.setdefault(row.person_id, []).append(row)
    theirs = _all_theirs(actor, held)
    invited = invitations_of(theirs)
    stuck = unsent([one.id for one in invited.values()])
    return [_awaited(held[one], invited.get(one), stuck) for one in held if one in theirs]


def _looked_after(actor: Actor, unit: Unit, today: dt.date) -> Iterable[str]:
    seats = Seat.objects.filter(partnership=unit, keeps=True, starts__lte=today).exclude(ends__lt=today)
    paths = seats.values_list("organisation__path", flat=True)
    return [path for path in paths if may(actor, Permission.MANAGE_PEOPLE, path)]


def _all_theirs(actor: Actor, people: Collection[str]) -> set[str]:
    """Return those of whom the actor looks after every role, ended ones too, as for one person's new address."""
    rows = Membership.objects.filter(person__in=people, unit__demonstration=False)
    others = {
        person_id
        for person_id, path in rows.values_list("person_id", "unit__path")
        if not may(actor, Permission.MANAGE_PEOPLE, path)
    }
    return set(people) - others


def _awaited(rows: list[Membership], invited: Invited | None, stuck: dict[str, bool]) -> Awaited:
    first = rows[0]
    return Awaited(
        person_id=first.person_id,
        name=first.person.name,
        email=first.person.email or "",
        role=first.role,
        unit_id=first.unit_id,
        unit=first.unit.name,
        organisation=first.unit.root.name if first.unit.root_id != first.unit_id else "",
        path=first.unit.path,
        more=len(rows) - 1,
        invited=invited,
        stuck=stuck.get(invited.id) if invited else None,
    )
