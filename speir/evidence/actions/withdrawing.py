"""Withdrawing an item in place of deleting it, and bringing it back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused, Unfit
from speir.core.text import clean
from speir.evidence import policy
from speir.evidence.actions.items import key_of
from speir.evidence.models import Item
from speir.evidence.rules.items import check_withdrawing
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.trail.actions import record

BEFORE = "This was withdrawn already, with the reason “{why}”. Bring it back first, to give another one."
WITHDRAWN = ("withdrawn_at", "withdrawn_by_name", "withdrawn_why")


@transaction.atomic
def withdraw(*, item_id: str, why: str, keeping: Keeping | None = None, by: Actor) -> Item:
    """Withdraw an item with a reason: it stays where it is cited, and confirms nothing any more.

    One that was withdrawn before keeps its reason: the same one sent twice changes nothing, another is refused. Raises
    NotYours, NotAllowed, Unfit, and Waits as `write` does.
    """
    item = policy.require(by, Permission.WRITE_EVIDENCE, item_id, lock=True)
    broken = check_withdrawing(why)
    if broken:
        raise Unfit(broken)
    text = clean(why)
    if item.withdrawn_at is not None:
        if text != item.withdrawn_why:
            raise Unfit([Refused("withdrawn-before", BEFORE.format(why=item.withdrawn_why), "why")])
        return item
    place = Place(f"{key_of(item)}/withdrawn", "why", "evidence", item.id, item.told)
    found = waiting(place=place, text=text, keeping=keeping, by=by)
    if found:
        raise Waits({"why": (text, found)})
    item.withdrawn_at, item.withdrawn_by_name, item.withdrawn_why = timezone.now(), by.name, text
    item.save(update_fields=WITHDRAWN)
    record(by=by, verb="withdrew", about="evidence", about_id=item.id, path=item.told)
    return item


@transaction.atomic
def bring_back(*, item_id: str, by: Actor) -> Item:
    """Bring back an item that was withdrawn. Raises NotYours, NotAllowed."""
    item = policy.require(by, Permission.WRITE_EVIDENCE, item_id, lock=True)
    if item.withdrawn_at is not None:
        item.withdrawn_at, item.withdrawn_by_name, item.withdrawn_why = None, "", ""
        item.save(update_fields=WITHDRAWN)
        record(by=by, verb="brought back", about="evidence", about_id=item.id, path=item.told)
    return item
