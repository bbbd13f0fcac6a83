"""Priorities in inspectors' rooms: which could be put in, what becomes readable with one, and how one is read there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from speir.access.actor import Actor
from speir.core.text import clean
from speir.evaluations.queries.rooms import Heading, Label, heading, labels
from speir.evaluations.queries.rooms_choosing import MOST
from speir.evidence.models import Item
from speir.improvement.models import Action, Priority, Proof
from speir.improvement.policy import priorities as policy
from speir.improvement.queries.priority_page import ActionLine, PriorityPage, page_of
from speir.improvement.rules.naming import STANDING_WORDS
from speir.sharing.models import Room, RoomThing
from speir.sharing.policy import may_share, require_kept, shareable
from speir.sharing.rules import InRoom

WITH_ACTIONS = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """An action as a room shows it: what is to be reached by it, and what shows its impact, empty where not open."""

    line: ActionLine
    target: str
    shows: str
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A priority as it is read in a room; without its actions where those were not put in (`with_actions`)."""

    heading: Heading
    label: Label
    page: PriorityPage
    with_actions: bool
    actions: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Opens:
    """What becomes readable with a priority; `closed`: so many pieces of evidence stay without their words."""

    label: Label
    page: PriorityPage
    with_actions: bool
    actions: tuple[Shown, ...]
    closed: int
    there: bool


def named(ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return what priorities that are not taken out are called, as (title, line). One query, none for none."""
    if not ids:
        return {}
    rows = Priority.objects.filter(pk__in=ids, removed_at=None).select_related("unit")
    return {row.pk: (row.title, f"{row.unit.name} · {STANDING_WORDS[row.state]}") for row in rows}


def candidates(actor: Actor, room_id: str, words: str = "") -> list[Label]:
    """Return the priorities that the actor could put into a room, by themselves and with their actions.

    Those that hold the words, at most 40, newest first; what is there already is left out. Raises NotYours.
    """
    room = require_kept(actor, room_id)
    there = set(room.things.filter(taken_at=None, about=InRoom.PRIORITY).values_list("about_id", "number"))
    rows = policy.standing(actor).filter(shareable(actor), unit__path__startswith=room.unit.path)
    for word in clean(words).split()[:10]:
        rows = rows.filter(title__icontains=word)
    mine = [row for row in rows.order_by("-written_at", "id")[:MOST] if may_share(actor, row, row.unit.path)]
    things = [
        RoomThing(about=InRoom.PRIORITY, about_id=row.pk, number=number)
        for row in mine
        for number in (WITH_ACTIONS, 0)
        if (row.pk, number) not in there
    ]
    return list(labels(things, named))


def opens(actor: Actor, room: Room, priority: Priority, number: int) -> Opens:
    """Return what becomes readable when this priority is put into a room; the actor fetched both, through policy."""
    given = RoomThing(about=InRoom.PRIORITY, about_id=priority.pk, number=number)
    page = page_of(actor, priority)
    shown = _actions(priority, room, page) if number else ()
    there = room.things.filter(about=InRoom.PRIORITY, about_id=priority.pk, number=number, taken_at=None)
    return Opens(
        label=next(iter(labels([given], named))),
        page=page,
        with_actions=bool(number),
        actions=shown,
        closed=sum(not proof for one in shown for proof in one.proofs),
        there=there.exists(),
    )


def read(actor: Actor, thing: RoomThing) -> Read | None:
    """Return a priority that was fetched through `require_read` as it is read in its room now; None for what is gone.

    What it comes from is linked nowhere: whoever was invited reads nothing outside.
    """
    row = (
        Priority.objects.filter(pk=thing.about_id, removed_at=None)
        .select_related("unit", "home", "framework")
        .first()
    )
    if row is None or (row.only_me and row.owner != thing.by):
        return None
    page = page_of(actor, row)
    return Read(
        heading=heading(actor, thing.room),
        label=next(iter(labels([thing], named))),
        page=page,
        with_actions=bool(thing.number),
        actions=_actions(row, thing.room, page) if thing.number else (),
    )


def _actions(row: Priority, room: Room, page: PriorityPage) -> tuple[Shown, ...]:
    """Return its actions, each with what shows its impact. Three queries."""
    said = {
        pk: (target, shows)
        for pk, target, shows in Action.objects.filter(priority=row).values_list("pk", "target", "shows")
    }
    proofs = list(
        Proof.objects.filter(action__priority=row, removed_at=None)
        .order_by("at", "pk")
        .values_list("action_id", "item_id")
    )
    open_ = dict(_open(row, room, {item for _action, item in proofs}))
    return tuple(
        Shown(
            line,
            *said[line.id],
            tuple(open_.get(item, "") for action, item in proofs if action == line.id),
        )
        for line in page.actions
    )


def _open(row: Priority, room: Room, ids: Collection[str]) -> Collection[tuple[str, str]]:
    """Return what evidence shows that a room opens no wider than its owner did, by its id.

    It was written where everybody reads it who reads the priority at home, and where the room's keepers lead.
    """
    if not ids:
        return ()
    homes = [part for part in row.home.path.split("/") if part]
    wide = Q(home__in=homes, home__path__startswith=room.unit.path, only_me=False, withdrawn_at=None)
    return list(Item.objects.filter(wide, pk__in=ids).values_list("pk", "shows"))
