"""Broad views, judgements, citations, answers and editions as rows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from speir.core.models import Row
from speir.evaluations.models.beside import Aside, Earlier
from speir.evaluations.rules.judging import Stance, Sure
from speir.evaluations.rules.looks.naming import KIND_WORDS, Kind
from speir.evidence.models import Item
from speir.frameworks.models import Framework, Indicator, Level, Wording
from speir.organisations.models import Unit
from speir.sharing.models import Kept


class Evaluation(Kept):
    """A broad view or a closer look of a unit in a period, by one framework version. `edition` is the one in progress.

    `carried_from` is the sealed edition of an earlier one that it was started from: what came back are rows of Carried.
    """

    kind = models.CharField(max_length=20, choices=list(KIND_WORDS.items()), default=Kind.BROAD_VIEW.value)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evaluations")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="evaluations")
    title = models.CharField(max_length=200)
    period_from = models.DateField()
    period_to = models.DateField()
    edition = models.PositiveIntegerField(default=1)
    sealed = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    begun_by_name = models.CharField(max_length=200, blank=True)
    carried_from = models.ForeignKey(
        "evaluations.Edition", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "evaluations_evaluation"
        indexes = [
            models.Index(fields=["home", "-begun_at"], name="evaluation_of_home"),
            models.Index(fields=["-begun_at", "id"], name="evaluation_by_date"),
            models.Index(fields=["owner"], condition=Q(only_me=True), name="evaluation_for_its_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="evaluation_has_title"),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="evaluation_runs_forwards"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def told(self) -> str:
        """Where the trail tells of it: nowhere while it is its owner's alone, so that nobody learns of it."""
        return "" if self.only_me else self.unit.path


class Judgement(Row):
    """What is judged of one indicator: one row each, made when the broad view begins. `frozen` while it is sealed.

    Each text has its own writer; `written_by` is whoever saved anything of the row last. `reason` is the one given for
    what stands now: the `why` of the row's latest LevelChange.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="judgements")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="judgements")
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, null=True, blank=True, related_name="judgements"
    )
    not_evaluated = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    sure = models.CharField(max_length=20, blank=True, choices=[(s.value, s.value) for s in Sure])
    strengths = models.TextField(blank=True)
    strengths_by = models.CharField(max_length=16, blank=True)
    strengths_by_name = models.CharField(max_length=200, blank=True)
    strengths_at = models.DateTimeField(null=True, blank=True)
    improvements = models.TextField(blank=True)
    improvements_by = models.CharField(max_length=16, blank=True)
    improvements_by_name = models.CharField(max_length=200, blank=True)
    improvements_at = models.DateTimeField(null=True, blank=True)
    done = models.BooleanField(default=False)
    frozen = models.BooleanField(default=False)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_judgement"
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "indicator"], name="judgement_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(not_evaluated=False),
                name="judgement_level_or_not_evaluated",
            ),
            models.CheckConstraint(
                condition=Q(sure__in=["", *(s.value for s in Sure)]), name="judgement_sure_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} in {self.evaluation_id}"


class LevelChange(Row):
    """A change of level: from what to what (keys of levels, `not_evaluated` or empty), who, when, why. Append-only."""

    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="level_changes")
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    why = models.TextField(blank=True)
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_level_change"
        indexes = [models.Index(fields=["judgement", "at"], name="level_change_of_judgement")]

    def __str__(self) -> str:
        return f"{self.before or '-'} to {self.after or '-'}"


class EarlierText(Earlier):
    """A text of a judgement or an answer as it was before it was written over. `place` as in SetAside. Append-only."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="earlier_texts")

    class Meta:
        db_table = "evaluations_earlier_text"
        indexes = [models.Index(fields=["evaluation", "place", "-replaced_at"], name="earlier_text_of_place")]


class SetAside(Aside):
    """What somebody typed in a broad view and could not save.

    `place` is `1.3/strengths` for a judgement's field and `answer/1` or `answer/` for an answer.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="set_aside")

    class Meta:
        db_table = "evaluations_set_aside"
        indexes = [models.Index(fields=["evaluation", "person", "place"], name="set_aside_of_person")]


class Answer(Row):
    """A paragraph that answers a key question (`question` is its number), the overarching one (empty), or
    `answering.CAPACITY`: how capable people are of improving.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=12, blank=True)
    text = models.TextField(blank=True)
    frozen = models.BooleanField(default=False)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_answer"
        constraints = [models.UniqueConstraint(fields=["evaluation", "question"], name="answer_once")]

    def __str__(self) -> str:
        return f"answer to {self.question or 'the overarching question'}"


class Citation(Row):
    """An item of evidence beside a judgement: it supports, qualifies or contradicts it."""

    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="citations")
    # Its index is the one below, which tells without the row whether an item is cited where somebody reads.
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="citations", db_index=False)
    stance = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Stance])
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evaluations_citation"
        indexes = [models.Index(fields=["item", "judgement"], name="citation_of_item")]
        constraints = [
            models.UniqueConstraint(fields=["judgement", "item"], name="citation_once"),
            models.CheckConstraint(
                condition=Q(stance__in=[s.value for s in Stance]), name="citation_stance_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.stance} {self.judgement_id}"


class Edition(Row):
    """A broad view as it was sealed on a day: its whole record as text, and the text's digest. Append-only."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()
    sealed_by = models.CharField(max_length=16, blank=True)
    sealed_by_name = models.CharField(max_length=200, blank=True)
    content = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "evaluations_edition"
        constraints = [models.UniqueConstraint(fields=["evaluation", "number"], name="edition_once")]

    def __str__(self) -> str:
        return f"edition {self.number} of {self.evaluation_id}"


class EditionItem(Row):
    """That an edition cites an item of evidence beside the indicator of this number: an index of its text."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="in_editions")
    number = models.CharField(max_length=8)

    class Meta:
        db_table = "evaluations_edition_item"
        constraints = [
            models.UniqueConstraint(fields=["edition", "item", "number"], name="edition_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} in {self.edition_id}"


class EditionDocument(Row):
    """An edition as a file, made once by the worker and kept byte for byte. Append-only."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="documents")
    format = models.CharField(max_length=10)
    body = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_edition_document"
        constraints = [models.UniqueConstraint(fields=["edition", "format"], name="edition_document_once")]

    def __str__(self) -> str:
        return f"{self.format} of {self.edition_id}"
