"""Who may see and write evidence."""

from __future__ import annotations

from django.db.models import QuerySet

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.evidence.models import Item
from speir.sharing import policy as sharing

ABOUT = "evidence"


def visible_to(actor: Actor) -> QuerySet[Item]:
    """Return the items that the actor may see."""
    return Item.objects.filter(sharing.open_to(actor, Permission.READ_EVIDENCE, ABOUT))


def visible_parts(actor: Actor) -> list[QuerySet[Item]]:
    """Return the same as lists that overlap, each of which an index cuts short: for the newest of very many."""
    return [Item.objects.filter(part) for part in sharing.open_parts(actor, Permission.READ_EVIDENCE, ABOUT)]


def require(actor: Actor, permission: Permission, item_id: str, *, lock: bool = False) -> Item:
    """Return the item with its unit, locked for a change if asked. Raises NotYours, NotAllowed."""
    rows = visible_to(actor).select_related("unit").filter(pk=item_id)
    item = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if item is None:
        raise NotYours
    if permission != Permission.READ_EVIDENCE and not may(actor, permission, item.unit.path):
        raise NotAllowed("Your role here lets you read evidence, not change it.")
    return item
