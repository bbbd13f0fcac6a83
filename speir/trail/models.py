"""The trail's one table."""

from __future__ import annotations

from django.db import models

from speir.core.models import Row


class Entry(Row):
    """One thing done: who, what, to which thing, within which unit, when. Never changed (trigger)."""

    at = models.DateTimeField(db_index=True)
    person_id = models.CharField(max_length=16, blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    about_id = models.CharField(max_length=16, blank=True)
    path = models.TextField(blank=True)
    detail = models.TextField(blank=True)

    class Meta:
        db_table = "trail_entry"
        indexes = [models.Index(fields=["about", "about_id", "at"], name="trail_about")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.person_name} {self.verb} {self.about} {self.about_id}"
