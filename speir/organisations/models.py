"""Units as a tree, and memberships."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from speir.core.models import Row
from speir.organisations.rules import UnitKind


class Unit(Row):
    """A partnership, agency, service or team. `path` is the ids from its root down to it, each with a slash.

    The root of a tree (`root`, its own where it has no parent) is a partnership, an organisation, or any unit that
    founded itself. `closes` is its last day, once it has one, and `closed_with` the unit whose closing that came from:
    itself or one above. `merged_into` is where its people went. `locality` is the part of the area that it works in, in
    words, empty for all of it.
    """

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    root = models.ForeignKey("self", on_delete=models.PROTECT, related_name="within")
    path = models.TextField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in UnitKind])
    sector = models.CharField(max_length=20, blank=True)
    locality = models.CharField(max_length=100, blank=True)
    demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    closes = models.DateField(null=True, blank=True)
    closed_with = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )

    class Meta:
        db_table = "organisations_unit"
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__isnull=True, closed_with__isnull=True, merged_into__isnull=True)
                | Q(closes__isnull=False, closed_with__isnull=False),
                name="unit_closes_with_one",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="unit_is_merged_into_another"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in UnitKind]), name="unit_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="unit_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def closed(self, today: dt.date) -> bool:
        """Whether its last day is over."""
        return self.closes is not None and self.closes < today


class EarlierName(Row):
    """What a unit was called until somebody renamed it. Append-only."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="earlier_names")
    name = models.CharField(max_length=200)
    until = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "organisations_earlier_name"
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="earlier_name_is_one")]

    def __str__(self) -> str:
        return self.name


class AccessReview(Row):
    """Somebody reviewed who has access to a unit and below it: who, when, and the mark of the roles that they saw.

    Append-only.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="access_reviews")
    at = models.DateTimeField()
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200, blank=True)
    mark = models.CharField(max_length=16)
    roles = models.PositiveIntegerField()

    class Meta:
        db_table = "organisations_access_review"

    def __str__(self) -> str:
        return f"{self.unit_id} on {self.at:%Y-%m-%d}"


class SeatOffer(Row):
    """A partnership offers a seat to whoever looks after an organisation and is handed the address; used once.

    Only the digest of its secret is kept. Nobody looks an organisation up by its name.
    """

    partnership = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seat_offers")
    digest = models.CharField(max_length=64, unique=True)
    by_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "organisations_seat_offer"

    def __str__(self) -> str:
        return f"a seat in {self.partnership_id} until {self.ends_at:%Y-%m-%d}"


class Seat(Row):
    """An organisation sits in a partnership, from a day and until a day (its last).

    `keeps` says that the partnership looks after the organisation's units and people: it brought it in.
    """

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seats")
    partnership = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seated")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    keeps = models.BooleanField(default=False)

    class Meta:
        db_table = "organisations_seat"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "partnership"], name="seat_once"),
            models.CheckConstraint(
                condition=~Q(organisation=models.F("partnership")), name="seat_is_elsewhere"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="seat_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.partnership_id}"


class Contact(Row):
    """Whom people of a unit ring when a child may be at risk: `who` in words and a telephone number, in order."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=200)
    number = models.CharField(max_length=40)

    class Meta:
        db_table = "organisations_contact"
        constraints = [
            models.UniqueConstraint(fields=["unit", "position"], name="contact_position_once"),
            models.CheckConstraint(condition=~Q(who="") & ~Q(number=""), name="contact_is_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.number}"


class Memberships(models.QuerySet["Membership"]):
    """Names sets of roles by when they hold."""

    def holding(self, today: dt.date) -> Memberships:
        """Return those that hold on a day, in units that have not closed."""
        still = Q(unit__closes__isnull=True) | Q(unit__closes__gte=today)
        return self.standing(today).filter(still, starts__lte=today)

    def standing(self, today: dt.date) -> Memberships:
        """Return those that hold on a day or will later."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=today), ended_at__isnull=True)


class Membership(Row):
    """A role that a person holds in a unit, from a day and until a day (its last), or until somebody ended it.

    It is one row however often it is given again; what it was before stands in the trail.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=40)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    objects = Memberships.as_manager()

    class Meta:
        db_table = "organisations_membership"
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="membership_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.unit_id}"

    def stands(self, today: dt.date) -> bool:
        """Whether it holds on a day or will later: `Memberships.standing`, for one."""
        return self.ended_at is None and (self.ends is None or self.ends >= today)
