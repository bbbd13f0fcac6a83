"""Who can be named as the lead or a helper of an action, and which units can have a part in a priority."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.access.roles import ROLES
from speir.core.ids import is_id
from speir.improvement.models import Action, Part, Priority
from speir.improvement.rules.naming import OPEN
from speir.organisations.models import Membership, Seat, Unit
from speir.organisations.policy import within


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who can be named, with the unit in which they hold their role; `gone`: they have none here any more."""

    id: str
    name: str
    unit: str
    gone: bool = False


def people_for(priority: Priority, by: Actor) -> list[Somebody]:
    """Return whom an action of this priority can be given to by this actor, by name.

    Whoever reads what its unit, or a unit with a part in it, has found, so nobody is named who could not read it; and
    only people of units that the actor sees: nobody browses the people of another organisation. Two queries.
    """
    rows = (
        _able(priority)
        .filter(within(by, Permission.SEE_UNIT, "unit__path"))
        .order_by("person__name", "person_id", "unit__path")
        .values_list("person_id", "person__name", "unit__name")
    )
    found: dict[str, Somebody] = {}
    for person_id, name, unit in rows:
        found.setdefault(person_id, Somebody(person_id, name, unit))
    return list(found.values())


def able_to_lead(priority: Priority, person_id: str) -> bool:
    """Return whether somebody still has an account and a role in which they can see to this priority. Two queries."""
    return _able(priority).filter(person=person_id).exists()


def able_among(priority: Priority, person_ids: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Return those of these people who can see to this priority, each with their names and the paths of their roles.

    Two queries.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    rows = _able(priority).filter(person__in=list(person_ids))
    for person_id, name, path in rows.values_list("person_id", "person__name", "unit__path"):
        found.setdefault(person_id, []).append((name, path))
    return found


def leading_without(priority: Priority, kept: Sequence[str]) -> list[str]:
    """Return by name who leads what is open in a priority and sees to it by a part that is not among those kept.

    Four queries. Whoever could not see to it before is left out: that they left is said elsewhere.
    """
    rows = Action.objects.filter(priority=priority, removed_at=None, state__in=OPEN, lead__isnull=False)
    leads = set(rows.values_list("lead_id", flat=True))
    paths = [priority.unit.path, *Unit.objects.filter(pk__in=kept).values_list("path", flat=True)]
    return sorted(
        places[0][0]
        for places in able_among(priority, [one for one in leads if one]).values()
        if not any(path.startswith(near) for _name, path in places for near in paths)
    )


def _able(priority: Priority) -> QuerySet[Membership]:
    roles = [role for role, those in ROLES.items() if Permission.READ_EVALUATIONS in those]
    near = Q(unit__path__startswith=priority.unit.path)
    for path in parts_of(priority):
        near |= Q(unit__path__startswith=path)
    return Membership.objects.holding(timezone.localdate()).filter(
        near, role__in=roles, person__is_active=True
    )


def parts_of(priority: Priority) -> list[str]:
    """Return the paths of the units that have a part in a priority, of those that still sit where it is. One query."""
    today = timezone.localdate()
    sits = Seat.objects.filter(organisation=OuterRef("unit__root"), partnership=priority.unit.root_id)
    sits = sits.filter(starts__lte=today).exclude(ends__lt=today)
    near = Q(unit__root=priority.unit.root_id) | Exists(sits)
    return list(Part.objects.filter(near, priority=priority).values_list("unit__path", flat=True))


def near(priority: Priority, unit_id: str) -> bool:
    """Return whether a unit is the priority's, has a part in it, or is below such a one. Two queries."""
    path = Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first() if is_id(unit_id) else None
    return path is not None and any(path.startswith(one) for one in (priority.unit.path, *parts_of(priority)))


def units_for(unit: Unit) -> list[tuple[str, str]]:
    """Return what can have a part in a priority of a unit, as (id, name): its own tree, and who sits there today."""
    today = timezone.localdate()
    seats = Seat.objects.filter(partnership=unit.root_id, starts__lte=today).exclude(ends__lt=today)
    near = Q(root=unit.root_id) | Q(pk__in=seats.values("organisation"))
    rows = Unit.objects.filter(near).exclude(closes__lt=today).order_by("path")
    return list(rows.values_list("id", "name"))


def people_at(unit: Unit, by: Actor) -> list[Somebody]:
    """Return who can be named to see to something of a unit by this actor: whoever reads there. One query."""
    roles = [role for role, those in ROLES.items() if Permission.READ_EVALUATIONS in those]
    rows = (
        Membership.objects.holding(timezone.localdate())
        .filter(within(by, Permission.SEE_UNIT, "unit__path"), unit__path__startswith=unit.path)
        .filter(role__in=roles, person__is_active=True)
        .order_by("person__name", "person_id", "unit__path")
        .values_list("person_id", "person__name", "unit__name")
    )
    found: dict[str, Somebody] = {}
    for person_id, name, where in rows:
        found.setdefault(person_id, Somebody(person_id, name, where))
    return list(found.values())
