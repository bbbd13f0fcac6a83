"""Items of evidence and the themes they bear on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evidence.rules import Bears, SpeaksOf
from speir.organisations.models import Unit
from speir.sharing.models import Kept


class Item(Kept):
    """One thing we know. `kind` is the stable key of a kind of source; `revision` counts its changes."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=40)
    shows = models.TextField()
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    speaks_of = models.CharField(max_length=10, choices=[(s.value, s.value) for s in SpeaksOf])
    voice_children = models.BooleanField(default=False)
    voice_families = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "evidence_item"
        indexes = [
            models.Index(fields=["unit", "-written_at"], name="item_of_unit"),
            models.Index(fields=["owner"], condition=Q(only_me=True), name="item_for_its_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(shows=""), name="item_says_something"),
            models.CheckConstraint(
                condition=Q(speaks_of__in=[s.value for s in SpeaksOf]), name="item_speaks_of_is_known"
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True)
                | Q(from_day__isnull=False, to_day__gte=models.F("from_day")),
                name="item_period_runs_forwards",
            ),
        ]

    def __str__(self) -> str:
        return self.shows[:60]

    @property
    def told(self) -> str:
        """Where the trail tells of it: nowhere while it is its owner's alone, so that nobody learns of it."""
        return "" if self.only_me else self.unit.path


class ItemTheme(Row):
    """A theme that an item bears on, by the theme's stable key."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="themes")
    theme = models.CharField(max_length=120, db_index=True)
    bears = models.CharField(max_length=10, choices=[(b.value, b.value) for b in Bears])

    class Meta:
        db_table = "evidence_item_theme"
        constraints = [
            models.UniqueConstraint(fields=["item", "theme"], name="item_theme_once"),
            models.CheckConstraint(
                condition=Q(bears__in=[b.value for b in Bears]), name="item_bears_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.bears}"


class EarlierItem(Row):
    """An item's text as it was before a change. Never changed (trigger)."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="earlier")
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    shows = models.TextField()
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "evidence_earlier_item"
        constraints = [models.UniqueConstraint(fields=["item", "revision"], name="earlier_item_once")]

    def __str__(self) -> str:
        return f"{self.item_id} revision {self.revision}"
