"""Sheets of evidence that somebody looks at before they are brought in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.organisations.models import Unit


class Sheet(Row):
    """A sheet that its owner looks at: a draft of theirs alone. Once it was brought in it holds no rows any more.

    `digest` is that of what its rows say, so that the same sheet is not brought in twice; `brought` counts its items.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner = models.CharField(max_length=16)
    framework = models.CharField(max_length=40)
    only_me = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    ready = models.BooleanField(default=False)
    brought_at = models.DateTimeField(null=True, blank=True)
    brought = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "evidence_sheet"
        indexes = [models.Index(fields=["made_at"], name="sheet_by_its_age")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ready=True) | Q(brought_at__isnull=True), name="sheet_is_ready_before_it_comes_in"
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class SheetPart(Row):
    """Some rows of a sheet as they were read and checked, packed (`rules.packing`)."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        db_table = "evidence_sheet_part"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["sheet", "place"], name="sheet_part_has_its_place")]

    def __str__(self) -> str:
        return f"part {self.place} of {self.sheet_id}"
