"""External inspections as rows: what inspectors published, indicator by indicator, and what was corrected."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evaluations.rules.inspecting import LINK_LONGEST, TITLE_LONGEST, Said
from speir.frameworks.models import Framework, Indicator, Level
from speir.organisations.models import Unit


class Inspection(Row):
    """What was published of a unit on a day, by one framework version. A removed one stays and is shown no more.

    `revision` counts what was recorded of it, from 1. `title` may be empty, `link` leads to what was published.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspections")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    title = models.CharField(max_length=TITLE_LONGEST, blank=True)
    link = models.CharField(max_length=LINK_LONGEST, blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evaluations_inspection"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "framework", "day"],
                condition=Q(removed_at__isnull=True),
                name="inspection_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"inspection of {self.unit_id} on {self.day}"


class InspectionLevel(Row):
    """The level that inspectors gave for one indicator. Where they gave none there is no row."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="levels")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "evaluations_inspection_level"
        constraints = [
            models.UniqueConstraint(fields=["inspection", "indicator"], name="inspection_level_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} in {self.inspection_id}"


class InspectionStep(Row):
    """Something was corrected in an inspection: from what to what, by whom, when. Append-only.

    `before` and `after` are keys of levels, empty for none; of the day they are dates such as 2027-03-03.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="steps")
    said = models.CharField(max_length=12, choices=[(said.value, said.value) for said in Said])
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_inspection_step"
        indexes = [models.Index(fields=["inspection", "-at"], name="inspection_step_of_one")]
        constraints = [
            models.CheckConstraint(
                condition=Q(said__in=[said.value for said in Said]), name="inspection_step_is_known"
            ),
            models.CheckConstraint(
                condition=Q(said="level", indicator__isnull=False)
                | (~Q(said="level") & Q(indicator__isnull=True)),
                name="inspection_step_of_level_has_indicator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said} in {self.inspection_id}"
