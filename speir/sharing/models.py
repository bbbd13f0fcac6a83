"""Acts of sharing, and the fields that a thing which can be shared lends itself."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from speir.access.permissions import Permission
from speir.core.models import Row
from speir.organisations.models import Unit
from speir.sharing.rules import ACTS, Home, How, InRoom, Scope, TakenAs

TAKEN_AS = [(each.value, each.value) for each in TakenAs]


class Kept(Row):
    """A thing that is private to where it was written: `home` is that unit; `only_me`: to its `owner` alone.

    `SHARED_BY` is what its owner needs to be permitted in order to share it.
    """

    SHARED_BY: ClassVar[Permission] = Permission.SHARE

    home = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner = models.CharField(max_length=16, blank=True)
    only_me = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def kept(self) -> Home:
        """Where it was written, as the rules take it. No query."""
        return Home(unit_id=self.home_id, owner=self.owner, only_me=self.only_me)


class Sharing(Row):
    """An act of sharing: what, with whom, why, from which day until which (its last), and when it was ended.

    Evidence that was shared together with a broad view came `along` with it, and is ended with it. `taken_as` is
    whether it was shared as fact or as opinion; empty: not said, or not asked.
    """

    about = models.CharField(max_length=60)
    about_id = models.CharField(max_length=16)
    scope = models.CharField(max_length=12, choices=[(scope.value, scope.value) for scope in ACTS])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    along = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_along"
    )
    why = models.TextField()
    taken_as = models.CharField(max_length=8, blank=True, choices=TAKEN_AS)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "sharing_sharing"
        indexes = [
            # With the unit, since SQLite would otherwise look for one thing among all that a unit was shown.
            models.Index(fields=["about", "about_id", "unit"], name="sharing_of_thing_with_unit"),
            models.Index(fields=["unit", "about"], name="sharing_with_unit"),
            models.Index(fields=["person", "about"], name="sharing_with_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__in=[scope.value for scope in ACTS]), name="sharing_scope_is_known"
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.NAMED.value, person__isnull=False, unit__isnull=True)
                | (~Q(scope=Scope.NAMED.value) & Q(person__isnull=True, unit__isnull=False)),
                name="sharing_names_unit_or_person",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="sharing_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(taken_as__in=["", *(each.value for each in TakenAs)]),
                name="sharing_taken_as_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.about_id} with {self.unit_id or self.person_id}"


class Outside(Row):
    """Sharing that happened outside Speir, by telephone, letter or in a meeting, written down afterwards.

    It opens nothing to anybody. `on` is the day on which it happened; `who` shared it, in words, `with_whom` too. One
    that was wrong is taken back and stays, so that the record tells it.
    """

    about = models.CharField(max_length=60)
    about_id = models.CharField(max_length=16)
    on = models.DateField()
    who = models.CharField(max_length=200)
    with_whom = models.TextField()
    why = models.TextField()
    how = models.CharField(max_length=12, choices=[(how.value, how.value) for how in How])
    taken_as = models.CharField(max_length=8, blank=True, choices=TAKEN_AS)
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "sharing_outside"
        indexes = [models.Index(fields=["about_id", "about"], name="outside_of_thing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=[how.value for how in How]), name="outside_how_is_known"
            ),
            models.CheckConstraint(
                condition=Q(taken_as__in=["", *(each.value for each in TakenAs)]),
                name="outside_taken_as_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(who="") & ~Q(with_whom="") & ~Q(why=""), name="outside_says_who_with_whom_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.about_id} on {self.on}"


class Room(Row):
    """An inspector's room: what was chosen is read there by named people, from a day until one, and nowhere else."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=120)
    starts = models.DateField()
    ends = models.DateField()
    by = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "sharing_room"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="room_has_name"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="room_ends_later"),
        ]

    def __str__(self) -> str:
        return self.name


class RoomGuest(Row):
    """Somebody who reads in a room."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "sharing_room_guest"
        constraints = [models.UniqueConstraint(fields=["room", "person"], name="room_guest_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.room_id}"


class RoomThing(Row):
    """Something that is read in a room: an edition (of the broad view with this id, by its number), a broad view as it
    stands, what a closer look found, a priority (`number` 1: with its actions), or a piece of evidence.

    What was taken out stays as a row: it may have been read.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="things")
    about = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in InRoom])
    about_id = models.CharField(max_length=16)
    number = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "sharing_room_thing"
        indexes = [models.Index(fields=["about_id"], name="room_thing_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "about", "about_id", "number"],
                condition=Q(taken_at=None),
                name="room_thing_once",
            ),
            models.CheckConstraint(
                condition=Q(about__in=[kind.value for kind in InRoom]), name="room_thing_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.about_id} in {self.room_id}"
