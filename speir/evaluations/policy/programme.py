"""Who sees what is planned: whoever belongs to the unit, whoever plans there, and those who are asked for it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from speir.access.actor import Actor
from speir.access.decide import may, places
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.evaluations.models import Planned, PlannedFor
from speir.organisations.policy import within

PLANNED = "planned thing"
READ_ONLY = "Your role here lets you read the programme, not change it. Ask your lead officer."

_PLANNED = Planned.objects.select_related("unit")


def planned_of(actor: Actor) -> QuerySet[Planned]:
    """Return what is planned as far as the actor may see it."""
    here = places(actor, Permission.READ_EVALUATIONS)
    asked = PlannedFor.objects.filter(unit__in=here)
    plans = within(actor, Permission.START_EVALUATION, "unit__path")
    return _PLANNED.filter(Q(unit__in=here) | Q(pk__in=asked.values("planned")) | plans)


def plans(actor: Actor, path: str) -> bool:
    """Return whether the actor plans in the unit at this path. No query."""
    return may(actor, Permission.START_EVALUATION, path)


def sees_all_asked(actor: Actor, row: Planned) -> bool:
    """Return whether the actor sees everybody who is asked; those who are merely asked see themselves. No query."""
    return row.unit_id in places(actor, Permission.READ_EVALUATIONS) or plans(actor, row.unit.path)


def require_planned(actor: Actor, planned_id: str) -> Planned:
    """Return something planned, with its unit, to whoever may see it. Raises NotYours."""
    found = planned_of(actor).filter(pk=planned_id).first() if is_id(planned_id) else None
    if found is None:
        raise NotYours
    return found


def require_planning(actor: Actor, planned_id: str, *, lock: bool = False) -> Planned:
    """Return something planned, locked for a change if asked, to whoever plans there. Raises NotYours, NotAllowed."""
    found = require_planned(actor, planned_id)
    if not plans(actor, found.unit.path):
        raise NotAllowed(READ_ONLY)
    if not lock:
        return found
    locked = _PLANNED.select_for_update(of=("self",), no_key=True).filter(pk=planned_id).first()
    if locked is None:
        raise NotYours
    return locked
