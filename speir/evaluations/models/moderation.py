"""Moderation as rows: who takes part, what each judged alone and hidden, and what was agreed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evaluations.models.broad_views import Evaluation
from speir.evaluations.rules.judging import Sure
from speir.frameworks.models import Indicator, Level
from speir.organisations.models import Unit

_SURE = [(sure.value, sure.value) for sure in Sure]


class Moderation(Row):
    """People sit down to judge indicators of a broad view, each alone and hidden, and then to agree.

    `until` is the day up to which views are asked for where it goes by post, empty for a meeting.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="moderations")
    until = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=16, blank=True)
    opened_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_moderation"
        indexes = [models.Index(fields=["evaluation", "-opened_at"], name="moderation_of_view")]

    def __str__(self) -> str:
        return f"moderation of {self.evaluation_id}"


class Evaluator(Row):
    """Somebody who judges in a moderation, and for whom they speak (`standpoint`, a unit or words of their own).

    `person` is empty for somebody who judges on another's device, in a room with one screen; then `name` says who.
    """

    moderation = models.ForeignKey(Moderation, on_delete=models.PROTECT, related_name="evaluators")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    standpoint = models.CharField(max_length=200, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_evaluator"
        constraints = [
            models.UniqueConstraint(
                fields=["moderation", "person"], condition=Q(person__isnull=False), name="evaluator_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="evaluator_has_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.moderation_id}"


class Round(Row):
    """One indicator of a moderation: open for views from `opened_at`, revealed once, closed by an agreement."""

    moderation = models.ForeignKey(Moderation, on_delete=models.PROTECT, related_name="rounds")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField(default=1)
    position = models.PositiveIntegerField()
    opened_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    revealed_by_name = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_round"
        constraints = [
            models.UniqueConstraint(fields=["moderation", "indicator", "turn"], name="round_once"),
            models.UniqueConstraint(fields=["moderation", "position"], name="round_position_once"),
            models.CheckConstraint(
                condition=Q(revealed_at__isnull=True) | Q(opened_at__isnull=False),
                name="round_is_opened_before_it_is_revealed",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(revealed_at__isnull=False),
                name="round_is_revealed_before_it_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} in {self.moderation_id}"


class HiddenView(Row):
    """What one evaluator judged alone. The latest one of an evaluator before the reveal counts. Append-only.

    Nobody but its evaluator reads it before its round is revealed, and nothing tells of what it holds. `late`: it was
    given after the reveal, with the others' before the eyes, and stands beside what is counted.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="views")
    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="views")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    not_evaluated = models.BooleanField(default=False)
    sure = models.CharField(max_length=20, blank=True, choices=_SURE)
    why = models.TextField(blank=True)
    late = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_hidden_view"
        indexes = [models.Index(fields=["round", "evaluator", "-at"], name="hidden_view_of_evaluator")]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__isnull=False, not_evaluated=False)
                | Q(level__isnull=True, not_evaluated=True),
                name="hidden_view_says_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(sure__in=["", *(s.value for s in Sure)]), name="hidden_view_sure_known"
            ),
        ]

    def __str__(self) -> str:
        return f"view of {self.evaluator_id} in {self.round_id}"


class Agreement(Row):
    """What a round came to: a level with its reason, or that no level was agreed and why. The latest stands.

    Append-only. `level` is empty where no level was agreed (`agreed` is false) or where it was agreed to give none.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="agreements")
    agreed = models.BooleanField()
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    not_evaluated = models.BooleanField(default=False)
    sure = models.CharField(max_length=20, blank=True, choices=_SURE)
    reason = models.TextField()
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_agreement"
        indexes = [models.Index(fields=["round", "-at"], name="agreement_of_round")]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(agreed=True, not_evaluated=False),
                name="agreement_on_a_level_is_agreed",
            ),
            models.CheckConstraint(
                condition=Q(sure__in=["", *(s.value for s in Sure)]), name="agreement_sure_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{'agreed' if self.agreed else 'not agreed'} in {self.round_id}"
