"""Mentions that somebody explained, known by a keyed digest alone."""

from __future__ import annotations

from django.db import models

from speir.core.models import Row


class KeptMention(Row):
    """A mention that may stay where it is. Neither its words nor its text can be read from this; the trail says why."""

    place = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "mentions_kept"
        constraints = [models.UniqueConstraint(fields=["place", "digest"], name="kept_mention_once")]

    def __str__(self) -> str:
        return f"a mention kept in {self.place}"
