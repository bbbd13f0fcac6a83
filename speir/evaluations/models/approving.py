"""Approving as rows: what chief officers said of an edition, and what was said to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evaluations.models.broad_views import Edition
from speir.evaluations.rules.approving import FOLLOWS, WITH_WORDS, Said


class ApprovalStep(Row):
    """Somebody approved an edition, asked about it, answered, or took their approval back. Append-only.

    `to` is the step that this one follows: a question that is answered, an approval that is taken back. `role` is the
    key of the role by which somebody approved or asked.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="approval_steps")
    said = models.CharField(max_length=12, choices=[(said.value, said.value) for said in Said])
    to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    text = models.TextField(blank=True)
    role = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_approval_step"
        indexes = [models.Index(fields=["edition", "at"], name="approval_step_of_edition")]
        constraints = [
            models.CheckConstraint(
                condition=Q(said__in=[said.value for said in Said]), name="approval_step_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(said__in=[said.value for said in WITH_WORDS]) | ~Q(text=""),
                name="approval_step_has_words",
            ),
            models.CheckConstraint(
                condition=Q(said__in=[said.value for said in FOLLOWS], to__isnull=False)
                | (~Q(said__in=[said.value for said in FOLLOWS]) & Q(to__isnull=True)),
                name="approval_step_follows_another",
            ),
            models.UniqueConstraint(
                fields=["to"], condition=Q(said=Said.TAKEN_BACK.value), name="approval_taken_back_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said} of {self.edition_id} by {self.by_name or self.by}"
