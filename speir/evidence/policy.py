"""Who may see and write evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet

from speir.access.actor import Actor
from speir.access.decide import may, nearest
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.evidence.models import Item
from speir.organisations.models import Unit
from speir.organisations.rules import unit_of
from speir.sharing import policy as sharing
from speir.sharing.rules import Home, at_home

ABOUT = "evidence"


def visible_to(actor: Actor) -> QuerySet[Item]:
    """Return the items that the actor may see."""
    return Item.objects.filter(sharing.open_to(actor, Permission.READ_EVIDENCE, ABOUT))


def visible_parts(actor: Actor) -> list[QuerySet[Item]]:
    """Return the same as lists that overlap, each of which an index cuts short: for the newest of very many."""
    return [Item.objects.filter(part) for part in sharing.open_parts(actor, Permission.READ_EVIDENCE, ABOUT)]


def readable(actor: Actor, items: Sequence[Item]) -> list[Item]:
    """Return those of some items that the actor may see, as `visible_to` decides it.

    No query where all are open to them by where they were written, one or two where some are not.
    """
    shut = {
        item.id: item.home_id for item in items if not at_home(actor, Permission.READ_EVIDENCE, item.kept)
    }
    opened = sharing.opened(actor, Permission.READ_EVIDENCE, ABOUT, shut) if shut else set()
    return [item for item in items if item.id not in shut or item.id in opened]


def seen_among(actor: Actor, rows: QuerySet[Item]) -> list[tuple[str, dt.datetime]]:
    """Return id and time of writing of those of a few items that the actor may see: each is decided by itself.

    One query, and one or two more where not all of them are open by where they were written.
    """
    found = list(rows.values_list("id", "written_at", "home_id", "owner", "only_me"))
    shut = {
        one: home
        for one, _at, home, owner, only_me in found
        if not at_home(actor, Permission.READ_EVIDENCE, Home(home, owner, only_me))
    }
    hidden = shut.keys() - (sharing.opened(actor, Permission.READ_EVIDENCE, ABOUT, shut) if shut else set())
    return [(one, at) for one, at, *_home in found if one not in hidden]


def require(actor: Actor, permission: Permission, item_id: str, *, lock: bool = False) -> Item:
    """Return the item with its unit, locked for a change if asked. Raises NotYours, NotAllowed."""
    rows = visible_to(actor).select_related("unit").filter(pk=item_id)
    item = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if item is None:
        raise NotYours
    if permission != Permission.READ_EVIDENCE and not may(actor, permission, item.unit.path):
        raise NotAllowed("Your role here lets you read evidence, not change it.")
    return item


def home_in(unit: Unit, actor: Actor) -> str:
    """Return the id of the unit that what the actor writes for a unit is private to: their own there."""
    return unit_of(nearest(actor, Permission.WRITE_EVIDENCE, unit.path) or unit.path)
