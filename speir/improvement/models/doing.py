"""Actions as rows: who does what by when, what they depend on, what became of them and what shows it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from speir.core.models import Row
from speir.evidence.models import Item
from speir.improvement.models.priorities import Priority
from speir.improvement.rules.naming import STATE_WORDS, TO_DO, State, Through
from speir.organisations.models import Unit


class Action(Row):
    """Something to be done for a priority. `target`: what is to be reached; `shows`: what would show that it worked.

    `unit` is the organisation, or the part of one, that does it. `said` is the last sentence about how far it has come,
    `said_at` when. `begun_on` is the day on which it began: evidence of impact is from after it.
    """

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="actions")
    title = models.TextField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    resources = models.TextField(blank=True)
    target = models.TextField(blank=True)
    shows = models.TextField(blank=True)
    state = models.CharField(max_length=16, default=State.PROPOSED.value, choices=list(STATE_WORDS.items()))
    said = models.TextField(blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    begun_on = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "improvement_action"
        indexes = [
            models.Index(fields=["priority", "position"], name="action_of_priority"),
            models.Index(fields=["lead", "state", "due"], name="action_of_lead"),
            # A board counts within these without opening an action: SQLite does so only where all it asks stands there.
            # Their ids stand in it too, by which what an action waits for and its proofs are found without opening it.
            models.Index(
                fields=["priority", "removed_at", "state", "due", "unit", "id"], name="action_of_board"
            ),
            models.Index(fields=["due", "id", "removed_at", "state", "priority"], name="action_by_date"),
            models.Index(fields=["unit", "state"], name="action_of_unit"),
            models.Index(
                fields=["due"],
                condition=Q(state__in=[one.value for one in TO_DO], removed_at__isnull=True),
                name="action_due",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="action_has_title"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="action_state_is_known"
            ),
            # A lead who left is a matter of its own: the account may be gone.
            models.CheckConstraint(
                condition=Q(state__in=[State.PROPOSED.value, State.STOPPED.value])
                | (Q(due__isnull=False) & ~Q(target="")),
                name="action_agreed_has_date_and_target",
            ),
        ]

    def __str__(self) -> str:
        return self.title[:60]


class Helper(Row):
    """Somebody who helps the lead of an action."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="helpers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "improvement_helper"
        constraints = [models.UniqueConstraint(fields=["action", "person"], name="helper_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.action_id}"


class ActionStep(Row):
    """One step of an action, and the day on which it was done. One that was taken out stays and can be put back."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="steps")
    text = models.TextField()
    done_on = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "improvement_action_step"
        indexes = [models.Index(fields=["action", "position"], name="action_step_of_one")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="action_step_has_text")]

    def __str__(self) -> str:
        return self.text[:60]


class Dependency(Row):
    """An action waits for another one: `needs`. Never for itself, nor in a circle."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="waits_for")
    needs = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="awaited_by")

    class Meta:
        db_table = "improvement_dependency"
        constraints = [
            models.UniqueConstraint(fields=["action", "needs"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(action=F("needs")), name="dependency_is_on_another"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} needs {self.needs_id}"


class Progress(Row):
    """How far an action had come at a moment: its state from then on, in a sentence. Append-only.

    `meeting` is the one in which it was said, where it was said in one; what is older than this column has none.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="progress")
    state = models.CharField(max_length=16, choices=list(STATE_WORDS.items()))
    before = models.CharField(max_length=16, blank=True)
    text = models.TextField(blank=True)
    through = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Through])
    meeting = models.ForeignKey(
        "improvement.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "improvement_progress"
        indexes = [
            models.Index(fields=["action", "at"], name="progress_of_action"),
            # What changed is read from the newest on.
            models.Index(fields=["at"], name="progress_by_time"),
            models.Index(fields=["through", "at"], name="progress_by_way"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="progress_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(through__in=[one.value for one in Through]), name="progress_through_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.action_id}"


class Proof(Row):
    """An item of evidence that tells of the impact of an action. One that was taken back stays."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="proofs")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "improvement_proof"
        indexes = [
            models.Index(fields=["item"], name="proof_by_item"),
            models.Index(fields=["at"], name="proof_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "item"], condition=Q(removed_at__isnull=True), name="proof_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} for {self.action_id}"
