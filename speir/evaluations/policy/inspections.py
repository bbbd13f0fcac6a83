"""Who may read and record an external inspection: whoever belongs where it was, and whoever writes judgements there."""

from __future__ import annotations

from django.db.models import QuerySet

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.evaluations.models import Inspection
from speir.organisations.policy import around

INSPECTION = "inspection"
READ_ONLY = "Your role here lets you read this inspection, not correct it. Ask your lead officer."


def inspections_of(actor: Actor) -> QuerySet[Inspection]:
    """Return the inspections that the actor may read: of units they belong to, and partnerships they sit in."""
    here = around(actor, Permission.READ_EVALUATIONS)
    rows = Inspection.objects.filter(unit__in=here.values("pk"), removed_at__isnull=True)
    return rows.select_related("unit", "framework")


def records(actor: Actor, path: str) -> bool:
    """Return whether the actor may record and correct inspections of the unit at this path. No query."""
    return may(actor, Permission.WRITE_JUDGEMENTS, path)


def require_inspection(actor: Actor, inspection_id: str) -> Inspection:
    """Return an inspection with its unit and framework to whoever may read it. Raises NotYours."""
    found = inspections_of(actor).filter(pk=inspection_id).first() if is_id(inspection_id) else None
    if found is None:
        raise NotYours
    return found


def require_correcting(actor: Actor, inspection_id: str, *, lock: bool = False) -> Inspection:
    """Return an inspection, locked for a change if asked, to whoever records there. Raises NotYours, NotAllowed.

    Of a unit in whose tree somebody records without belonging to it (from above, say) they correct what they recorded.
    """
    rows = Inspection.objects.select_related("unit", "framework").filter(removed_at__isnull=True)
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=inspection_id).first() if is_id(inspection_id) else None
    if found is None:
        raise NotYours
    if records(actor, found.unit.path):
        return found
    if inspections_of(actor).filter(pk=inspection_id).exists():
        raise NotAllowed(READ_ONLY)
    raise NotYours
