"""Reading acts of sharing: to whom a thing is open, and with whom it could be shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import CompiledModels
from speir.organisations.models import Membership, Seat, Unit
from speir.sharing.models import Kept, Outside, RoomThing, Sharing
from speir.sharing.rules import Act, Home, Place, Scope


@dataclass(frozen=True, slots=True)
class Choice:
    """An audience that a thing could be shared with: a unit or a person, by name; `where` a person belongs."""

    scope: str
    id: str
    name: str
    where: str = ""

    @property
    def key(self) -> str:
        """What a form sends for it."""
        return f"{self.scope}:{self.id}"


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody near a unit, and where they belong: a unit of the same organisation, or another organisation."""

    id: str
    name: str
    where: str


@dataclass(frozen=True, slots=True)
class Line:
    """An act of sharing as it is shown. `holds` says whether it is in force today."""

    id: str
    scope: str
    name: str
    why: str
    by_id: str
    by: str
    at: dt.datetime
    ends: dt.date | None
    ended_at: dt.datetime | None
    ended_by: str
    holds: bool
    taken_as: str
    about_id: str


@dataclass(frozen=True, slots=True)
class Told:
    """Sharing outside Speir as it is shown. `how` and `taken_as` are keys of `rules`."""

    id: str
    about_id: str
    on: dt.date
    who: str
    with_whom: str
    why: str
    how: str
    taken_as: str
    by_id: str
    by: str
    at: dt.datetime
    taken_back_at: dt.datetime | None
    taken_back_by: str


def told_of(about: str, things: QuerySet[Any], most: int | None = None) -> list[Told]:
    """Return what was shared outside Speir of the things in a query, newest first (`most` of it). One query."""
    rows = Outside.objects.filter(about=about, about_id__in=things.values("pk")).order_by("-on", "-at", "id")
    return [
        Told(
            row.id,
            row.about_id,
            row.on,
            row.who,
            row.with_whom,
            row.why,
            row.how,
            row.taken_as,
            row.by,
            row.by_name,
            row.at,
            row.taken_back_at,
            row.taken_back_by_name,
        )
        for row in rows[:most]
    ]


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that is or was read in an inspector's room: its name, from when until when; put there by whom, when.

    `over` is the day on which it could be read there no more, None while it can.
    """

    about_id: str
    name: str
    starts: dt.date
    ends: dt.date
    by_id: str
    at: dt.datetime
    over: dt.date | None


def shown_of(about: str, things: QuerySet[Any], most: int | None = None) -> list[Shown]:
    """Return in which inspectors' rooms the things in a query were put, newest first (`most` of them). One query."""
    today = timezone.localdate()
    rows = RoomThing.objects.filter(about=about, about_id__in=things.values("pk")).select_related("room")
    return [
        Shown(
            row.about_id,
            row.room.name,
            row.room.starts,
            row.room.ends,
            row.by,
            row.at,
            _over(row, today),
        )
        for row in rows.order_by("-at", "id")[:most]
    ]


def _over(row: RoomThing, today: dt.date) -> dt.date | None:
    ended = [timezone.localdate(at) for at in (row.taken_at, row.room.ended_at) if at is not None]
    ended += [row.room.ends] if row.room.ends < today else []
    return min(ended, default=None)


def lines_of(about: str, things: QuerySet[Any], most: int | None = None) -> list[Line]:
    """Return the acts of sharing of the things in a query, newest first (`most` of them). One query."""
    rows = Sharing.objects.filter(about=about, about_id__in=things.values("pk"))
    return _lines(rows.select_related("unit", "person").order_by("-at", "id")[:most])


ACTS = CompiledModels(
    lambda about, about_id: (
        Sharing.objects.filter(about=about, about_id=about_id)
        .select_related("unit", "person")
        .order_by("-at", "id")
    ),
    blanks=2,
)


def lines(about: str, about_id: str) -> list[Line]:
    """Return the acts of sharing of a thing that the caller fetched, those in force first. One query."""
    return sorted(_lines(ACTS(about, about_id)), key=lambda line: not line.holds)


def _lines(rows: Iterable[Sharing]) -> list[Line]:
    today = timezone.localdate()
    return [
        Line(
            row.id,
            row.scope,
            row.unit.name if row.unit else row.person.name if row.person else "",
            row.why,
            row.by,
            row.by_name,
            row.at,
            row.ends,
            row.ended_at,
            row.ended_by_name,
            row.ended_at is None and row.starts <= today and (row.ends is None or row.ends >= today),
            row.taken_as,
            row.about_id,
        )
        for row in rows
    ]


def choices(actor: Actor, thing: Kept) -> list[Choice]:
    """Return with whom a thing could be shared by this actor: places from its own outwards, then people, nearest first.

    People are those who hold a role in the thing's organisation or in a partnership that it sits in, and an
    organisation of that partnership. Three queries.
    """
    home = Unit.objects.select_related("root").get(pk=thing.home_id)
    found: list[Choice] = []
    if thing.only_me:
        found.append(Choice(Scope.TEAM, home.id, home.name))
    if home.root_id != home.id or (thing.only_me and home.kind == "agency"):
        found.append(Choice(Scope.AGENCY, home.root_id, home.root.name))
    near = partnerships_near(home)
    found += [Choice(Scope.PARTNERSHIP, unit.id, unit.name) for unit in near]
    return found + [
        Choice(Scope.NAMED, one.id, one.name, one.where) for one in people_near(actor, home, near)
    ]


def partnerships_near(home: Unit) -> list[Unit]:
    """Return the partnerships that the organisation of a unit, fetched with its root, sits in or is. One query."""
    today = timezone.localdate()
    holds = Q(ends__isnull=True) | Q(ends__gte=today)
    seats = Seat.objects.filter(holds, organisation=home.root_id, starts__lte=today).select_related(
        "partnership"
    )
    sat_in = [seat.partnership for seat in seats.order_by("partnership__name")]
    sat_in = [unit for unit in sat_in if not unit.closed(today)]
    return [*sat_in, home.root] if home.root.kind == "partnership" else sat_in


def people_near(actor: Actor, home: Unit, near: Iterable[Unit], roles: Collection[str] = ()) -> list[Near]:
    """Return others who hold a role (one of `roles`, where given) near a unit, the nearest first. One query.

    Near is its organisation, the partnerships `near` it, and the organisations that sit there. Of another organisation
    people are told apart by its name alone: how it is built inside is its own.
    """
    today = timezone.localdate()
    ids = [home.root_id, *(unit.id for unit in near)]
    within = Q(unit__root__in=ids) | Q(unit__root__seats__partnership__in=ids)
    held = Membership.objects.holding(today).filter(within, person__is_active=True)
    held = held.exclude(person=actor.person_id).exclude(person__name="")
    if roles:
        held = held.filter(role__in=roles)
    rows = held.values_list(
        "person_id", "person__name", "unit__path", "unit__name", "unit__root_id", "unit__root__name"
    )
    placed: dict[str, tuple[tuple[int, int, str], Near]] = {}
    for person_id, name, path, unit, root_id, root in rows.distinct():
        own = root_id == home.root_id
        where = unit if own else root
        order = (0, -_shared(path, home.path), where) if own else (1, 0 if root_id in ids else 1, where)
        if person_id not in placed or order < placed[person_id][0]:
            placed[person_id] = (order, Near(person_id, name, where))
    return [one for _order, one in sorted(placed.values(), key=lambda at: (at[0], at[1].name, at[1].id))]


def _shared(path: str, other: str) -> int:
    """Return how many steps from the root two paths have in common."""
    pairs = zip(path.split("/"), other.split("/"), strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def places_of(units: Iterable[str]) -> dict[str, Place]:
    """Return units as audiences, by their id. Two queries."""
    rows = {unit.id: unit for unit in Unit.objects.filter(pk__in=set(units)).only("id", "path", "root_id")}
    today = timezone.localdate()
    holds = Q(ends__isnull=True) | Q(ends__gte=today)
    sits: dict[str, set[str]] = {}
    seats = Seat.objects.filter(holds, organisation__in={u.root_id for u in rows.values()}, starts__lte=today)
    for organisation, partnership in seats.values_list("organisation_id", "partnership_id"):
        sits.setdefault(organisation, set()).add(partnership)
    return {
        unit.id: Place(
            tuple(part for part in unit.path.split("/") if part), frozenset(sits.get(unit.root_id, ()))
        )
        for unit in rows.values()
    }


def open_acts(home: Home, acts: Iterable[Act]) -> list[Act]:
    """Return what a thing is open to as acts, its home among them where it is not for its owner alone."""
    at_home = [] if home.only_me else [Act(Scope.TEAM, unit_id=home.unit_id)]
    return at_home + list(acts)
