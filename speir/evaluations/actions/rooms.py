"""An inspector's room: making it, inviting, choosing what is read there, ending it, and recording each reading.

A room opens nothing that its keeper could not share, and no piece of evidence wider than its owner did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.text import one_line
from speir.evaluations import policy
from speir.evaluations.models import Edition, Evaluation
from speir.evaluations.queries import rooms as queries
from speir.evaluations.queries import rooms_choosing as choosing
from speir.evidence import policy as evidence
from speir.evidence.models import Item
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.organisations.actions import bring_in as bring_in_person
from speir.organisations.models import Unit
from speir.organisations.policy import require as require_unit
from speir.sharing import rules
from speir.sharing.actions import NOT_TO_SHARE
from speir.sharing.models import Room, RoomThing
from speir.sharing.policy import keeps_rooms, may_share, require_kept, require_read
from speir.sharing.rules import InRoom
from speir.trail.actions import record

Require = Callable[[Actor, Unit, str, str, int], object]
NOT_KEPT = "Rooms are for the lead officer here to make. Ask them."
CLOSED = "The unit has closed: a room there can be ended and things taken out of it, and nothing begins."
CHANGED_CODE = "room-changed"
CHANGED = "Somebody changed this room meanwhile."
IS_OVER = "This room is over. Make another one."


@transaction.atomic
def make(
    *,
    unit_id: str,
    name: str,
    starts: dt.date | None,
    ends: dt.date | None,
    room_id: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Room:
    """Make a room in a unit, with nobody and nothing in it yet; sent twice with one `room_id`, it is made once.

    Raises NotYours, NotAllowed, Unfit, and Waits for a name that mentions somebody.
    """
    unit = require_unit(by, Permission.SHARE, unit_id, lock=True)
    if not keeps_rooms(by, unit.path):
        raise NotAllowed(NOT_KEPT)
    before = Room.objects.filter(pk=room_id, unit=unit, by=by.person_id).first() if room_id else None
    if before is not None:
        return before
    room = Room(unit=unit, by=by.person_id, by_name=by.name, at=timezone.now())
    if ids.is_id(room_id) and not Room.objects.filter(pk=room_id).exists():
        room.id = room_id
    _describe(room, name, starts, ends, keeping, by)
    room.save(force_insert=True)
    record(by=by, verb="made", about="room", about_id=room.id, path=unit.path)
    return room


@transaction.atomic
def change(
    *,
    room_id: str,
    name: str,
    starts: dt.date | None,
    ends: dt.date | None,
    base: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Room:
    """Change a room's name and days; `base` marks what its form was opened with, empty: whatever it was.

    Sent twice, it is changed once. Raises NotYours, Unfit, Waits, and Refused where it has ended, or where somebody
    changed it meanwhile: an old page would open a room again to its inspectors, whose days were made fewer.
    """
    room = _going_on(by, room_id)
    if (room.name, room.starts, room.ends) == (one_line(name), starts, ends):
        return room
    if base and base != rules.room_mark(room.name, room.starts, room.ends):
        raise Refused(CHANGED_CODE, CHANGED)
    _describe(room, name, starts, ends, keeping, by)
    room.save(update_fields=["name", "starts", "ends"])
    record(by=by, verb="changed", about="room", about_id=room.id, path=room.unit.path)
    return room


@transaction.atomic
def end(*, room_id: str, by: Actor) -> None:
    """End a room at once, for good: nothing in it is read any more. Raises NotYours."""
    room = require_kept(by, room_id, lock=True)
    if room.ended_at is None:
        room.ended_at, room.ended_by_name = timezone.now(), by.name
        room.save(update_fields=["ended_at", "ended_by_name"])
        record(by=by, verb="ended", about="room", about_id=room.id, path=room.unit.path)


@transaction.atomic
def invite(*, room_id: str, person_id: str, by: Actor) -> None:
    """Let somebody who holds the inspector's role near here read in a room. Raises NotYours, Refused."""
    room = _going_on(by, room_id)
    near = dict(queries.inspectors(room))
    if person_id not in near:
        raise Refused("room-guest-unknown", "Choose an inspector from the list.", "person")
    _guest, new = room.guests.get_or_create(person_id=person_id)
    if new:
        path, name = room.unit.path, near[person_id]
        record(by=by, verb="invited into", about="room", about_id=room.id, path=path, detail=name)


@transaction.atomic
def bring_in(*, room_id: str, name: str, by: Actor) -> str:
    """Bring somebody new in as an inspector where the room is, and invite them; return their one-time address.

    Raises NotYours, NotAllowed, Refused.
    """
    room = _going_on(by, room_id)
    before = {person_id for person_id, _name in queries.inspectors(room)}
    # Their role is for the days of the room.
    starts = max(room.starts, timezone.localdate())
    address = bring_in_person(
        unit_id=room.unit_id, name=name, role=rules.INSPECTOR, starts=starts, ends=room.ends, by=by
    )
    for person_id, _name in queries.inspectors(room):
        if person_id not in before:
            invite(room_id=room_id, person_id=person_id, by=by)
    return address


@transaction.atomic
def take_out(*, room_id: str, person_id: str, by: Actor) -> None:
    """Have somebody read in a room no more. Raises NotYours."""
    room = require_kept(by, room_id, lock=True)
    guest = room.guests.select_related("person").filter(person_id=person_id).first()
    if guest is not None:
        path, name = room.unit.path, guest.person.name
        guest.delete()
        record(by=by, verb="took out of", about="room", about_id=room.id, path=path, detail=name)


@transaction.atomic
def put(
    *, room_id: str, about: str, about_id: str, number: int = 0, require: Require | None = None, by: Actor
) -> RoomThing:
    """Put something into a room; put twice it is there once. Raises NotYours, NotAllowed, Refused (ended).

    `require` fetches it for whoever may share it, where it stands further up.
    """
    room = _going_on(by, room_id)
    (require or require_thing)(by, room.unit, about, about_id, number)
    key = {"about": about, "about_id": about_id, "number": number, "taken_at": None}
    there = room.things.filter(**key).first()
    if there is not None:
        return there
    try:
        with transaction.atomic():
            thing = room.things.create(**key, by=by.person_id, at=timezone.now())
    except IntegrityError:
        return room.things.get(**key)
    record(by=by, verb="put into", about="room", about_id=room.id, path=room.unit.path, detail=_said(thing))
    return thing


@transaction.atomic
def take(*, room_id: str, thing_id: str, by: Actor) -> None:
    """Take something out of a room. Raises NotYours."""
    room = require_kept(by, room_id, lock=True)
    thing = room.things.filter(pk=thing_id).first()
    if thing is None:
        raise NotYours
    if thing.taken_at is None:
        thing.taken_at = timezone.now()
        thing.save(update_fields=["taken_at"])
        path = room.unit.path
        record(
            by=by, verb="took a thing out of", about="room", about_id=room.id, path=path, detail=_said(thing)
        )


@transaction.atomic
def read(*, room_id: str, thing_id: str, how: str, by: Actor) -> queries.Read:
    """Return a thing to somebody who reads it in a room now, and record that: what cannot be recorded is not read.

    `how` is `page` or a document's format. Each reading is an entry, however often. Raises NotYours.
    """
    thing = require_read(by, room_id, thing_id)
    shown = queries.read(by, thing)
    if shown is None or how not in _ways(shown):
        raise NotYours
    note_reading(thing=thing, how=how, by=by)
    return shown


@transaction.atomic
def note_reading(*, thing: RoomThing, how: str, by: Actor) -> None:
    """Record that somebody reads a thing in a room, in the transaction in which it was fetched for them."""
    path, detail = thing.room.unit.path, ", ".join((thing.id, _said(thing), how))
    record(by=by, verb="read in", about="room", about_id=thing.room_id, path=path, detail=detail)


def look_at(
    *, room_id: str, about: str, about_id: str, number: int, by: Actor
) -> tuple[queries.Heading, choosing.Opens]:
    """Return what would become readable if this were put into a room. Raises NotYours, NotAllowed."""
    room = require_kept(by, room_id)
    thing = require_thing(by, room.unit, about, about_id, number)
    return queries.heading(by, room), choosing.opens(by, room, thing, about, number)


def require_thing(actor: Actor, unit: Unit, about: str, about_id: str, number: int) -> Evaluation | Item:
    """Return what could be put into a room of this unit, for whoever may share it. Raises NotYours, NotAllowed."""
    if about not in set(InRoom) or about == InRoom.PRIORITY:
        raise NotYours
    thing: Evaluation | Item
    if about == InRoom.EVIDENCE:
        thing = evidence.require(actor, Permission.READ_EVIDENCE, about_id)
    elif about == InRoom.LOOK:
        thing = policy.require(actor, Permission.READ_EVALUATIONS, about_id, kinds=choosing.LOOKS)
    else:
        thing = policy.require(actor, Permission.READ_EVALUATIONS, about_id)
        editions = Edition.objects.filter(evaluation=thing, number=number)
        if about == InRoom.EDITION and not editions.exists():
            raise NotYours
    if not thing.unit.path.startswith(unit.path):
        raise NotYours
    if not may_share(actor, thing, thing.unit.path):
        raise NotAllowed(NOT_TO_SHARE)
    return thing


def _ways(shown: queries.Read) -> tuple[str, ...]:
    """Return how a thing can be read in a room: on its page, and taken away as which documents."""
    if shown.record is not None:
        return ("page", "docx", "xlsx", "pdf")
    return ("page", "docx", "pdf") if shown.note is not None else ("page",)


def _said(thing: RoomThing) -> str:
    """Return what kind of thing it is, as the trail says it."""
    if thing.about == InRoom.PRIORITY and thing.number:
        return "priority with its actions"
    return f"edition {thing.number}" if thing.about == InRoom.EDITION else thing.about


def _going_on(by: Actor, room_id: str) -> Room:
    room = require_kept(by, room_id, lock=True)
    if not keeps_rooms(by, room.unit.path):
        raise NotAllowed(CLOSED)
    if room.ended_at is not None:
        raise Refused("room-over", IS_OVER)
    return room


def _describe(
    room: Room, name: str, starts: dt.date | None, ends: dt.date | None, keeping: Keeping | None, by: Actor
) -> None:
    """Set name and days once they break no rule, and the name mentions nobody whom nobody explained."""
    broken = rules.check_room(name, starts, ends, timezone.localdate())
    if broken or starts is None or ends is None:
        raise Unfit(broken)
    named = one_line(name)
    if named != room.name:
        place = Place(f"room/{room.id}/name", "its name", "room", room.id, room.unit.path)
        found = waiting(place=place, text=named, keeping=keeping, by=by)
        if found:
            raise Waits({"name": (named, found)})
    room.name, room.starts, room.ends = named, starts, ends
