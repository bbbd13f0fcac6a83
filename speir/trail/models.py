"""The trail's tables: what was done, what of it waits to be sealed, and the chain of seals."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Substr

from speir.core.models import Row
from speir.trail.rules import chain, within


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
        indexes = [
            models.Index(fields=["about", "about_id", "at"], name="trail_about"),
            models.Index(fields=["person_id", "at", "id"], name="trail_person"),
            # Each gives what was done within a unit of that depth and below it, in the order of the page.
            *(
                models.Index(
                    Substr("path", 1, within.length(depth)), "at", "id", name=f"trail_within_{depth}"
                )
                for depth in range(1, within.DEEPEST + 1)
            ),
            models.Index(Substr("path", 1, within.length(1)), "about", "at", "id", name="trail_within_about"),
            models.Index(Substr("path", 1, within.length(1)), "verb", "at", "id", name="trail_within_verb"),
        ]

    def facts(self) -> chain.Facts:
        """Return the entry as it is sealed."""
        return chain.Facts(
            id=self.id,
            at=self.at,
            person_id=self.person_id,
            person_name=self.person_name,
            verb=self.verb,
            about=self.about,
            about_id=self.about_id,
            path=self.path,
            detail=self.detail,
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.person_name} {self.verb} {self.about} {self.about_id}"


class Waiting(models.Model):
    """The id of an entry that is not sealed yet. A trigger puts it here with its entry; sealing takes it away."""

    entry_id = models.CharField(max_length=16, unique=True)

    class Meta:
        db_table = "trail_waiting"

    def __str__(self) -> str:
        return f"{self.entry_id} waits"


class Link(Row):
    """One batch of sealed entries, chained to the batch before it. Never changed (trigger)."""

    number = models.PositiveIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    members = models.TextField()
    key = models.CharField(max_length=16)
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    class Meta:
        db_table = "trail_link"

    def batch(self) -> chain.Batch:
        """Return what the link says, as it is sealed."""
        return chain.Batch(
            number=self.number,
            previous=self.previous,
            sealed_at=self.sealed_at,
            first_at=self.first_at,
            last_at=self.last_at,
            count=self.count,
            key=self.key,
            members=self.members,
        )

    def __str__(self) -> str:
        return f"link {self.number}: {self.count} entries"


class Checked(Row):
    """The latest time that the whole trail was read through: how much was sealed, and whether all of it was there."""

    at = models.DateTimeField()
    sealed = models.PositiveIntegerField()
    whole = models.BooleanField()

    class Meta:
        db_table = "trail_checked"

    def __str__(self) -> str:
        return f"{self.sealed} entries read through {self.at:%Y-%m-%d %H:%M}"
