"""All that an item's own page shows of it, apart from where it is used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.evidence import policy
from speir.evidence.models import ItemLink
from speir.evidence.queries.items import Evidence, whole
from speir.evidence.rules.items import is_stale
from speir.evidence.rules.links import Link
from speir.sharing.policy import may_share

LINKS = Compiled(
    lambda item_id: ItemLink.objects.filter(item_id=item_id).order_by("place").values_list("url", "words"),
    blanks=1,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit that an item is about, and the organisation that it belongs to (`root_id`)."""

    id: str
    name: str
    path: str
    root_id: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Page:
    """An item with its unit, the name of where it was written (`home`), its links, and what its reader may do to it.

    `stale_since` is the last day on which it was valid, where that is over.
    """

    item: Evidence
    unit: Unit
    home: str
    links: tuple[Link, ...]
    mine: bool
    may_change: bool
    may_share: bool
    stale_since: dt.date | None


def page(actor: Actor, item_id: str) -> Page:
    """Return an item's page. Three queries, and one or two more where it was written elsewhere. Raises NotYours."""
    row = policy.require(actor, Permission.READ_EVIDENCE, item_id)
    item = whole(row)
    today = timezone.localdate()
    return Page(
        item=item,
        unit=Unit(
            row.unit_id, row.unit.name, row.unit.path, row.unit.root_id or row.unit_id, row.unit.demonstration
        ),
        home=row.home.name,
        links=tuple(Link(*link) for link in LINKS(row.pk)),
        mine=bool(actor.person_id) and row.owner == actor.person_id,
        may_change=may(actor, Permission.WRITE_EVIDENCE, row.unit.path) and not row.unit.closed(today),
        may_share=may_share(actor, row, row.unit.path),
        stale_since=row.valid_until if is_stale(row.valid_until, today) else None,
    )
