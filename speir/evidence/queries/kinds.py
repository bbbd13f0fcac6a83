"""Kinds of source that organisations have beside those of a framework."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.evidence.models import OwnKind
from speir.evidence.rules.items import OWN
from speir.organisations.policy import within


@dataclass(frozen=True, slots=True)
class Kind:
    """An organisation's own kind of source. `key` is what stands for it in a draft; a closed one is not `open`."""

    key: str
    name: str
    unit_id: str
    open: bool


def own_kinds(path: str) -> list[Kind]:
    """Return the own kinds of a unit, by its path, and of those above it, by name. One query."""
    rows = OwnKind.objects.filter(unit_id__in=[part for part in path.split("/") if part])
    return [
        Kind(f"{OWN}{row.id}", row.name, row.unit_id, row.closed_at is None) for row in rows.order_by("name")
    ]


def kinds_read(actor: Actor) -> list[Kind]:
    """Return the own kinds of all units where the actor reads evidence, and of those above, by name. One query."""
    here = within(actor, Permission.READ_EVIDENCE, "unit__path")
    above = Q(unit_id__in=places(actor, Permission.READ_EVIDENCE))
    rows = OwnKind.objects.filter(here | above).order_by("name")
    return [Kind(f"{OWN}{row.id}", row.name, row.unit_id, row.closed_at is None) for row in rows]
