"""Putting priorities into inspectors' rooms, and reading them there. Everything else in a room is the floor below's."""

from __future__ import annotations

from django.db import transaction

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours
from speir.evaluations.actions import rooms
from speir.evaluations.queries import rooms as below
from speir.evaluations.queries import rooms_choosing as choosing
from speir.improvement.models import Priority
from speir.improvement.policy import priorities as policy
from speir.improvement.queries import rooms as queries
from speir.organisations.models import Unit
from speir.sharing.actions import NOT_TO_SHARE
from speir.sharing.models import RoomThing
from speir.sharing.policy import may_share, require_kept, require_read
from speir.sharing.rules import InRoom


@transaction.atomic
def put(*, room_id: str, about: str, about_id: str, number: int = 0, by: Actor) -> RoomThing:
    """Put something into a room, a priority too. Raises as `evaluations.actions.rooms.put`."""
    require = require_priority if about == InRoom.PRIORITY else None
    return rooms.put(room_id=room_id, about=about, about_id=about_id, number=number, require=require, by=by)


@transaction.atomic
def read(*, room_id: str, thing_id: str, how: str, by: Actor) -> below.Read | queries.Read:
    """Return a thing to somebody who reads it in a room now, and record that, as the floor below does.

    A priority has no document. Raises NotYours.
    """
    thing = require_read(by, room_id, thing_id)
    if thing.about != InRoom.PRIORITY:
        return rooms.read(room_id=room_id, thing_id=thing_id, how=how, by=by)
    shown = queries.read(by, thing) if how == "page" else None
    if shown is None:
        raise NotYours
    rooms.note_reading(thing=thing, how=how, by=by)
    return shown


def look_at(
    *, room_id: str, about: str, about_id: str, number: int, by: Actor
) -> tuple[below.Heading, choosing.Opens | queries.Opens]:
    """Return what would become readable if this were put into a room. Raises NotYours, NotAllowed."""
    if about != InRoom.PRIORITY:
        return rooms.look_at(room_id=room_id, about=about, about_id=about_id, number=number, by=by)
    room = require_kept(by, room_id)
    row = require_priority(by, room.unit, about, about_id, number)
    return below.heading(by, room), queries.opens(by, room, row, number)


def require_priority(actor: Actor, unit: Unit, about: str, about_id: str, number: int) -> Priority:
    """Return a priority that could be put into a room of this unit, for whoever may share it.

    Raises NotYours, NotAllowed.
    """
    row = policy.require(actor, policy.READS, about_id)
    known = about == InRoom.PRIORITY and number in (0, queries.WITH_ACTIONS)
    if not known or row.removed_at is not None or not row.unit.path.startswith(unit.path):
        raise NotYours
    if not may_share(actor, row, row.unit.path):
        raise NotAllowed(NOT_TO_SHARE)
    return row
