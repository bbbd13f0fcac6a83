"""Entering an item in the register, from wherever it is entered: sent twice, it is written down once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.ids import is_id
from speir.evidence.actions import items
from speir.evidence.models import Item
from speir.evidence.rules.items import Draft
from speir.frameworks.rules.structure import Framework
from speir.mentions.rules import Explained
from speir.organisations.policy import require as require_unit


@transaction.atomic
def enter(
    *,
    unit_id: str,
    frameworks: Sequence[Framework],
    draft: Draft,
    item_id: str,
    only_me: bool = False,
    keeping: Explained = None,
    by: Actor,
) -> Item:
    """Write an item down for a unit, with themes of any of these frameworks, under the id that its form brought.

    A form that is sent again with the same words finds what the first has written; with other words it is another item.
    Raises NotYours, NotAllowed, Refused (closed unit), Unfit and Waits, as `items.write` does.
    """
    require_unit(
        by, Permission.WRITE_EVIDENCE, unit_id, lock=True
    )  # of two forms at once the later one sees the first
    before = Item.objects.filter(pk=item_id, owner=by.person_id).first() if is_id(item_id) else None
    if before is not None and before.unit_id == unit_id and items.says(before, draft):
        if only_me:
            items.keep_to_owner(item=before, by=by)
        return before
    return items.write(
        unit_id=unit_id,
        framework=frameworks[0],
        others=frameworks[1:],
        draft=draft,
        item_id=item_id,
        only_me=only_me,
        keeping=keeping,
        by=by,
    )
