"""The numbers by which items very like each other are found."""

from __future__ import annotations

from django.db import models

from speir.evidence.models.items import Item
from speir.evidence.rules.likeness import BANDS

NAMES = tuple(f"band_{at:02}" for at in range(BANDS))


class Likeness(models.Model):
    """An item's bands (`rules.likeness`): numbers from which none of its words can be read."""

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE, related_name="likeness")
    band_00 = models.IntegerField(null=True, db_index=True)
    band_01 = models.IntegerField(null=True, db_index=True)
    band_02 = models.IntegerField(null=True, db_index=True)
    band_03 = models.IntegerField(null=True, db_index=True)
    band_04 = models.IntegerField(null=True, db_index=True)
    band_05 = models.IntegerField(null=True, db_index=True)
    band_06 = models.IntegerField(null=True, db_index=True)
    band_07 = models.IntegerField(null=True, db_index=True)
    band_08 = models.IntegerField(null=True, db_index=True)
    band_09 = models.IntegerField(null=True, db_index=True)
    band_10 = models.IntegerField(null=True, db_index=True)
    band_11 = models.IntegerField(null=True, db_index=True)

    class Meta:
        db_table = "evidence_likeness"

    def __str__(self) -> str:
        return f"bands of {self.item_id}"
