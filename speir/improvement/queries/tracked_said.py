"""Something tracked, and who took it up, as their forms say them."""

from __future__ import annotations

from speir.improvement.models import TakenUp, Tracked
from speir.improvement.rules.tracked import Said, Taken


def tracked_said(row: Tracked) -> Said:
    """Return something tracked as its form says it. Two queries at most."""
    return Said(
        kind=row.kind,
        text=row.text,
        reference=row.reference,
        whom=row.whom,
        inspection=row.inspection_id or "",
        person=row.person_id or "",
        due=row.due,
        state=row.state,
        outcome=row.outcome,
        of=f"{row.framework.key}/{row.number}" if row.framework is not None else "",
        priorities=tuple(sorted(one.priority_id for one in row.answered_by.all())),
    )


def taken_said(row: TakenUp) -> Taken:
    """Return who took something up as its form says it. No query."""
    return Taken(row.unit_id or "", row.who, row.on, row.what)
