"""Files beside an item, and bytes in the storage that no file stands for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from speir.core.files.kinds import KINDS
from speir.core.models import Row
from speir.evidence.models.items import Item
from speir.evidence.rules.files import NAME_LONGEST, State, Why


class ItemFile(Row):
    """A file beside an item: what it is, and under which name that says nothing its bytes are stored.

    `digest` is the SHA-256 of the bytes as they are stored; `anew` where a picture was drawn again from its pixels.
    Taken away it can be brought back; `removed_at` says that a disposal took its bytes.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=NAME_LONGEST)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    stored = models.CharField(max_length=100, blank=True)
    anew = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in State])
    why = models.CharField(max_length=12, blank=True, choices=[(why.value, why.value) for why in Why])
    found = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    added_by = models.CharField(max_length=16, blank=True)
    added_by_name = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evidence_item_file"
        indexes = [
            models.Index(fields=["added_at"], condition=Q(state=State.WAITING.value), name="file_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="file_state_is_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="file_kind_is_known"),
            models.CheckConstraint(
                condition=Q(state=State.QUARANTINED.value, why__in=[why.value for why in Why])
                | (~Q(state=State.QUARANTINED.value) & Q(why="")),
                name="file_quarantined_says_why",
            ),
            models.CheckConstraint(
                condition=(Q(removed_at__isnull=True) & ~Q(stored=""))
                | Q(removed_at__isnull=False, stored=""),
                name="file_has_bytes_until_removed",
            ),
            models.UniqueConstraint(fields=["stored"], condition=~Q(stored=""), name="file_stored_once"),
            models.UniqueConstraint(
                fields=["item", "digest"],
                condition=Q(withdrawn_at__isnull=True, removed_at__isnull=True),
                name="file_once_beside_its_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class LooseBytes(Row):
    """Bytes on their way into the storage or out of it: written down before, crossed out after, so that none stay.

    The tick deletes what was on its way in for too long, and what should be gone.
    """

    stored = models.CharField(max_length=100, unique=True)
    since = models.DateTimeField()
    leaving = models.BooleanField(default=False)

    class Meta:
        db_table = "evidence_loose_bytes"

    def __str__(self) -> str:
        return self.stored
