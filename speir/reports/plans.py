"""Documents of improvement: an organisation's part in the shape of its plan."""

from __future__ import annotations

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.improvement.queries.plans import PlanPart
from speir.organisations.policy import require_around
from speir.reports.actions import rendered
from speir.reports.builders.improvement import part
from speir.trail.actions import record as record_in_trail

PART_FORMATS = ("docx", "xlsx")
OF_THEIR_OWN = "one of their own"


def plan_part(shown: PlanPart, *, format: str, by: Actor) -> bytes:
    """Return an organisation's part, fetched for this actor, as a document, and record that they took it away.

    Raises Refused where it could not be made.
    """
    body = rendered(part.document(shown), format)
    _record_taken(shown, format, by)
    return body


@transaction.atomic
def _record_taken(shown: PlanPart, format: str, by: Actor) -> None:
    unit = require_around(by, Permission.READ_EVALUATIONS, shown.unit.id)
    own = shown.plan.startswith("own:")
    # What a unit calls its own plan somebody typed: it would stand in the trail after its name was removed.
    called = OF_THEIR_OWN if own else shown.plan_name
    record_in_trail(
        by=by,
        verb="downloaded",
        about="plan",
        about_id=shown.plan.removeprefix("own:") if own else "",
        path=unit.path,
        detail=f"{called}, {shown.of}, {format}",
    )
