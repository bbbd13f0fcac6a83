"""Kinds of source that organisations have beside those of a framework."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.evidence import policy
from speir.evidence.models import OwnKind
from speir.evidence.rules.items import OWN
from speir.organisations.models import Unit
from speir.organisations.policy import within


@dataclass(frozen=True, slots=True)
class Kind:
    """An organisation's own kind of source. `key` is what stands for it in a draft; a closed one is not `open`."""

    key: str
    name: str
    unit_id: str
    open: bool

    @property
    def id(self) -> str:
        """Its id, for an address."""
        return self.key.removeprefix(OWN)


@dataclass(frozen=True, slots=True)
class Kinds:
    """An organisation with its own kinds of source, those that are closed after the others."""

    unit_id: str
    unit: str
    demonstration: bool
    kinds: tuple[Kind, ...]


def to_manage(actor: Actor, unit_id: str) -> Kinds:
    """Return an organisation's own kinds for whoever may change them. Raises NotYours, NotAllowed, Refused."""
    unit = policy.require_kinds(actor, unit_id)
    own = [kind for kind in own_kinds(unit.path) if kind.unit_id == unit.id]
    return Kinds(unit.id, unit.name, unit.demonstration, tuple(sorted(own, key=lambda kind: not kind.open)))


def own_kinds_of(units: Iterable[str], besides: str = "") -> list[Kind]:
    """Return the own kinds, not closed, of units by their ids, and of those above them, each once. Two queries.

    `besides` is the key of one that is among them although it was closed: an item keeps it.
    """
    paths = Unit.objects.filter(pk__in=list(units)).values_list("path", flat=True)
    return [kind for kind in own_kinds("".join(paths)) if kind.open or kind.key == besides]


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
