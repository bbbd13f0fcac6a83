"""A rolling programme as rows: what is planned, who is asked for it, and the secret addresses of people's calendars."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from speir.core.models import Row
from speir.evaluations.rules.programme import ASKED_LONGEST, KINDS, TITLE_LONGEST
from speir.organisations.models import Unit


class Planned(Row):
    """Something that is planned in a unit from a day to a day. `revision` counts how often it was saved, from 1."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="planned")
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    title = models.CharField(max_length=TITLE_LONGEST)
    starts = models.DateField()
    ends = models.DateField()
    words = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evaluations_planned"
        indexes = [models.Index(fields=["unit", "ends"], name="planned_of_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="planned_kind_is_known"),
            models.CheckConstraint(condition=~Q(title=""), name="planned_has_title"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="planned_runs_forwards"),
        ]

    def __str__(self) -> str:
        return self.title


class PlannedFor(Row):
    """Who is asked for something that is planned, and for what in words, which may be empty."""

    planned = models.ForeignKey(Planned, on_delete=models.CASCADE, related_name="asked")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=ASKED_LONGEST, blank=True)

    class Meta:
        db_table = "evaluations_planned_for"
        constraints = [models.UniqueConstraint(fields=["planned", "unit"], name="planned_for_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.planned_id}"


class CalendarFeed(Row):
    """The secret address at which a person's calendar reads the programme. Only its digest is kept."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_calendar_feed"

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
