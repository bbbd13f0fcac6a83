"""Who may read a unit's meetings, and of what was weighed and is tracked there what its meetings tell."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.improvement.models import Candidate, Meeting, Tracked
from speir.improvement.policy.candidates import reads
from speir.improvement.policy.priorities import READS
from speir.improvement.policy.sharing import TRACKED
from speir.organisations.policy import around
from speir.sharing.policy import open_to


def visible_to(actor: Actor, unit_id: str) -> QuerySet[Meeting]:
    """Return the meetings of a unit that the actor reads in or sits in, by day; those taken away, too.

    Raises NotYours for what is no id; of a unit that is not theirs there are none.
    """
    if not is_id(unit_id):
        raise NotYours
    return readable(actor).filter(unit_id=unit_id)


def readable(actor: Actor) -> QuerySet[Meeting]:
    """Return the same of every such unit."""
    rows = Meeting.objects.filter(unit__in=around(actor, READS).values("pk"))
    return rows.select_related("unit").order_by("on", "made_at")


def pick(rows: Iterable[Meeting], meeting_id: str) -> Meeting:
    """Return one of the meetings that were fetched for the actor. Raises NotYours."""
    for row in rows:
        if row.id == meeting_id:
            return row
    raise NotYours


def said_in(actor: Actor, meeting_id: str) -> str:
    """Return the id of the meeting in which something is said, empty for none. Raises NotYours. One query."""
    if not meeting_id:
        return ""
    rows = Meeting.objects.filter(pk=meeting_id, unit__in=around(actor, READS).values("pk"))
    if not is_id(meeting_id) or not rows.exists():
        raise NotYours
    return meeting_id


def candidates_of(actor: Actor, unit_id: str) -> QuerySet[Candidate]:
    """Return what a unit weighed and decided, to those who belong there."""
    rows = Candidate.objects.filter(unit=unit_id, removed_at=None)
    return rows if reads(actor, unit_id) else rows.none()


def tracked_of(actor: Actor, path: str) -> QuerySet[Tracked]:
    """Return what is tracked in the unit at this path and below it, as far as the actor may read it."""
    rows = Tracked.objects.filter(unit__path__startswith=path, removed_at=None)
    return rows.filter(open_to(actor, READS, TRACKED))
