"""Searches of the register that somebody keeps."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evidence.rules.searches import ASKED_LONGEST, NAME_LONGEST


class SavedSearch(Row):
    """What somebody looks for again, by a name of theirs; nobody else sees it. `asked` is the register's address."""

    owner = models.CharField(max_length=16)
    name = models.CharField(max_length=NAME_LONGEST)
    asked = models.CharField(max_length=ASKED_LONGEST)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "evidence_saved_search"
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_search_name_once"),
            models.CheckConstraint(condition=~Q(owner=""), name="saved_search_has_owner"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_search_has_name"),
        ]

    def __str__(self) -> str:
        return self.name
