"""Notices: what is to leave by e-mail, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from speir.core.models import Row


class Notice(Row):
    """An e-mail to one address. Its letter is not kept: whoever posted it writes it when it leaves."""

    kind = models.CharField(max_length=40)
    to = models.EmailField(max_length=254)
    about_id = models.CharField(max_length=16)
    # The same matter is posted once, however often the action runs.
    once = models.CharField(max_length=80, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # The notice of whose letter this matter is a part: it has none of its own, and is never due by itself.
    leaves_with = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="others"
    )
    # When it is due; empty once it has left, was not needed any more, or is given up.
    due_at = models.DateTimeField(null=True)
    # The worker that is at it; once that worker has ended, however it did, it is due at once.
    worker = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "notices_notice"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["due_at"], name="notice_due")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to}"
