"""What a closer look finds, as rows: sittings and notes, features seen, what is judged by theme, what follows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.evaluations.models.broad_views import Judgement
from speir.evaluations.models.looks import Feature, Look, Question, Way
from speir.evaluations.rules.looks.naming import Following, FollowKind, GroupBy, Offered, Seen
from speir.evidence.models import Item


class Group(Row):
    """People who should be heard in a closer look, by age, area, need or language. A removed one stays."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="groups")
    by_what = models.CharField(max_length=12, choices=[(one.value, one.value) for one in GroupBy])
    text = models.TextField()
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_look_group"
        indexes = [models.Index(fields=["look", "position"], name="look_group_of_look")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="look_group_has_text"),
            models.CheckConstraint(
                condition=Q(by_what__in=[one.value for one in GroupBy]), name="look_group_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Sitting(Row):
    """A time at which a way of finding out was gone: one interview, one focus group, one document read.

    `number_present` and `services` say how many were there and from which services; who they were is never written.
    """

    way = models.ForeignKey(Way, on_delete=models.CASCADE, related_name="sittings")
    on = models.DateField()
    number_present = models.PositiveIntegerField(null=True, blank=True)
    services = models.TextField(blank=True)
    what = models.TextField(blank=True)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evaluations_look_sitting"
        indexes = [models.Index(fields=["way", "on"], name="look_sitting_of_way")]

    def __str__(self) -> str:
        return f"{self.way_id} on {self.on}"


class Heard(Row):
    """A group that was heard at a sitting."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="heard_at")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="heard")

    class Meta:
        db_table = "evaluations_look_heard"
        constraints = [models.UniqueConstraint(fields=["group", "sitting"], name="look_heard_once")]

    def __str__(self) -> str:
        return f"{self.group_id} at {self.sitting_id}"


class Note(Row):
    """What was said or seen at a sitting, not who said it: of a theme (its stable key), of a question, or of neither.

    `item` is the piece of evidence that was made from it.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="notes")
    theme = models.CharField(max_length=120, blank=True)
    question = models.ForeignKey(
        Question, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    text = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="look_notes")
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evaluations_look_note"
        indexes = [models.Index(fields=["sitting", "position"], name="look_note_of_sitting")]

    def __str__(self) -> str:
        return self.text[:60]


class Sighting(Row):
    """A feature was looked for in one source, a way of finding out or a piece of evidence: was it seen there?"""

    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, related_name="sightings")
    way = models.ForeignKey(Way, on_delete=models.CASCADE, null=True, blank=True, related_name="sightings")
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="look_sightings"
    )
    seen = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Seen])
    text = models.TextField(blank=True)
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "evaluations_look_sighting"
        constraints = [
            models.UniqueConstraint(
                fields=["feature", "way"], condition=Q(way__isnull=False), name="look_sighting_by_way_once"
            ),
            models.UniqueConstraint(
                fields=["feature", "item"], condition=Q(item__isnull=False), name="look_sighting_in_item_once"
            ),
            models.CheckConstraint(
                condition=Q(way__isnull=False, item__isnull=True) | Q(way__isnull=True, item__isnull=False),
                name="look_sighting_in_one_source",
            ),
            models.CheckConstraint(
                condition=Q(seen__in=[one.value for one in Seen]), name="look_sighting_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature_id} {self.seen}"


class ThemeFinding(Row):
    """What a closer look says of one theme (its stable key): strengths and weaknesses, each with its own writer."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="theme_findings")
    theme = models.CharField(max_length=120)
    strengths = models.TextField(blank=True)
    strengths_by = models.CharField(max_length=16, blank=True)
    strengths_by_name = models.CharField(max_length=200, blank=True)
    strengths_at = models.DateTimeField(null=True, blank=True)
    weaknesses = models.TextField(blank=True)
    weaknesses_by = models.CharField(max_length=16, blank=True)
    weaknesses_by_name = models.CharField(max_length=200, blank=True)
    weaknesses_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_look_theme_finding"
        constraints = [models.UniqueConstraint(fields=["look", "theme"], name="look_theme_finding_once")]

    def __str__(self) -> str:
        return f"{self.theme} in {self.look_id}"


class FollowUp(Row):
    """Something that follows from a closer look: what we tell whom, good practice, training, what is missing."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="follow_ups")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in FollowKind])
    text = models.TextField()
    whom = models.TextField(blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=12, default=Following.OPEN.value, choices=[(one.value, one.value) for one in Following]
    )
    outcome = models.TextField(blank=True)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evaluations_look_follow_up"
        indexes = [models.Index(fields=["look", "written_at"], name="look_follow_up_of_look")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="look_follow_up_has_text"),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in FollowKind]), name="look_follow_up_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in Following]), name="look_follow_up_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Offer(Row):
    """What a finished closer look judged of an indicator, offered to a broad view's judgement of it: taken or not.

    Nothing of it stands in the broad view until somebody there takes it.
    """

    found = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="offered")
    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(
        max_length=12, default=Offered.OFFERED.value, choices=[(one.value, one.value) for one in Offered]
    )
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evaluations_look_offer"
        constraints = [
            models.UniqueConstraint(fields=["found", "judgement"], name="look_offer_once"),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in Offered]), name="look_offer_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.found_id} to {self.judgement_id}: {self.state}"
