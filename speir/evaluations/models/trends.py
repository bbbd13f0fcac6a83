"""What people write beside the levels of an indicator by date: an action, new guidance, what else fell there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evaluations.rules.trends import KINDS
from speir.frameworks.models import Indicator
from speir.organisations.models import Unit


class TrendNote(Row):
    """A day to know of when one reads how the levels of an indicator went in a unit. It is the unit's own.

    `indicator` is of one version of its framework; the note stands beside every version's.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=[(kind, words) for kind, words in KINDS.items()])
    text = models.TextField()
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_trend_note"
        indexes = [models.Index(fields=["unit", "day"], name="trend_note_of_unit")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="trend_note_has_text"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="trend_note_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.day} in {self.unit_id}"
