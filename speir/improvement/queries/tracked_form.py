"""Something tracked, and who took it up, as their forms begin."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Q

from speir.access.actor import Actor
from speir.core.ids import is_id
from speir.core.text import day
from speir.evaluations.policy.inspections import inspections_of
from speir.improvement.models import Tracked
from speir.improvement.policy import tracked as policy
from speir.improvement.policy.priorities import standing
from speir.improvement.queries.boards import UnitOf, unit_of
from speir.improvement.queries.indicators import indicators
from speir.improvement.queries.people import people_at, units_for
from speir.improvement.queries.tracked_said import taken_said, tracked_said
from speir.improvement.rules.naming import Following
from speir.improvement.rules.tracked import FROM_LOOKS, Said, Taken, said_mark, taken_mark
from speir.organisations.models import Unit

Choice = tuple[str, str]
MOST_INSPECTIONS = 100


@dataclass(frozen=True, slots=True)
class Editing:
    """Something tracked as its form begins, or nothing yet, and what the form lets choose; `follow` is its origin.

    `said` has those priorities alone that this actor may read.
    """

    unit: UnitOf
    id: str
    said: Said
    base: str
    by: str
    removed: bool
    follow: str
    people: tuple[Choice, ...]
    inspections: tuple[Choice, ...]
    priorities: tuple[Choice, ...]
    indicators: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Taking:
    """Who took something up as its form begins, or nothing yet; `of` is what they took up."""

    unit: UnitOf
    tracked_id: str
    kind: str
    of: str
    id: str
    said: Taken
    base: str
    by: str
    removed: bool
    units: tuple[Choice, ...]


def beginning(actor: Actor, unit_id: str, *, kind: str = "", follow: str = "") -> Editing:
    """Return the form for something new, or for what followed from a closer look. Raises NotYours, NotAllowed."""
    unit = policy.require_unit_to_write(actor, unit_id)
    said = Said(kind=kind if kind in set(Following) else "")
    row = policy.follow_ups(actor, unit.path).filter(pk=follow).first() if is_id(follow) else None
    if row is not None:
        said = Said(
            FROM_LOOKS[row.kind], text=row.text, whom=row.whom, person=row.person_id or "", due=row.due
        )
    return _editing(actor, unit, said, follow=row.id if row is not None else "")


def editing(actor: Actor, tracked_id: str) -> Editing:
    """Return the form of something tracked to whoever may change it. Raises NotYours, NotAllowed."""
    row = policy.require(actor, tracked_id)
    return _editing(actor, row.unit, tracked_said(row), row)


def taking(actor: Actor, tracked_id: str, taken_id: str = "") -> Taking:
    """Return the form of who took something up. Raises NotYours, NotAllowed."""
    found = policy.require_taken(actor, tracked_id, taken_id) if taken_id else None
    row = found.tracked if found is not None else policy.require(actor, tracked_id)
    said = taken_said(found) if found is not None else Taken()
    return Taking(
        unit=unit_of(actor, row.unit_id),
        tracked_id=row.id,
        kind=row.kind,
        of=row.text,
        id=found.id if found is not None else "",
        said=said,
        base=taken_mark(said),
        by=found.written_by_name if found is not None else "",
        removed=found is not None and found.removed_at is not None,
        units=tuple(units_for(row.unit)),
    )


def _editing(actor: Actor, unit: Unit, said: Said, row: Tracked | None = None, follow: str = "") -> Editing:
    people = {one.id: one.name for one in people_at(unit, actor)}
    if row is not None and row.person is not None:
        people.setdefault(row.person.pk, row.person.name)
    of_unit = Q(unit=unit) | Q(pk__in=said.priorities)
    priorities = list(standing(actor).filter(of_unit).order_by("position", "id").values_list("pk", "title"))
    shown = {key for key, _title in priorities}
    return Editing(
        unit=unit_of(actor, unit.id),
        id=row.id if row is not None else "",
        said=replace(said, priorities=tuple(one for one in said.priorities if one in shown)),
        base=said_mark(said),
        by=row.written_by_name if row is not None else "",
        removed=row is not None and row.removed_at is not None,
        follow=follow,
        people=tuple(sorted(people.items(), key=lambda one: one[1])),
        inspections=_inspections(actor, unit, said.inspection),
        priorities=tuple(priorities),
        indicators=tuple(indicators()),
    )


def _inspections(actor: Actor, unit: Unit, chosen: str) -> tuple[Choice, ...]:
    """Return the inspections of the unit, those below it and above, and the one that stands there. One query."""
    above = [one for one in unit.path.split("/") if one]
    near = Q(unit__path__startswith=unit.path) | Q(unit__in=above) | Q(pk=chosen)
    rows = inspections_of(actor).filter(near).order_by("-day", "id")[:MOST_INSPECTIONS]
    return tuple(
        (row.id, ", ".join(part for part in (row.title, row.unit.name, day(row.day)) if part)) for row in rows
    )
