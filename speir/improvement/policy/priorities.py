"""Who may read, write and agree priorities.

A priority is read where it was written, by whom it was shared with, and, once it is agreed, by the organisations that
have a part in it, as long as they sit in the partnership whose it is.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may, places
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.core.ids import is_id
from speir.improvement.models import Part, Priority
from speir.improvement.rules.naming import Standing
from speir.organisations.models import Seat
from speir.organisations.policy import within
from speir.sharing.policy import open_to
from speir.sharing.rules import at_home

ABOUT = "priority"
READS = Permission.READ_EVALUATIONS
NOT_IN_ROLE = {
    Permission.PLAN_IMPROVEMENT: "Your role here lets you read this, not change it.",
    Permission.AGREE_IMPROVEMENT: "Agreeing and closing priorities is for whoever leads here. Ask your lead officer.",
}
CLOSED_CODE = "priority-closed"
CLOSED = "This priority is closed. Open it again to change something."
TAKEN_OUT_CODE = "priority-taken-out"
TAKEN_OUT = "This priority was taken out. Put it back first."

_ROWS = Priority.objects.select_related("unit", "framework")


def visible_to(actor: Actor) -> QuerySet[Priority]:
    """Return the priorities that the actor may read; taken out ones only where they may put them back."""
    opened = Q(open_to(actor, READS, ABOUT)) | _has_part(actor)
    there = Q(removed_at__isnull=True) | within(actor, Permission.PLAN_IMPROVEMENT, "unit__path")
    return _ROWS.filter(opened, there)


def standing(actor: Actor) -> QuerySet[Priority]:
    """Return the priorities that the actor may read and that were not taken out."""
    return visible_to(actor).filter(removed_at=None)


def _has_part(actor: Actor) -> Q:
    """Return the condition that an organisation of the actor's has a part in a priority that was agreed."""
    today = timezone.localdate()
    sits = Seat.objects.filter(
        organisation=OuterRef("unit__root"), partnership=OuterRef("priority__unit__root"), starts__lte=today
    ).exclude(ends__lt=today)
    parts = Part.objects.filter(
        Q(unit__root=F("priority__unit__root")) | Exists(sits), unit__in=places(actor, READS)
    )
    return Q(agreed_at__isnull=False, only_me=False, pk__in=parts.values("priority_id"))


def require(actor: Actor, permission: Permission, priority_id: str, *, lock: bool = False) -> Priority:
    """Return a priority with its unit and framework, locked for a change if asked. Raises NotYours, NotAllowed."""
    if not is_id(priority_id):
        raise NotYours
    if lock:
        list(Priority.objects.select_for_update(no_key=True).filter(pk=priority_id).values_list("pk"))
    row = visible_to(actor).filter(pk=priority_id).first()
    if row is None:
        raise NotYours
    if permission != READS and not may(actor, permission, row.unit.path):
        raise NotAllowed(NOT_IN_ROLE[permission])
    return row


def require_open(actor: Actor, permission: Permission, priority_id: str) -> Priority:
    """Return a priority that is not closed, locked for a change. Raises NotYours, NotAllowed, Refused once closed."""
    row = require(actor, permission, priority_id, lock=True)
    if row.state == Standing.CLOSED:
        raise Refused(CLOSED_CODE, CLOSED)
    return row


def require_standing(actor: Actor, permission: Permission, priority_id: str) -> Priority:
    """Return a priority that is neither closed nor taken out, locked, to add to it or agree it. Raises as before."""
    row = require_open(actor, permission, priority_id)
    require_there(row)
    return row


def require_there(row: Priority) -> None:
    """Raise Refused for a priority that was taken out: nobody would see what moves on it."""
    if row.removed_at is not None:
        raise Refused(TAKEN_OUT_CODE, TAKEN_OUT)


def opened_at(actor: Actor, row: Priority) -> dt.datetime | None:
    """Return since when a priority is open to an actor who reads it only for a part in it: since it was agreed.

    None for whoever reads it where it was written, or had it shared with them. What was only thought about before that
    moment, and written over, is not theirs. One query where it is not open to them by where it was written.
    """
    if (
        at_home(actor, READS, row.kept)
        or Priority.objects.filter(open_to(actor, READS, ABOUT), pk=row.pk).exists()
    ):
        return None
    return row.agreed_at


def plans(actor: Actor, priority: Priority) -> bool:
    """Return whether the actor may change it and its actions. No query."""
    return may(actor, Permission.PLAN_IMPROVEMENT, priority.unit.path)


def agrees(actor: Actor, priority: Priority) -> bool:
    """Return whether the actor may agree, close and open it again. No query."""
    return may(actor, Permission.AGREE_IMPROVEMENT, priority.unit.path)


def disposes(actor: Actor, priority: Priority) -> bool:
    """Return whether the actor may remove words from it for good, which is kept in its own unit. No query."""
    if priority.only_me:
        return bool(actor.person_id) and priority.owner == actor.person_id
    return may(actor, Permission.DISPOSE, priority.unit.path)
