"""Reading rooms: which there are, who and what is in one, what becomes readable with a thing, and what was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.accounts.models import Person
from speir.core.text import day, headline, period
from speir.evaluations.models import Edition, Evaluation, Look
from speir.evaluations.queries.approving import steps_of_views
from speir.evaluations.queries.audiences import narrower
from speir.evaluations.queries.looks.findings_note import FindingsNote, note_of
from speir.evaluations.queries.records import record_of
from speir.evaluations.rules.approving import NOTHING_SAID, Steps
from speir.evaluations.rules.record import Record, without
from speir.evaluations.rules.record_text import from_json
from speir.evidence.models import Item
from speir.evidence.queries.items import Evidence, shown
from speir.frameworks.queries import all_current
from speir.frameworks.rules.structure import Framework
from speir.organisations.models import Membership
from speir.sharing.models import Room, RoomThing
from speir.sharing.policy import (
    require_entered,
    require_kept,
    rooms_entered,
    rooms_kept,
    stands_now,
)
from speir.sharing.rules import INSPECTOR, InRoom, Stands
from speir.trail.queries.entries import of_thing

# What priorities are called, by their ids, as (title, line): they stand further up, which is asked from there.
Named = Callable[[Collection[str]], Mapping[str, tuple[str, str]]]


def unnamed(_ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return that nothing is known of any."""
    return {}


@dataclass(frozen=True, slots=True)
class Heading:
    """What every page of a room says of it; `kept`: its reader keeps it, and does not read in it."""

    id: str
    name: str
    unit: str
    unit_id: str
    starts: str
    ends: str
    stands: Stands
    kept: bool
    by: str
    ended_by: str
    demonstration: bool
    days: tuple[dt.date, dt.date]

    @property
    def over(self) -> bool:
        """Whether nothing in it is read any more."""
        return self.stands in (Stands.OVER, Stands.ENDED)


@dataclass(frozen=True, slots=True)
class Label:
    """Something in a room, or that could be: what it is called; `gone` where it is not there any more."""

    id: str
    about: str
    about_id: str
    number: int
    title: str
    line: str
    gone: bool = False

    @property
    def key(self) -> str:
        """What a form sends for it."""
        return f"{self.about}:{self.about_id}:{self.number}"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited; `holds`: they still hold the inspector's role, without which the room is shut to them."""

    id: str
    name: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody read something in a room: on its page (`how` is `page`), or as a document of a format."""

    by: str
    at: dt.datetime
    title: str
    how: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A room as its keeper sees it."""

    heading: Heading
    guests: tuple[Guest, ...]
    near: tuple[tuple[str, str], ...]
    things: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A thing as it is read in a room: a record, evidence with its framework, or the note of a closer look.

    Of what was said about approving an edition, only who approved it: the rest is between them and those who lead.
    """

    heading: Heading
    label: Label
    record: Record | None = None
    item: Evidence | None = None
    framework: Framework | None = None
    approved: Steps = NOTHING_SAID
    note: FindingsNote | None = None


def heading(actor: Actor, room: Room) -> Heading:
    """Return what every page says of a room that was fetched through policy with its unit. No query."""
    return Heading(
        id=room.id,
        name=room.name,
        unit=room.unit.name,
        unit_id=room.unit_id,
        starts=day(room.starts),
        ends=day(room.ends),
        stands=stands_now(room),
        kept=may(actor, Permission.READ_TRAIL, room.unit.path),
        by=room.by_name,
        ended_by=room.ended_by_name,
        demonstration=room.unit.demonstration,
        days=(room.starts, room.ends),
    )


def listing(actor: Actor) -> list[Heading]:
    """Return the rooms that the actor keeps and those they read in, the newest first. One query."""
    rows = Room.objects.filter(
        Q(pk__in=rooms_kept(actor).values("pk")) | Q(pk__in=rooms_entered(actor).values("pk"))
    )
    return [heading(actor, room) for room in rows.select_related("unit").order_by("-starts", "-at")]


def kept(actor: Actor, room_id: str, named: Named = unnamed) -> Kept:
    """Return a room as its keeper sees it. Raises NotYours."""
    room = require_kept(actor, room_id)
    guests = {
        g.person_id: g.person.name for g in room.guests.select_related("person").order_by("person__name")
    }
    near = inspectors(room)
    holds = {one for one, _name in near}
    return Kept(
        heading(actor, room),
        tuple(Guest(one, name, one in holds) for one, name in guests.items()),
        tuple(one for one in near if one[0] not in guests),
        tuple(labels(room.things.filter(taken_at=None).order_by("at"), named)),
    )


def entered(actor: Actor, room_id: str, named: Named = unnamed) -> tuple[Heading, list[Label]]:
    """Return a room and, while it is open, what is read in it, for somebody invited. Raises NotYours."""
    room = require_entered(actor, room_id)
    top = heading(actor, room)
    things = room.things.filter(taken_at=None).order_by("at") if top.stands is Stands.OPEN else ()
    return top, [label for label in labels(things, named) if not label.gone]


def read(actor: Actor, thing: RoomThing) -> Read | None:
    """Return a thing that was fetched through `require_read` as it is read in its room; None for what is gone.

    Evidence that is not open to all the readers of a broad view as it stands, or not the keeper's to share, is without
    its words, in an edition, too: opening that is its owner's act, and never the room's.
    """
    label = next(iter(labels([thing])))
    top = heading(actor, thing.room)
    if label.gone:
        return None
    if thing.about == InRoom.EVIDENCE:
        item = Item.objects.get(pk=thing.about_id)
        if item.only_me and item.owner != thing.by:
            return None
        known = next((each for each in all_current() if item.kind in each.kind_by_key), None)
        return Read(top, label, item=shown([item])[0], framework=known)
    if thing.about == InRoom.EDITION:
        sealed = edition_record(thing.about_id, thing.number)
        closed = shut_among(Item.objects.filter(pk__in=sealed.items), thing.room, thing.by)
        steps = steps_of_views([thing.about_id]).get((thing.about_id, thing.number), NOTHING_SAID)
        approved = Steps(tuple(replace(step, text="") for step in steps.approvals))
        return Read(top, label, record=without(sealed, closed), approved=approved)
    view = Evaluation.objects.select_related("unit", "framework").get(pk=thing.about_id)
    if view.only_me and view.owner != thing.by:
        return None
    if thing.about == InRoom.LOOK:
        look = Look.objects.select_related("evaluation__unit", "evaluation__framework").get(pk=view.pk)
        return Read(top, label, note=note_of(actor, look))
    return Read(top, label, record=record_of(view, hidden=shut(view, thing.room, thing.by)))


def readings(
    actor: Actor, room_id: str, before: str = "", named: Named = unnamed
) -> tuple[Heading, list[Reading], str]:
    """Return what was read in a room, newest first, and the mark of the next page. Raises NotYours."""
    room = require_kept(actor, room_id)
    page = of_thing(actor, room.unit.path, "room", room.id, verb="read in", before=before)
    titles = {label.id: label.title for label in labels(room.things.all(), named)}
    found = []
    for entry in page.entries:
        thing_id, *_kind, how = entry.detail.split(", ")
        at = timezone.localtime(entry.at)
        found.append(Reading(entry.person_name, at, titles.get(thing_id, ""), how))
    return heading(actor, room), found, page.older


def with_view(evaluation_id: str) -> list[tuple[str, str]]:
    """Return the rooms, by name and last day, where a thing that the caller fetched is or will be read."""
    rows = Room.objects.filter(
        things__about_id=evaluation_id,
        things__taken_at=None,
        ended_at=None,
        ends__gte=timezone.localdate(),
    )
    return [(name, day(ends)) for name, ends in rows.order_by("name").values_list("name", "ends").distinct()]


def inspectors(room: Room) -> list[tuple[str, str]]:
    """Return who holds the inspector's role in the room's unit, below it or above it, by name. One query.

    Also who will hold it from a later day.
    """
    ids = [one for one in room.unit.path.split("/") if one]
    near = Q(unit__path__startswith=room.unit.path) | Q(unit__in=ids)
    held = Membership.objects.standing(timezone.localdate()).filter(near, role=INSPECTOR)
    people = Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name", "id")
    return list(people.values_list("id", "name"))


def shut(view: Evaluation, room: Room, put_by: str) -> frozenset[str]:
    """Return the evidence in a broad view that stays without its words in a room into which somebody put the view.

    It is open to fewer than the view is, or it is neither theirs nor written where the room's keepers lead.
    """
    items = Item.objects.filter(citations__judgement__evaluation=view)
    return narrower(view) | shut_among(items, room, put_by)


def shut_among(items: QuerySet[Item], room: Room, put_by: str) -> frozenset[str]:
    """Return which of these items are neither that person's nor open, and written where the room's keepers lead."""
    shut = Q(only_me=True) | ~Q(home__path__startswith=room.unit.path)
    return frozenset(items.exclude(owner=put_by).filter(shut).values_list("pk", flat=True))


def edition_record(evaluation_id: str, number: int) -> Record:
    """Return the record of a sealed edition that is in a room, or of a broad view that the caller fetched."""
    return from_json(Edition.objects.get(evaluation=evaluation_id, number=number).content)


def labels(things: Iterable[RoomThing], named: Named = unnamed) -> Iterable[Label]:
    """Yield what things are called; `named` knows what priorities are. Two queries for all of them, and its own."""
    rows = list(things)
    views = _views({row.about_id for row in rows if row.about not in (InRoom.EVIDENCE, InRoom.PRIORITY)})
    above = named({row.about_id for row in rows if row.about == InRoom.PRIORITY})
    ids = {row.about_id for row in rows if row.about == InRoom.EVIDENCE}
    items = {item.pk: item for item in Item.objects.filter(pk__in=ids).select_related("unit")} if ids else {}
    for row in rows:
        title = line = ""
        if row.about == InRoom.EVIDENCE and row.about_id in items:
            item = items[row.about_id]
            title, line = headline(item.shows), item.unit.name
        elif row.about == InRoom.PRIORITY:
            title, line = above.get(row.about_id, ("", ""))
        elif row.about_id in views:
            view = views[row.about_id]
            title, line = view.title, f"{view.unit.name} · {period(view.period_from, view.period_to)}"
        yield Label(row.id, str(row.about), row.about_id, row.number, title, line, gone=not title)


def _views(ids: Iterable[str]) -> Mapping[str, Evaluation]:
    wanted = list(ids)
    rows = Evaluation.objects.filter(pk__in=wanted).select_related("unit") if wanted else ()
    return {row.pk: row for row in rows}
