"""Candidates as rows: what a unit weighed and decided before something became a priority."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.frameworks.models import Framework
from speir.improvement.models.priorities import Priority
from speir.improvement.rules.naming import DECISION_WORDS, SOURCE_WORDS, Decision, Source
from speir.organisations.models import Unit


class Candidate(Row):
    """What a unit weighed and decided about an indicator, or something that it added in its own `words`.

    Own words with a `number` are one more thing that its indicator's candidate rests on; without one they are a
    candidate by themselves. Whether an indicator stands as one is read from what was found; a row of it is there once
    somebody has weighed it. `harm`, `reach`, `crucial` and `effort` are keys of `WEIGHED`; nothing is counted from
    them. `again_on`: when a parked one is looked at again.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="candidates")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=12, blank=True)
    words = models.TextField(blank=True)
    source = models.CharField(
        max_length=12, default=Source.JUDGEMENT.value, choices=list(SOURCE_WORDS.items())
    )
    harm = models.CharField(max_length=8, blank=True)
    reach = models.CharField(max_length=8, blank=True)
    crucial = models.CharField(max_length=8, blank=True)
    effort = models.CharField(max_length=8, blank=True)
    note = models.TextField(blank=True)
    decision = models.CharField(max_length=8, blank=True, choices=list(DECISION_WORDS.items()))
    reason = models.TextField(blank=True)
    again_on = models.DateField(null=True, blank=True)
    priority = models.ForeignKey(
        Priority, on_delete=models.PROTECT, null=True, blank=True, related_name="candidates"
    )
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "improvement_candidate"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "framework", "number"],
                condition=~Q(number="") & Q(words=""),
                name="candidate_once_of_an_indicator",
            ),
            models.CheckConstraint(
                condition=~Q(number="") | ~Q(words=""), name="candidate_is_about_something"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", *(one.value for one in Decision)]),
                name="candidate_decision_is_known",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", Decision.CHOSEN.value]) | ~Q(reason=""),
                name="candidate_left_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(source__in=[one.value for one in Source]), name="candidate_source_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.words[:60]


class CandidateStep(Row):
    """Something was decided about a candidate, or taken back (`decision` empty). Append-only."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="steps")
    decision = models.CharField(max_length=8, blank=True, choices=list(DECISION_WORDS.items()))
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "improvement_candidate_step"
        indexes = [models.Index(fields=["candidate", "at"], name="candidate_step_of_one")]

    def __str__(self) -> str:
        return f"{self.decision} {self.candidate_id}"


class NothingNow(Row):
    """A unit's answer to *What are we going to do now?*: nothing at present, and why; until it is taken back."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="nothing_now")
    reason = models.TextField()
    again_on = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "improvement_nothing_now"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="nothing_now_has_reason"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(ended_at__isnull=True), name="nothing_now_once_in_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]
