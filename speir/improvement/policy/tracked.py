"""Who may read and write what is tracked beside priorities: read where it was written, written by who plans."""

from __future__ import annotations

from django.db.models import QuerySet

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.evaluations.models import FollowUp
from speir.evaluations.policy.looks import looks_of
from speir.improvement.models import TakenUp, Tracked
from speir.improvement.policy.priorities import NOT_IN_ROLE
from speir.improvement.rules.tracked import FROM_LOOKS
from speir.organisations.models import Unit
from speir.organisations.policy import require_around
from speir.sharing.policy import open_to

ABOUT = "tracked"
READS, PLAN = Permission.READ_EVALUATIONS, Permission.PLAN_IMPROVEMENT


def visible_to(actor: Actor) -> QuerySet[Tracked]:
    """Return what is tracked that the actor may read, what was taken out among it."""
    return Tracked.objects.filter(open_to(actor, READS, ABOUT))


def writes(actor: Actor, path: str) -> bool:
    """Return whether the actor may track something in the unit at this path. No query."""
    return may(actor, PLAN, path)


def require_unit_to_write(actor: Actor, unit_id: str, *, lock: bool = False) -> Unit:
    """Return a unit in which the actor may track something, locked if asked. Raises NotYours, NotAllowed."""
    if not is_id(unit_id):
        raise NotYours
    unit = require_around(actor, READS, unit_id)
    if not writes(actor, unit.path):
        raise NotAllowed(NOT_IN_ROLE[PLAN])
    if lock:
        list(Unit.objects.select_for_update(no_key=True).filter(pk=unit_id).values_list("pk"))
    return unit


def require(actor: Actor, tracked_id: str, *, lock: bool = False) -> Tracked:
    """Return something tracked with its unit, for a change, locked if asked. Raises NotYours, NotAllowed."""
    if not is_id(tracked_id):
        raise NotYours
    if lock:
        list(Tracked.objects.select_for_update().filter(pk=tracked_id).values_list("pk"))
    row = visible_to(actor).select_related("unit", "person", "framework").filter(pk=tracked_id).first()
    if row is None:
        raise NotYours
    if not writes(actor, row.unit.path):
        raise NotAllowed(NOT_IN_ROLE[PLAN])
    return row


def require_taken(actor: Actor, tracked_id: str, taken_id: str, *, lock: bool = False) -> TakenUp:
    """Return who took something up, with that thing locked if asked. Raises NotYours, NotAllowed."""
    tracked = require(actor, tracked_id, lock=lock)
    row = TakenUp.objects.filter(pk=taken_id, tracked=tracked).first() if is_id(taken_id) else None
    if row is None:
        raise NotYours
    row.tracked = tracked
    return row


def follow_ups(actor: Actor, path: str) -> QuerySet[FollowUp]:
    """Return the good practice and training that follow from finished closer looks which the actor reads.

    Of the unit at this path, and of those below it.
    """
    looks = looks_of(actor).filter(finished_at__isnull=False, evaluation__unit__path__startswith=path)
    return FollowUp.objects.filter(look__in=looks.values("pk"), removed_at=None, kind__in=list(FROM_LOOKS))
