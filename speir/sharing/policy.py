"""Who may read a thing that can be shared: the condition for lists, and the same for one. And who comes into a room."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may, partnerships, places
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.core.errors import NotYours
from speir.organisations.models import Seat, Unit
from speir.organisations.policy import within
from speir.sharing.models import Kept, Room, RoomThing, Sharing
from speir.sharing.rules import INSPECTOR, WIDE, Act, Scope, Stands, at_home, opens, stands

AT_ONCE = 6


def _widely(
    about: Sequence[str], ids: Sequence[str]
) -> QuerySet[Sharing, tuple[str, dt.date, dt.date | None]]:
    rows = Sharing.objects.filter(about__in=about, about_id__in=ids, scope__in=WIDE, ended_at=None)
    return rows.order_by().values_list("about_id", "starts", "ends")


# What most pages ask of, compiled.
WIDELY = Compiled(
    lambda first, second, *ids: _widely((first, second), ids),
    blanks=2 + AT_ONCE,
)


def holding(today: dt.date) -> QuerySet[Sharing]:
    """Return the acts of sharing that hold on a day."""
    still = Q(ends__isnull=True) | Q(ends__gte=today)
    return Sharing.objects.filter(still, ended_at=None, starts__lte=today)


def open_to(actor: Actor, permission: Permission, about: str, *, in_order: bool = False) -> Q:
    """Return the condition that a row of `Kept`, called `about` in acts of sharing, may be read by the actor.

    `in_order`: for a list that takes the first of a table in the order of an index. Each row is then asked whether it
    was shared, and what it costs goes by what is shown; otherwise what was shared is found first.
    """
    home = Q(home_id__in=places(actor, permission), only_me=False)
    return reduce(or_, [home, *_not_by_home(actor, permission, about, in_order=in_order)])


def open_parts(actor: Actor, permission: Permission, about: str) -> list[Q]:
    """Return the same as conditions of which any is enough: each a list that its own index cuts short.

    For the first of a table in which nearly everything, or nearly nothing, may be open to the actor.
    """
    homes = [Q(home_id=one, only_me=False) for one in sorted(places(actor, permission))]
    return [*homes, *_not_by_home(actor, permission, about)]


def _not_by_home(actor: Actor, permission: Permission, about: str, *, in_order: bool = False) -> list[Q]:
    """Return what is open to the actor otherwise than by where it was written: their own, by name, shared."""
    if not actor.person_id:
        return []
    shared = Q(unit_id__in=places(actor, permission))
    sat_in = partnerships(actor, permission)
    if sat_in:
        shared |= Q(unit_id__in=sat_in, scope=Scope.PARTNERSHIP.value)
    acts = holding(timezone.localdate()).filter(about=about)
    by_name = acts.filter(person_id=actor.person_id).values("about_id")
    return [
        Q(owner=actor.person_id, only_me=True),
        Q(pk__in=by_name, home_id__in=near(actor).values("pk")),
        Q(Exists(acts.filter(shared, about_id=OuterRef("pk"))))
        if in_order
        else Q(pk__in=acts.filter(shared).values("about_id")),
    ]


def near(actor: Actor) -> QuerySet[Unit]:
    """Return the units near which the actor holds a role: in their organisation, or in one that sits beside theirs.

    What is shared with somebody by name is open to them while it was written near: whoever has left, or whose time as
    an inspector is over, reads it no longer, whatever role they hold elsewhere.
    """
    roots = {grant.path.partition("/")[0] for grant in actor.grants}
    roots |= {seat.partnership.partition("/")[0] for seat in actor.seats}
    if not roots:
        return Unit.objects.none()
    today = timezone.localdate()
    seats = Seat.objects.filter(partnership__in=roots, starts__lte=today).exclude(ends__lt=today)
    return Unit.objects.filter(Q(root__in=roots) | Q(root__in=seats.values("organisation")))


def opened(actor: Actor, permission: Permission, about: str, homes: Mapping[str, str]) -> set[str]:
    """Return which things, by their id and that of their home, acts of sharing open to the actor today.

    One query, and one more where one of them is shared with the actor by name.
    """
    acts = acts_on_each(about, homes)
    found = {
        one for one in homes if any(opens(act, actor, permission) for act in acts[one] if not _named(act))
    }
    named = {
        homes[one] for one in homes if any(_named(act) and opens(act, actor, permission) for act in acts[one])
    }
    if not named:
        return found
    here = set(near(actor).filter(pk__in=named).values_list("pk", flat=True))
    by_name = (one for one in homes if homes[one] in here)
    return found | {one for one in by_name if any(opens(act, actor, permission) for act in acts[one])}


def _named(act: Act) -> bool:
    return act.scope == Scope.NAMED


def reads(actor: Actor, permission: Permission, about: str, thing: Kept) -> bool:
    """Return whether the actor may read this thing.

    One query where it is not open to them by where it was written, two where it is shared with them by name.
    """
    if at_home(actor, permission, thing.kept):
        return True
    return bool(opened(actor, permission, about, {thing.pk: thing.home_id}))


def read_by(actor: Actor, permission: Permission, about: str, thing: Kept, at: dt.datetime) -> bool:
    """Return whether the actor belongs to those to whom a thing was open at a moment, and is still.

    Where it was written, or in a unit that it was shared with by then; people by name never belong to these. One query
    where it is not open to them by where it was written.
    """
    if at_home(actor, permission, thing.kept):
        return True
    rows = holding(timezone.localdate()).filter(about=about, about_id=thing.pk, at__lte=at)
    units = rows.exclude(scope=Scope.NAMED.value).values_list("scope", "unit_id")
    return any(opens(Act(scope, unit_id=unit_id or ""), actor, permission) for scope, unit_id in units)


def read_by_each(
    actor: Actor, permission: Permission, about: str, things: Sequence[tuple[Kept, dt.datetime]]
) -> set[str]:
    """Return the ids of those of several things, each with a moment, of which `read_by` is true. One query at most."""
    found = {thing.pk for thing, _at in things if at_home(actor, permission, thing.kept)}
    moments: dict[str, dt.datetime] = {}
    for thing, at in things:
        if thing.pk not in found:
            moments[thing.pk] = min(at, moments.get(thing.pk, at))
    if not moments:
        return found
    rows = holding(timezone.localdate()).filter(about=about, about_id__in=list(moments))
    units = rows.exclude(scope=Scope.NAMED.value).values_list("about_id", "scope", "unit_id", "at")
    return found | {
        one
        for one, scope, unit_id, at in units
        if at <= moments[one] and opens(Act(scope, unit_id=unit_id or ""), actor, permission)
    }


def may_share(actor: Actor, thing: Kept, path: str) -> bool:
    """Return whether the actor may share a thing that is about the unit at `path`, or end its sharing.

    What is for its owner alone only they share; the rest also whoever leads where it was written, which can be above.
    """
    if not may(actor, thing.SHARED_BY, path):
        return False
    return thing.owner == actor.person_id or (
        not thing.only_me and may(actor, Permission.LOCK_EVALUATION, thing.home.path)
    )


def may_dispose(actor: Actor, thing: Kept) -> bool:
    """Return whether the actor may remove words for good from a thing that they can read.

    What is for its owner alone only they do; the rest whoever may dispose where it was written.
    """
    if thing.only_me:
        return bool(actor.person_id) and thing.owner == actor.person_id
    return may(actor, Permission.DISPOSE, thing.home.path)


def widely_shared(about: tuple[str, str], ids: Sequence[str]) -> set[str]:
    """Return which of these things, each of one of two sorts, are open to a whole agency or partnership today.

    One query, none for none.
    """
    today = timezone.localdate()
    if len(ids) <= AT_ONCE:
        # What is asked for twice changes nothing.
        rows = WIDELY(*about, *ids, *[ids[0]] * (AT_ONCE - len(ids))) if ids else []
    else:
        rows = list(_widely(about, ids))
    return {one for one, starts, ends in rows if starts <= today and (ends is None or ends >= today)}


def acts_on(about: str, about_id: str) -> list[Act]:
    """Return the acts of sharing of one thing that hold today. One query."""
    return acts_on_each(about, [about_id])[about_id]


def acts_on_each(about: str, ids: Iterable[str]) -> defaultdict[str, list[Act]]:
    """Return the acts of sharing that hold today by the thing's id, an empty list for one without. One query."""
    rows = holding(timezone.localdate()).filter(about=about, about_id__in=list(ids))
    acts: defaultdict[str, list[Act]] = defaultdict(list)
    for about_id, scope, unit_id, person_id in rows.values_list("about_id", "scope", "unit_id", "person_id"):
        acts[about_id].append(Act(scope=scope, unit_id=unit_id or "", person_id=person_id or ""))
    return acts


def shareable(actor: Actor) -> Q:
    """Return the condition that a thing about a unit may be shared by the actor: `may_share` for lists."""
    leads = Q(only_me=False) & within(actor, Permission.LOCK_EVALUATION, "home__path")
    return within(actor, Permission.SHARE, "unit__path") & (Q(owner=actor.person_id) | leads)


def keeps_rooms(actor: Actor, path: str) -> bool:
    """Return whether the actor makes and ends rooms in the unit at `path`: they share there, and read its trail."""
    return may(actor, Permission.SHARE, path) and may(actor, Permission.READ_TRAIL, path)


def rooms_kept(actor: Actor) -> QuerySet[Room]:
    """Return the rooms that the actor keeps; none that they merely read in.

    Also those of a unit that has closed, to be ended: making one and letting somebody in takes `keeps_rooms`.
    """
    return Room.objects.filter(within(actor, Permission.READ_TRAIL, "unit__path"))


def rooms_entered(actor: Actor) -> QuerySet[Room]:
    """Return the rooms to which the actor was invited, whether open or not, while they hold the inspector's role.

    They hold it where the room is, below it or above it: an inspector elsewhere is nobody here.
    """
    held = [grant.path for grant in actor.grants if grant.role == INSPECTOR]
    if not held:
        return Room.objects.none()
    above = {part for path in held for part in path.split("/") if part}
    where = Q(unit__in=above)
    for path in held:
        where |= Q(unit__path__startswith=path)
    return Room.objects.filter(where, guests__person=actor.person_id)


def require_kept(actor: Actor, room_id: str, *, lock: bool = False) -> Room:
    """Return a room with its unit, locked for a change if asked, to whoever keeps it. Raises NotYours."""
    rows = rooms_kept(actor).filter(pk=room_id).select_related("unit")
    room = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if room is None:
        raise NotYours
    return room


def require_entered(actor: Actor, room_id: str) -> Room:
    """Return a room with its unit to whoever was invited, whether it is open or not. Raises NotYours."""
    room = rooms_entered(actor).filter(pk=room_id).select_related("unit").first()
    if room is None:
        raise NotYours
    return room


def require_read(actor: Actor, room_id: str, thing_id: str) -> RoomThing:
    """Return something in a room that is open today, to somebody who was invited. Raises NotYours."""
    room = require_entered(actor, room_id)
    thing = room.things.filter(pk=thing_id, taken_at=None).select_related("room__unit").first()
    if thing is None or stands_now(room) is not Stands.OPEN:
        raise NotYours
    return thing


def stands_now(room: Room) -> Stands:
    """Return how a room stands today. No query."""
    return stands(room.starts, room.ends, room.ended_at is not None, timezone.localdate())
