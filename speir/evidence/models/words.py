"""The words by which an item of evidence is found."""

from __future__ import annotations

from django.db import models

from speir.evidence.models.items import Item


class Words(models.Model):
    """The stems of an item's words as it stands now (`core.words`): of what it shows, and of the rest of it.

    The database indexes them by itself (`core.full_text`), by a number, since an item's own key is none.
    """

    id = models.BigAutoField(primary_key=True)
    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="words")
    first = models.TextField(blank=True)
    rest = models.TextField(blank=True)

    class Meta:
        db_table = "evidence_words"

    def __str__(self) -> str:
        return f"words of {self.item_id}"
