"""Priorities as rows: what will be different, whose they are, what they answer, which plan they feed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evaluations.models import Inspection, Judgement, Look
from speir.evidence.models import Item
from speir.frameworks.models import Framework
from speir.improvement.rules.naming import (
    PART_WORDS,
    RESPONSIBILITY_WORDS,
    SOURCE_WORDS,
    STANDING_WORDS,
    STRUCTURE_WORDS,
    PartAs,
    PriorityMove,
    Responsibility,
    Source,
    Standing,
    Structure,
)
from speir.organisations.models import Unit
from speir.sharing.models import Kept

MOVES = [(move.value, move.value) for move in PriorityMove]


class Priority(Kept):
    """What a unit has chosen to make better. `difference`: what will be different for children and their families.

    It is proposed, agreed and closed; taken out, it stays and can be put back. From when it is agreed, organisations
    that have a part in it read it too. `review_on` is the day on which one looks whether it made a difference.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="priorities")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    difference = models.TextField(blank=True)
    responsibility = models.CharField(
        max_length=12, blank=True, choices=list(RESPONSIBILITY_WORDS.items()), default=""
    )
    responsibility_words = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=12, default=Standing.PROPOSED.value, choices=list(STANDING_WORDS.items())
    )
    position = models.PositiveIntegerField(default=0)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "improvement_priority"
        indexes = [
            models.Index(fields=["home", "state"], name="priority_of_home"),
            models.Index(fields=["owner"], condition=Q(only_me=True), name="priority_for_its_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="priority_has_title"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in Standing]), name="priority_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(responsibility__in=["", *(one.value for one in Responsibility)]),
                name="priority_responsibility_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state=Standing.PROPOSED.value)
                | (~Q(difference="") & ~Q(responsibility="") & Q(agreed_at__isnull=False)),
                name="priority_agreed_says_difference_and_whose",
            ),
            models.CheckConstraint(
                condition=Q(state=Standing.CLOSED.value, closed_at__isnull=False)
                | (~Q(state=Standing.CLOSED.value) & Q(closed_at__isnull=True)),
                name="priority_closed_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def told(self) -> str:
        """Where the trail tells of it: nowhere while it is its owner's alone, so that nobody learns of it."""
        return "" if self.only_me else self.unit.path


class PriorityStep(Row):
    """A priority was proposed, agreed, closed, opened again, taken out or put back. Append-only.

    Closed, it names the new `judgement` that shows what became of it, and the `earlier` one; or says why without.
    `stood` is what both said on that day, as the text of `rules.closing.Both`: judgements change, this does not.
    """

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="steps")
    said = models.CharField(max_length=12, choices=MOVES)
    text = models.TextField(blank=True)
    judgement = models.ForeignKey(
        Judgement, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    earlier = models.ForeignKey(Judgement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stood = models.TextField(blank=True, default="")
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "improvement_priority_step"
        indexes = [
            models.Index(fields=["priority", "at"], name="priority_step_of_one"),
            # What changed is read from the newest on.
            models.Index(fields=["at", "id"], name="priority_step_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(said__in=[one.value for one in PriorityMove]), name="priority_step_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said} {self.priority_id}"


class Part(Row):
    """An organisation, or a unit of one, that sees to a priority, or is consulted about it."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    part_as = models.CharField(max_length=12, choices=list(PART_WORDS.items()))

    class Meta:
        db_table = "improvement_part"
        indexes = [models.Index(fields=["unit", "priority"], name="part_of_unit")]
        constraints = [
            models.UniqueConstraint(fields=["priority", "unit"], name="part_once"),
            models.CheckConstraint(
                condition=Q(part_as__in=[one.value for one in PartAs]), name="part_as_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.priority_id}"


class Finding(Row):
    """Something found that a priority answers: an indicator's or a theme's, from where, and what it says.

    `number` is the indicator's, `theme` a stable key, both empty where it is of none. Of what `source` says, the row it
    comes from is named where there is one.
    """

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="findings")
    source = models.CharField(max_length=12, choices=list(SOURCE_WORDS.items()))
    number = models.CharField(max_length=12, blank=True)
    theme = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    judgement = models.ForeignKey(
        Judgement, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    look = models.ForeignKey(Look, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "improvement_finding"
        indexes = [
            models.Index(fields=["priority", "position"], name="finding_of_priority"),
            models.Index(fields=["number"], name="finding_of_indicator"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=[one.value for one in Source]), name="finding_source_is_known"
            ),
            models.CheckConstraint(condition=~Q(number="") | ~Q(words=""), name="finding_says_something"),
        ]

    def __str__(self) -> str:
        return self.words[:60] or self.number


class OwnPlan(Row):
    """A plan of a unit's own, beside the seven planning structures, that priorities can feed. A removed one stays."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="own_plans")
    name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "improvement_own_plan"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="own_plan_has_name"),
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(removed_at__isnull=True), name="own_plan_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Feeds(Row):
    """A plan that a priority feeds: one of the seven structures, or a plan of a unit's own."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="feeds")
    structure = models.CharField(max_length=20, blank=True, choices=list(STRUCTURE_WORDS.items()))
    own = models.ForeignKey(OwnPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="fed")

    class Meta:
        db_table = "improvement_feeds"
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "structure"], condition=~Q(structure=""), name="feeds_structure_once"
            ),
            models.UniqueConstraint(
                fields=["priority", "own"], condition=Q(own__isnull=False), name="feeds_own_plan_once"
            ),
            models.CheckConstraint(
                condition=Q(structure__in=[one.value for one in Structure], own__isnull=True)
                | Q(structure="", own__isnull=False),
                name="feeds_one_plan",
            ),
        ]

    def __str__(self) -> str:
        return self.structure or str(self.own_id)
