"""Sharing an item wider than where it was written, ending that, and writing down what was shared outside Speir."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.evidence import policy
from speir.evidence.models import Item
from speir.mentions.rules import Explained, Keeping
from speir.sharing import actions as sharing
from speir.sharing.models import Outside
from speir.sharing.rules import Told


@transaction.atomic
def share(
    *,
    item_id: str,
    audience: str,
    why: str,
    ends: dt.date | None,
    taken_as: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> None:
    """Share an item wider than where it was written, as fact or as opinion (`taken_as`, empty: not said).

    Raises NotYours, NotAllowed, Unfit, Waits.
    """
    item = _read(item_id, by)
    sharing.share(
        about=policy.ABOUT,
        thing=item,
        path=item.unit.path,
        audience=audience,
        why=why,
        ends=ends,
        taken_as=taken_as,
        keeping=keeping,
        by=by,
    )


@transaction.atomic
def end_sharing(*, item_id: str, act_id: str, by: Actor) -> None:
    """End an act of sharing of an item. Raises NotYours, NotAllowed."""
    item = _read(item_id, by)
    sharing.end(about=policy.ABOUT, thing=item, path=item.unit.path, act_id=act_id, by=by)


@transaction.atomic
def tell(*, item_id: str, told: Told, keeping: Explained = None, by: Actor) -> Outside:
    """Write down that an item was shared outside Speir. Raises NotYours, NotAllowed, Unfit, Waits."""
    item = _read(item_id, by)
    return sharing.tell(
        about=policy.ABOUT, thing=item, path=item.unit.path, told=told, keeping=keeping, by=by
    )


@transaction.atomic
def take_back(*, item_id: str, outside_id: str, by: Actor) -> None:
    """Take back an entry of sharing outside Speir; it stays, and says so. Raises NotYours, NotAllowed."""
    item = _read(item_id, by)
    sharing.take_back(about=policy.ABOUT, thing=item, path=item.unit.path, outside_id=outside_id, by=by)


def _read(item_id: str, by: Actor) -> Item:
    return policy.require(by, Permission.READ_EVIDENCE, item_id, lock=True)
