"""Disposals and what each removed, the gate for it, legal holds, and reviews of what has been kept long enough."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.retention.rules.classes import CLASSES, Outcome
from speir.retention.rules.holding import HELD
from speir.retention.rules.removing import REASONS


class Disposal(Row):
    """Words were removed from a thing: by whom, when, why. `path` is its home's. Append-only.

    `places` is how many places its remover was shown; `digest` is of this row and its removals, as the trail has it.
    """

    about = models.CharField(max_length=60)
    about_id = models.CharField(max_length=16)
    path = models.TextField()
    reason = models.CharField(max_length=20, choices=[(reason, reason) for reason in REASONS])
    places = models.PositiveIntegerField()
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "retention_disposal"
        indexes = [
            models.Index(fields=["-at", "id"], name="disposal_by_date"),
            models.Index(fields=["about", "about_id"], name="disposal_of_thing"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=list(REASONS)), name="disposal_reason_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.reason}: {self.places} places in {self.about} {self.about_id}"


class Removal(Row):
    """One field of one row from which words were removed. Append-only.

    `fields` names the column, or the places within a sealed text. Of a sealed text or a kept file, `before` and `after`
    are its digests (a file that went has no `after`); of any other, whose words could be guessed by it, there is none.
    """

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="removals")
    in_table = models.CharField(max_length=60)
    row_id = models.CharField(max_length=16)
    fields = models.TextField()
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "retention_removal"
        indexes = [models.Index(fields=["in_table", "row_id"], name="removal_of_row")]

    def __str__(self) -> str:
        return f"{self.in_table} {self.row_id}"


class Open(Row):
    """The gate of an append-only table is open for one of its rows, for a removal that is written down.

    `never` refers to a row that there is not, so no transaction can commit while such a row is here.
    """

    removal = models.ForeignKey(Removal, on_delete=models.PROTECT, related_name="+")
    in_table = models.CharField(max_length=60)
    row_id = models.CharField(max_length=16)
    never = models.ForeignKey("self", on_delete=models.DO_NOTHING, related_name="+")

    class Meta:
        db_table = "retention_open"
        constraints = [
            models.CheckConstraint(condition=~Q(never=models.F("id")), name="open_is_never_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.in_table} {self.row_id} is open"


class Hold(Row):
    """A legal hold on a thing, or on a unit and all below it: while it stands, nothing there is removed."""

    about = models.CharField(max_length=60, choices=[(about, about) for about in HELD])
    about_id = models.CharField(max_length=16)
    path = models.TextField()
    why = models.TextField()
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "retention_hold"
        indexes = [models.Index(fields=["about", "about_id"], name="hold_on_thing")]
        constraints = [
            models.CheckConstraint(condition=Q(about__in=list(HELD)), name="hold_is_on_something_known"),
            models.CheckConstraint(condition=~Q(why=""), name="hold_says_why"),
        ]

    def __str__(self) -> str:
        return f"hold on {self.about} {self.about_id}"


class Due(Row):
    """A thing whose time is over, as the clock found it: a person reviews it, and nothing happens to it before."""

    about = models.CharField(max_length=60)
    about_id = models.CharField(max_length=16)
    path = models.TextField()
    kept_as = models.CharField(max_length=20)
    since = models.DateField()

    class Meta:
        db_table = "retention_due"
        constraints = [models.UniqueConstraint(fields=["about", "about_id", "kept_as"], name="due_once")]

    def __str__(self) -> str:
        return f"{self.about} {self.about_id} since {self.since}"


class Review(Row):
    """Somebody looked at a thing whose time was over, and decided: kept until `again`, or disposed of. Append-only."""

    about = models.CharField(max_length=60)
    about_id = models.CharField(max_length=16)
    path = models.TextField()
    kept_as = models.CharField(
        max_length=20, choices=[(key, key) for key, kept in CLASSES.items() if kept.reviewed]
    )
    outcome = models.CharField(max_length=10, choices=[(outcome.value, outcome.value) for outcome in Outcome])
    why = models.TextField(blank=True)
    again = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "retention_review"
        indexes = [models.Index(fields=["about", "about_id"], name="review_of_thing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[outcome.value for outcome in Outcome]),
                name="review_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.DISPOSE.value) | (~Q(why="") & Q(again__isnull=False)),
                name="review_that_keeps_says_why_and_until_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.about} {self.about_id}"
