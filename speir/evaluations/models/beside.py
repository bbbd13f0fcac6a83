"""What is kept beside a field that people write in: texts that could not be saved, and what it said before."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from speir.core.models import Row


class Aside(Row):
    """What somebody typed and could not save: kept for its writer alone until they choose.

    Somebody else had changed the field at this `place`, or it could not be written in any more. Or the text may
    identify somebody: then `base` marks what stood in the field when it was typed, and the text waits there as its
    writer's draft.
    """

    place = models.CharField(max_length=60)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    base = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.place} by {self.person_id}"


class Earlier(Row):
    """A text as it was before it was written over. `place` as in Aside."""

    place = models.CharField(max_length=60)
    text = models.TextField()
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.place} until {self.replaced_at}"
