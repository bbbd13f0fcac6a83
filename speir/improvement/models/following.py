"""What is tracked beside priorities, what was heard and answered, meetings, letters, and earlier texts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evaluations.models import FollowUp, Inspection
from speir.evidence.models import Item
from speir.frameworks.models import Framework
from speir.improvement.models.doing import Action
from speir.improvement.models.priorities import Priority
from speir.improvement.rules.naming import (
    AGE_WORDS,
    EVERY_WORDS,
    FOLLOWING_WORDS,
    PROGRESSING_WORDS,
    VOICE_WORDS,
    AgeBand,
    Every,
    Following,
    Progressing,
    Voice,
)
from speir.organisations.models import Unit
from speir.sharing.models import Kept


class Tracked(Kept):
    """A recommendation (by reference only), good practice to spread, or a training need, and what became of it.

    `reference` names the inspection or review and where it stands there; nothing of it is copied. `follow_up` is what
    followed from a closer look, where it came from one.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tracked")
    kind = models.CharField(max_length=16, choices=list(FOLLOWING_WORDS.items()))
    text = models.TextField()
    reference = models.TextField(blank=True)
    whom = models.TextField(blank=True)
    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.CharField(max_length=12, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=12, default=Progressing.OPEN.value, choices=list(PROGRESSING_WORDS.items())
    )
    outcome = models.TextField(blank=True)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "improvement_tracked"
        indexes = [
            models.Index(fields=["home", "kind", "state"], name="tracked_of_home"),
            models.Index(fields=["owner"], condition=Q(only_me=True), name="tracked_for_its_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="tracked_says_something"),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in Following]), name="tracked_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in Progressing]), name="tracked_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=Progressing.DROPPED.value) | ~Q(outcome=""),
                name="tracked_dropped_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def told(self) -> str:
        """Where the trail tells of it: nowhere while it is its owner's alone, so that nobody learns of it."""
        return "" if self.only_me else self.unit.path


class AnsweredBy(Row):
    """A priority that answers a recommendation, or meets a training need."""

    tracked = models.ForeignKey(Tracked, on_delete=models.CASCADE, related_name="answered_by")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="answers")

    class Meta:
        db_table = "improvement_answered_by"
        constraints = [models.UniqueConstraint(fields=["tracked", "priority"], name="answered_by_once")]

    def __str__(self) -> str:
        return f"{self.priority_id} for {self.tracked_id}"


class TakenUp(Row):
    """Who took good practice up, or was trained, on which day and what came of it. A removed one stays."""

    tracked = models.ForeignKey(Tracked, on_delete=models.CASCADE, related_name="taken_up")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    who = models.TextField(blank=True)
    on = models.DateField()
    what = models.TextField(blank=True)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "improvement_taken_up"
        indexes = [models.Index(fields=["tracked", "on"], name="taken_up_of_one")]
        constraints = [
            models.CheckConstraint(condition=Q(unit__isnull=False) | ~Q(who=""), name="taken_up_by_somebody")
        ]

    def __str__(self) -> str:
        return f"{self.who or self.unit_id} on {self.on}"


class Answering(Kept):
    """You said, we did: what a group said, what was decided, and what happened, in plain words.

    `voice` is whose views they were; `age` how old the children are that its sheet is for. `ready_at`: whoever leads
    has said that it may be given out. It names nobody.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="answerings")
    voice = models.CharField(max_length=12, choices=list(VOICE_WORDS.items()))
    age = models.CharField(max_length=8, blank=True, choices=list(AGE_WORDS.items()))
    source = models.TextField()
    on = models.DateField(null=True, blank=True)
    heard = models.TextField()
    decided = models.TextField(blank=True)
    happened = models.TextField(blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    ready_by_name = models.CharField(max_length=200, blank=True)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "improvement_answering"
        indexes = [
            models.Index(fields=["home", "voice"], name="answering_of_home"),
            models.Index(fields=["owner"], condition=Q(only_me=True), name="answering_for_its_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(heard="") & ~Q(source=""), name="answering_says_who_and_what"
            ),
            models.CheckConstraint(
                condition=Q(voice__in=[one.value for one in Voice]), name="answering_voice_is_known"
            ),
            models.CheckConstraint(
                condition=Q(age__in=["", *(one.value for one in AgeBand)]), name="answering_age_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.heard[:60]

    @property
    def told(self) -> str:
        """Where the trail tells of it: nowhere while it is its owner's alone, so that nobody learns of it."""
        return "" if self.only_me else self.unit.path


class AnsweringOf(Row):
    """What an answer rests on: the evidence in which it was heard, the priority or the action that followed."""

    answering = models.ForeignKey(Answering, on_delete=models.CASCADE, related_name="rests_on")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "improvement_answering_of"
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, priority__isnull=True, action__isnull=True)
                | Q(item__isnull=True, priority__isnull=False, action__isnull=True)
                | Q(item__isnull=True, priority__isnull=True, action__isnull=False),
                name="answering_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answering_id} of {self.item_id or self.priority_id or self.action_id}"


class Meeting(Row):
    """A day on which a unit meets about its priorities: what changed is told since the one before it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meetings")
    name = models.CharField(max_length=200)
    on = models.DateField()
    by_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "improvement_meeting"
        indexes = [models.Index(fields=["unit", "on"], name="meeting_of_unit")]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="meeting_has_name")]

    def __str__(self) -> str:
        return f"{self.name} on {self.on}"


class Letters(Row):
    """How often somebody gets a digest of what they have to do; weekly where there is no row."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    every = models.CharField(max_length=8, default=Every.WEEK.value, choices=list(EVERY_WORDS.items()))
    # The letter before an action's day, and the ones after it.
    reminders = models.BooleanField(default=True)

    class Meta:
        db_table = "improvement_letters"
        constraints = [
            models.CheckConstraint(
                condition=Q(every__in=[one.value for one in Every]), name="letters_every_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.every} to {self.person_id}"


class ProgressLink(Row):
    """An address in a reminder by which its reader says how far an action has come, once, without signing in.

    Only the digest of its secret is kept. Opening it changes nothing.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "improvement_progress_link"
        indexes = [models.Index(fields=["action", "person"], name="progress_link_of_action")]

    def __str__(self) -> str:
        return f"a link for {self.action_id} until {self.ends_at:%Y-%m-%d}"


class EarlierText(Row):
    """What stood in a field before somebody wrote over it: of the priority, action or other thing `about_id`."""

    about = models.CharField(max_length=20)
    about_id = models.CharField(max_length=16)
    field = models.CharField(max_length=30)
    text = models.TextField()
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField()

    class Meta:
        db_table = "improvement_earlier_text"
        indexes = [models.Index(fields=["about_id", "-replaced_at"], name="earlier_text_of_thing")]

    def __str__(self) -> str:
        return f"{self.field} of {self.about_id}"
