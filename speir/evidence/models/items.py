"""Items of evidence and the themes they bear on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from speir.core.models import Row
from speir.evidence.rules.items import (
    KIND_LONGEST,
    ORIGIN_LONGEST,
    WHY_LONGEST,
    Bears,
    SpeaksOf,
    Triage,
)
from speir.evidence.rules.links import URL_LONGEST, WORDS_LONGEST
from speir.organisations.models import Unit
from speir.sharing.models import Kept
from speir.sharing.rules import TakenAs


class OwnKind(Row):
    """A kind of source that a unit has beside the framework's, for itself and all below it. Items keep a closed one."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="own_kinds")
    name = models.CharField(max_length=KIND_LONGEST)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "evidence_own_kind"
        constraints = [
            models.UniqueConstraint(Lower("name"), "unit", name="own_kind_once_in_a_unit"),
            models.CheckConstraint(condition=~Q(name=""), name="own_kind_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Item(Kept):
    """One thing we know, in a line, with an account of it. `revision` counts its changes.

    `kind` is the stable key of a framework's kind of source; where it is an organisation's own, `own_kind` is set.

    A kind, what it speaks of, how it is taken and its triage are empty where nobody has said yet.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=40, blank=True)
    own_kind = models.ForeignKey(
        OwnKind, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    shows = models.TextField()
    account = models.TextField(blank=True)
    origin = models.CharField(max_length=ORIGIN_LONGEST, blank=True)
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    speaks_of = models.CharField(max_length=10, blank=True, choices=[(s.value, s.value) for s in SpeaksOf])
    taken_as = models.CharField(max_length=10, blank=True, choices=[(t.value, t.value) for t in TakenAs])
    voice_children = models.BooleanField(default=False)
    voice_families = models.BooleanField(default=False)
    voice_staff = models.BooleanField(default=False)
    voice_public = models.BooleanField(default=False)
    triage = models.CharField(max_length=10, blank=True, choices=[(t.value, t.value) for t in Triage])
    valid_until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_why = models.CharField(max_length=WHY_LONGEST, blank=True)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=16, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "evidence_item"
        indexes = [
            models.Index(fields=["unit", "-written_at"], name="item_of_unit"),
            # With what a walk through it asks of each item, so that it need not read the item for that.
            models.Index(
                fields=["home", "-written_at", "-id", "only_me", "withdrawn_at"], name="item_of_home"
            ),
            models.Index(
                fields=["owner", "-written_at"], condition=Q(only_me=True), name="item_for_its_owner"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(shows=""), name="item_says_something"),
            models.CheckConstraint(
                condition=Q(speaks_of__in=["", *(s.value for s in SpeaksOf)]), name="item_speaks_of_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="") | Q(own_kind__isnull=True), name="item_is_of_one_kind"
            ),
            models.CheckConstraint(
                condition=Q(taken_as__in=["", *(t.value for t in TakenAs)]), name="item_taken_as_is_known"
            ),
            models.CheckConstraint(
                condition=Q(triage__in=["", *(t.value for t in Triage)]), name="item_triage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=False) | Q(withdrawn_why="", withdrawn_by_name=""),
                name="item_withdrawn_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True)
                | Q(from_day__isnull=False, to_day__gte=models.F("from_day")),
                name="item_period_runs_forwards",
            ),
        ]

    def __str__(self) -> str:
        return self.shows[:60]

    @property
    def told(self) -> str:
        """Where the trail tells of it: nowhere while it is its owner's alone, so that nobody learns of it."""
        return "" if self.only_me else self.unit.path


class ItemTheme(Row):
    """A theme that an item bears on, by the theme's stable key."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="themes")
    theme = models.CharField(max_length=120, db_index=True)
    bears = models.CharField(max_length=10, choices=[(b.value, b.value) for b in Bears])

    class Meta:
        db_table = "evidence_item_theme"
        constraints = [
            models.UniqueConstraint(fields=["item", "theme"], name="item_theme_once"),
            models.CheckConstraint(
                condition=Q(bears__in=[b.value for b in Bears]), name="item_bears_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.bears}"


class ItemLink(Row):
    """Where more of an item is to be found: an address, and words for it."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="links")
    place = models.PositiveSmallIntegerField()
    url = models.CharField(max_length=URL_LONGEST)
    words = models.CharField(max_length=WORDS_LONGEST, blank=True)

    class Meta:
        db_table = "evidence_item_link"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["item", "place"], name="item_link_has_its_place")]

    def __str__(self) -> str:
        return self.url


class EarlierItem(Row):
    """An item's text as it was before a change. Never changed (trigger)."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="earlier")
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=40, blank=True)
    shows = models.TextField()
    account = models.TextField(blank=True)
    origin = models.CharField(max_length=ORIGIN_LONGEST, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "evidence_earlier_item"
        constraints = [models.UniqueConstraint(fields=["item", "revision"], name="earlier_item_once")]

    def __str__(self) -> str:
        return f"{self.item_id} revision {self.revision}"
