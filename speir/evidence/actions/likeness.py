"""Keeping the numbers by which items very like each other are found."""

from __future__ import annotations

from collections.abc import Sequence

from speir.evidence.models import Item, Likeness
from speir.evidence.models.likeness import NAMES
from speir.evidence.rules.likeness import bands


def row(item_id: str, its_bands: Sequence[int | None]) -> Likeness:
    """Return the row of an item's bands, which is not stored yet."""
    return Likeness(item_id=item_id, **dict(zip(NAMES, its_bands, strict=True)))


def note(item: Item) -> None:
    """Note what an item says now; it stands in the transaction that writes it."""
    made = row(item.id, bands(item.unit_id, item.shows, item.account))
    Likeness.objects.bulk_create([made], update_conflicts=True, unique_fields=["item"], update_fields=NAMES)


def forget(item_id: str) -> None:
    """Forget the numbers of an item whose words were removed."""
    Likeness.objects.filter(pk=item_id).delete()
