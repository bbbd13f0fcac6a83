"""A closer look as rows: why, what about, which themes, and its plan in three columns."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evaluations.models.broad_views import Evaluation, Judgement
from speir.evaluations.rules.looks.naming import LOOK_STEPS, About, Answered, Area, Doing, How, LookStepSaid
from speir.evidence.models import Item
from speir.frameworks.models import Indicator
from speir.organisations.models import Unit


class Look(Row):
    """What a closer look is about. It has the id of its evaluation, whose judgements are those of its indicators.

    `reason` is the key of one of the framework's reasons, or `own` with `reason_words`. `prompted` is the judgement of
    a broad view that led to it. `about` says what is asked: `about_words`, or the key question of that number.
    `purpose`, `confidentiality` and `afterwards` are what those who take part are told. `described_by` wrote last of
    what stands here and in the title.
    """

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="look")
    reason = models.CharField(max_length=40)
    reason_words = models.TextField(blank=True)
    prompted = models.ForeignKey(
        Judgement, on_delete=models.PROTECT, null=True, blank=True, related_name="looks"
    )
    about = models.CharField(max_length=16, choices=[(one.value, one.value) for one in About])
    about_words = models.TextField(blank=True)
    key_question = models.CharField(max_length=12, blank=True)
    area = models.CharField(max_length=16, blank=True, choices=[(one.value, one.value) for one in Area])
    area_words = models.TextField(blank=True)
    takes_part = models.TextField(blank=True)
    left_out = models.TextField(blank=True)
    how_long = models.TextField(blank=True)
    cost = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    confidentiality = models.TextField(blank=True)
    afterwards = models.TextField(blank=True)
    starting = models.CharField(max_length=60, blank=True)
    described_by = models.CharField(max_length=16, blank=True)
    described_by_name = models.CharField(max_length=200, blank=True)
    described_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evaluations_look"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="look_has_reason"),
            models.CheckConstraint(
                condition=Q(about__in=[one.value for one in About]), name="look_about_is_known"
            ),
            models.CheckConstraint(
                condition=Q(area__in=["", *(one.value for one in Area)]), name="look_area_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"closer look {self.id}"


class LookStep(Row):
    """A closer look was finished, or opened again with a reason. Append-only."""

    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="steps")
    said = models.CharField(max_length=12, choices=LOOK_STEPS)
    text = models.TextField(blank=True)
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_look_step"
        indexes = [models.Index(fields=["look", "at"], name="look_step_of_look")]
        constraints = [
            models.CheckConstraint(
                condition=Q(said__in=[one.value for one in LookStepSaid]), name="look_step_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said} {self.look_id}"


class LookTheme(Row):
    """A theme that a closer look looks at, by its stable key; `indicator` is the one it belongs to."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="themes")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    theme = models.CharField(max_length=120)

    class Meta:
        db_table = "evaluations_look_theme"
        constraints = [models.UniqueConstraint(fields=["look", "theme"], name="look_theme_once")]

    def __str__(self) -> str:
        return f"{self.theme} in {self.look_id}"


class PlanLine(Row):
    """A line in one of the plan's three columns, of an indicator and, where it is one's, of a theme (its stable key).

    `illustration` names the one it was made from: `<theme>/very_good/0`. One that was taken out stays and can be
    put back; nobody is shown it meanwhile.
    """

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="%(class)ss")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    theme = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    position = models.PositiveIntegerField(default=0)
    illustration = models.CharField(max_length=140, blank=True)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:60]


class Question(PlanLine):
    """What do we want to know? And how far it is answered, with the answer in words."""

    state = models.CharField(
        max_length=12, default=Answered.NOT_YET.value, choices=[(one.value, one.value) for one in Answered]
    )
    answer = models.TextField(blank=True)
    answer_by = models.CharField(max_length=16, blank=True)
    answer_by_name = models.CharField(max_length=200, blank=True)
    answer_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_look_question"
        indexes = [models.Index(fields=["look", "position"], name="look_question_of_look")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="look_question_has_text"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in Answered]), name="look_question_state_is_known"
            ),
        ]


class Way(PlanLine):
    """How do we find out? Who does it by when, and of how many (five files, two focus groups)."""

    how = models.CharField(max_length=16, choices=[(one.value, one.value) for one in How])
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=12, default=Doing.TO_DO.value, choices=[(one.value, one.value) for one in Doing]
    )

    class Meta:
        db_table = "evaluations_look_way"
        indexes = [models.Index(fields=["look", "position"], name="look_way_of_look")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="look_way_has_text"),
            models.CheckConstraint(condition=Q(how__in=[one.value for one in How]), name="look_way_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in Doing]), name="look_way_state_is_known"
            ),
        ]


class Feature(PlanLine):
    """What to look for. `cites` names a policy or vision statement that asks for it, `cites_item` one."""

    cites = models.TextField(blank=True)
    cites_item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "evaluations_look_feature"
        indexes = [models.Index(fields=["look", "position"], name="look_feature_of_look")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="look_feature_has_text")]


class LookTemplate(Row):
    """A plan that a unit keeps to start others from, as the text of `rules.looks.plans.Plan`. A removed one stays."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="look_templates")
    name = models.CharField(max_length=200)
    content = models.TextField()
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evaluations_look_template"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="look_template_has_name"),
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(removed_at__isnull=True), name="look_template_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
