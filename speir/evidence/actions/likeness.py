"""Keeping the numbers by which items very like each other are found."""

from __future__ import annotations

from collections.abc import Sequence

from speir.evidence.models import Item, Likeness, Sheet
from speir.evidence.models.likeness import NAMES
from speir.evidence.rules.likeness import bands


def row(item_id: str, its_bands: Sequence[int | None]) -> Likeness:
    """Return the row of an item's bands, which is not stored yet."""
    return Likeness(item_id=item_id, **dict(zip(NAMES, its_bands, strict=True)))


def note(item: Item) -> None:
    """Note what an item says now; it stands in the transaction that writes it."""
    made = row(item.id, bands(item.unit_id, item.shows, item.account))
    Likeness.objects.bulk_create([made], update_conflicts=True, unique_fields=["item"], update_fields=NAMES)


def note_each(given: Sequence[tuple[str, Sequence[int | None]]]) -> None:
    """Note the bands of several items, each with its id. Those that have theirs keep them."""
    Likeness.objects.bulk_create([row(item_id, its) for item_id, its in given], ignore_conflicts=True)


def forget(item_id: str) -> None:
    """Forget the numbers of an item whose words were removed."""
    Likeness.objects.filter(pk=item_id).delete()


def note_missing() -> None:
    """Note by what the items of sheets are found that came in today, where bringing them in was cut off after it."""
    for sheet in Sheet.objects.filter(brought__gt=0):
        rows = Item.objects.filter(unit=sheet.unit_id, written_at__gte=sheet.made_at, likeness=None)
        texts = list(rows.values_list("id", "unit_id", "shows", "account"))
        note_each([(item_id, bands(*said)) for item_id, *said in texts])
