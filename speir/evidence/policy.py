"""Who may see and write evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from speir.access.actor import Actor
from speir.access.decide import may, nearest
from speir.access.permissions import Permission
from speir.core.compiled import CompiledModels
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.evidence.models import Item
from speir.organisations.models import Unit
from speir.organisations.policy import require_open
from speir.organisations.rules import unit_of
from speir.sharing import policy as sharing
from speir.sharing.rules import Home, at_home

ABOUT = "evidence"
_ITEMS = Item.objects.select_related("unit", "home", "own_kind")
ITEM = CompiledModels(lambda item_id: _ITEMS.filter(pk=item_id), blanks=1)


def visible_to(actor: Actor, *, in_order: bool = False) -> QuerySet[Item]:
    """Return the items that the actor may see; `in_order`: for the first of many by date."""
    return Item.objects.filter(sharing.open_to(actor, Permission.READ_EVIDENCE, ABOUT, in_order=in_order))


def require_kinds(actor: Actor, unit_id: str, *, lock: bool = False) -> Unit:
    """Return an organisation whose own kinds of source the actor may change. Raises NotYours, NotAllowed.

    The list is an organisation's, for itself and all below it: whoever manages its people keeps it, and a lead officer
    or agency lead does that. Raises Refused once it has closed.
    """
    unit = require_open(actor, Permission.MANAGE_PEOPLE, unit_id, lock=lock)
    if unit.root_id != unit.id:
        raise NotYours
    return unit


def visible_parts(actor: Actor) -> list[QuerySet[Item]]:
    """Return the same as lists that overlap, each of which an index cuts short: for the newest of very many."""
    return [Item.objects.filter(part) for part in sharing.open_parts(actor, Permission.READ_EVIDENCE, ABOUT)]


def readable(actor: Actor, items: Sequence[Item]) -> list[Item]:
    """Return those of some items that the actor may see, as `visible_to` decides it.

    No query where all are open to them by where they were written, one or two where some are not.
    """
    shut = hidden(actor, {item.id: item.kept for item in items})
    return [item for item in items if item.id not in shut]


def seen_among(actor: Actor, rows: QuerySet[Item]) -> list[tuple[str, dt.datetime]]:
    """Return id and time of writing of those of a few items that the actor may see: each is decided by itself.

    One query, and one or two more where not all of them are open by where they were written.
    """
    found = list(rows.values_list("id", "written_at", "home_id", "owner", "only_me"))
    shut = hidden(actor, {one: Home(unit, owner, only_me) for one, _at, unit, owner, only_me in found})
    return [(one, at) for one, at, *_home in found if one not in shut]


def hidden(actor: Actor, homes: Mapping[str, Home]) -> set[str]:
    """Return the ids of those that the actor may not see, of items by id with where each was written.

    No query where all are open to them by where they were written, one or two where some are not.
    """
    # Many were written in the same few places.
    closed = {home for home in set(homes.values()) if not at_home(actor, Permission.READ_EVIDENCE, home)}
    shut = {one: home.unit_id for one, home in homes.items() if home in closed} if closed else {}
    return shut.keys() - (sharing.opened(actor, Permission.READ_EVIDENCE, ABOUT, shut) if shut else set())


def require(actor: Actor, permission: Permission, item_id: str, *, lock: bool = False) -> Item:
    """Return the item with its unit, where it was written and its own kind of source, locked for a change if asked.

    `visible_to` asks the same of a list by `open_to`; that the two agree is a law with a test. Raises NotYours,
    NotAllowed.
    """
    if not is_id(item_id):
        raise NotYours  # a database may not even take it
    locked = _ITEMS.filter(pk=item_id).select_for_update(of=("self",))
    found = list(locked) if lock else ITEM(item_id)
    if not found or not sharing.reads(actor, Permission.READ_EVIDENCE, ABOUT, found[0]):
        raise NotYours
    if permission != Permission.READ_EVIDENCE and not may(actor, permission, found[0].unit.path):
        raise NotAllowed("Your role here lets you read evidence, not change it.")
    return found[0]


def home_in(unit: Unit, actor: Actor) -> str:
    """Return the id of the unit that what the actor writes for a unit is private to: their own there."""
    return unit_of(nearest(actor, Permission.WRITE_EVIDENCE, unit.path) or unit.path)
