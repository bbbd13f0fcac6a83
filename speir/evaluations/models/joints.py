"""Joint broad views as rows: who is asked for what, and what each organisation hands in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evaluations.models.broad_views import Edition, Evaluation, Judgement
from speir.evaluations.rules.asking import DECIDES, WITH_WORDS, Move
from speir.frameworks.models import Indicator
from speir.organisations.models import Unit


class Joint(Row):
    """A joint broad view. `evaluation` is the partnership's own broad view, in which the agreed judgement is written.

    Its unit, framework, title and period are those of that evaluation. `invitation` is what those who are asked read,
    `due` the day by which contributions are asked for, and `follows` the one before it. One that was called off has
    `ended_at`.
    """

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="joint")
    invitation = models.TextField(blank=True)
    due = models.DateField()
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=16, blank=True)
    begun_by_name = models.CharField(max_length=200, blank=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evaluations_joint"
        indexes = [models.Index(fields=["due"], name="joint_by_due")]

    def __str__(self) -> str:
        return f"joint broad view {self.evaluation_id}"


class Asked(Row):
    """An indicator that a joint broad view asks about."""

    joint = models.ForeignKey(Joint, on_delete=models.CASCADE, related_name="asked")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "evaluations_asked"
        constraints = [models.UniqueConstraint(fields=["joint", "indicator"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id} in {self.joint_id}"


class Contribution(Row):
    """What one organisation is asked for in a joint broad view, and hands in: an edition of its own broad view.

    `answers` is the person who answers for it. `last` is the last deciding move (`asking.Move`) and `agreed_at` when
    the invitation was accepted, and with it being named to the others. `evaluation` is the broad view that it works in,
    `edition` the one that it handed in last. `short`: it is asked in the short form. `extended` is a later day.
    """

    joint = models.ForeignKey(Joint, on_delete=models.PROTECT, related_name="contributions")
    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contributions")
    answers = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    short = models.BooleanField(default=False)
    last = models.CharField(max_length=12, choices=[(move.value, move.value) for move in DECIDES])
    agreed_at = models.DateTimeField(null=True, blank=True)
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    came_at = models.DateTimeField(null=True, blank=True)
    extended = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_contribution"
        constraints = [
            models.UniqueConstraint(fields=["joint", "organisation"], name="contribution_once"),
            models.CheckConstraint(
                condition=Q(last__in=[move.value for move in DECIDES]), name="contribution_move_is_known"
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=True, came_at__isnull=True)
                | Q(edition__isnull=False, came_at__isnull=False),
                name="contribution_came_with_an_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.joint_id}"


class AskedOf(Row):
    """An indicator that a small body was asked to answer, or chose itself (`chosen`). Where there is none: all."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="asked_of")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    chosen = models.BooleanField(default=False)

    class Meta:
        db_table = "evaluations_asked_of"
        constraints = [models.UniqueConstraint(fields=["contribution", "indicator"], name="asked_of_once")]

    def __str__(self) -> str:
        return f"{self.indicator_id} of {self.contribution_id}"


class ContributionStep(Row):
    """A move about a contribution, and why in words. `edition` was handed in; `due` is a later day. Append-only."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=12, choices=[(move.value, move.value) for move in Move])
    text = models.TextField(blank=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_contribution_step"
        indexes = [models.Index(fields=["contribution", "at"], name="contribution_step_of_one")]
        constraints = [
            models.CheckConstraint(
                condition=Q(move__in=[move.value for move in Move]), name="contribution_step_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(move__in=[move.value for move in WITH_WORDS]) | ~Q(text=""),
                name="contribution_step_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.move} {self.contribution_id}"


class Assignment(Row):
    """Somebody owns an indicator of a broad view: they see to it that it is answered. Several may own one."""

    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="owners")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evaluations_assignment"
        constraints = [models.UniqueConstraint(fields=["judgement", "person"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.person_id} owns {self.judgement_id}"


class EditionJudgement(Row):
    """What an edition says of one indicator, without its words: an index of its text, for reading many beside others.

    `level` is empty where none was given. `provisional` as in the text: too little stood behind it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="judged")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(
        "frameworks.Level", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    not_evaluated = models.BooleanField(default=False)
    sure = models.CharField(max_length=20, blank=True)
    provisional = models.BooleanField(default=False)

    class Meta:
        db_table = "evaluations_edition_judgement"
        constraints = [
            models.UniqueConstraint(fields=["edition", "indicator"], name="edition_judgement_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} in {self.edition_id}"
