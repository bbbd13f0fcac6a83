"""Keeping the words by which evidence is found in step with what it says."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from speir.core.full_text import forget_remains
from speir.evidence.models import Item, Words
from speir.evidence.rules.finding import first_words, rest_of_words

AT_ONCE = 500


def row(item: Item) -> Words:
    """Return the words by which an item is found, not stored yet."""
    return Words(item=item, first=first_words(item.shows), rest=rest_of_words(item.account, item.origin))


def keep(items: Iterable[Item]) -> None:
    """Have items found by what they say now. Whoever writes an item calls it in the same transaction.

    Two queries for every five hundred of them.
    """
    rows = [row(item) for item in items]
    Words.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["first", "rest"],
    )


def keep_disposed(item_id: str) -> None:
    """Have an item found by what is left of it after a disposal, and the index keep nothing of what was removed."""
    keep(Item.objects.filter(pk=item_id))
    forget_remains(Words)


def rebuild() -> int:
    """Make the words of every item anew, five hundred at a time so that nobody waits long; return of how many."""
    made, last = 0, ""
    while True:
        with transaction.atomic():
            rows = Item.objects.filter(pk__gt=last).order_by("pk").select_for_update(no_key=True)
            some = list(rows[:AT_ONCE])
            keep(some)
        if not some:
            forget_remains(Words)
            return made
        made, last = made + len(some), some[-1].pk
