"""Who may read and change a unit's meetings, and which priorities and actions a unit meets about."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from speir.access.actor import Actor
from speir.access.decide import places
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.improvement.models import Action, Candidate, Meeting, Part, Priority, Tracked
from speir.improvement.policy import doing, priorities
from speir.improvement.policy.priorities import READS
from speir.organisations.models import Unit
from speir.organisations.policy import around
from speir.sharing.policy import open_to

TRACKED = "tracked"


def visible_to(actor: Actor, unit_id: str) -> QuerySet[Meeting]:
    """Return the meetings of a unit that the actor reads in or sits in, by day; those taken away, too."""
    if not is_id(unit_id):
        raise NotYours
    rows = Meeting.objects.filter(unit_id=unit_id, unit__in=around(actor, READS).values("pk"))
    return rows.select_related("unit").order_by("on", "made_at")


def pick(rows: Iterable[Meeting], meeting_id: str) -> Meeting:
    """Return one of the meetings that were fetched for the actor. Raises NotYours."""
    for row in rows:
        if row.id == meeting_id:
            return row
    raise NotYours


def priorities_of(actor: Actor, path: str) -> QuerySet[Priority]:
    """Return the priorities that the unit at `path` meets about: its own, those below, and those it has a part in."""
    has_part = Part.objects.filter(unit__path__startswith=path).values("priority_id")
    return priorities.standing(actor).filter(Q(unit__path__startswith=path) | Q(pk__in=has_part))


def actions_of(actor: Actor, path: str) -> QuerySet[Action]:
    """Return the actions that the unit at `path` meets about.

    Those of its own priorities and of those below; of a priority that it only has a part in, what it does itself and
    what nobody was given yet.
    """
    theirs = Q(unit__path__startswith=path) | Q(unit__isnull=True)
    rows = doing.visible_to(actor).filter(priority__in=priorities_of(actor, path).values("pk"))
    return rows.filter(Q(priority__unit__path__startswith=path) | theirs)


def candidates_of(actor: Actor, unit: Unit) -> QuerySet[Candidate]:
    """Return what a unit weighed and decided, to those who belong there."""
    return Candidate.objects.filter(unit=unit, unit_id__in=places(actor, READS), removed_at=None)


def tracked_of(actor: Actor, unit: Unit) -> QuerySet[Tracked]:
    """Return what is tracked in a unit and below it, as far as the actor may read it."""
    rows = Tracked.objects.filter(unit__path__startswith=unit.path, removed_at=None)
    return rows.filter(open_to(actor, READS, TRACKED))
