"""Reading what one unit's page shows: what it is, what is below it, where it sits or who sits in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.organisations import policy
from speir.organisations.models import Contact, EarlierName, Seat, Unit
from speir.organisations.rules import UnitKind


@dataclass(frozen=True, slots=True)
class Below:
    """A unit below another, `depth` steps down, with its last day where it has one."""

    id: str
    name: str
    kind: str
    depth: int
    closes: dt.date | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Side:
    """The other side of a seat: a partnership or an organisation, open to the actor or only by its name."""

    seat_id: str
    id: str
    name: str
    sector: str
    ends: dt.date | None
    keeps: bool
    opens: bool


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit as its page shows it, and what the actor may do there; `above` are (id, name) from the root down.

    `names` are what it was called before, each with the day until which it held. `numbers`: somebody has set whom to
    ring when a child may be at risk, here or in a partnership that it sits in; asked only for whoever could set them.
    """

    id: str
    name: str
    kind: str
    sector: str
    locality: str
    demonstration: bool
    root: bool
    above: list[tuple[str, str]]
    below: list[Below]
    sits_in: list[Side]
    sitting: list[Side]
    names: list[tuple[str, dt.date]]
    closes: dt.date | None
    closed: bool
    closed_alone: bool
    merged_into: str
    may_manage: bool
    may_change: bool
    may_read_trail: bool
    numbers: bool


def unit_page(actor: Actor, unit_id: str) -> UnitPage:
    """Return one unit as its page shows it. Raises NotYours. Seven queries at most, of any size."""
    unit = policy.require(actor, Permission.SEE_UNIT, unit_id)
    today = timezone.localdate()
    ids = [part for part in unit.path.split("/") if part and part != unit.id]
    above = (
        policy.visible_to(actor).filter(pk__in=ids).order_by("path").values_list("id", "name") if ids else ()
    )
    into = policy.visible_to(actor).filter(pk=unit.merged_into_id).first() if unit.merged_into_id else None
    changes = may(actor, Permission.MANAGE_UNIT, unit.path)
    closed = unit.closed(today)
    root = unit.parent_id is None
    sits_in = _sides(actor, unit, today) if root and unit.kind != UnitKind.PARTNERSHIP else []
    asks = root and changes and not closed and not unit.demonstration
    return UnitPage(
        id=unit.id,
        name=unit.name,
        kind=unit.kind,
        sector=unit.sector,
        locality=unit.locality,
        demonstration=unit.demonstration,
        root=root,
        above=list(above),
        below=_below(unit, today),
        sits_in=sits_in,
        sitting=_sides(actor, unit, today) if unit.kind == UnitKind.PARTNERSHIP else [],
        names=[
            (row.name, timezone.localdate(row.until))
            for row in EarlierName.objects.filter(unit=unit).order_by("-until")
        ],
        closes=unit.closes,
        closed=closed,
        closed_alone=unit.closed_with_id == unit.id,
        merged_into=into.name if into else "",
        may_manage=may(actor, Permission.MANAGE_PEOPLE, unit.path),
        may_change=changes,
        may_read_trail=may(actor, Permission.READ_TRAIL, unit.path),
        numbers=not asks or Contact.objects.filter(unit__in=[unit.id, *(one.id for one in sits_in)]).exists(),
    )


def _below(unit: Unit, today: dt.date) -> list[Below]:
    """Return what is below a unit as a tree line by line, by name. Whoever sees it sees these. One query."""
    rows = list(Unit.objects.filter(path__startswith=unit.path).exclude(pk=unit.pk).order_by("name", "id"))
    children: dict[str | None, list[Unit]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    made: list[Below] = []
    waiting = [(row, 0) for row in reversed(children.get(unit.id, []))]
    while waiting:
        row, depth = waiting.pop()
        made.append(Below(row.id, row.name, row.kind, depth, row.closes, row.closed(today)))
        waiting += [(one, depth + 1) for one in reversed(children.get(row.id, []))]
    return made


def _sides(actor: Actor, unit: Unit, today: dt.date) -> list[Side]:
    """Return the other sides of a unit's seats, by name: those that hold today. One query.

    Who belongs to either side knows with whom it sits; to open the other side takes a role there.
    """
    of, other = (
        ("partnership", "organisation")
        if unit.kind == UnitKind.PARTNERSHIP
        else ("organisation", "partnership")
    )
    rows = Seat.objects.filter(**{of: unit}).exclude(ends__lt=today).select_related(other)
    made = []
    for seat in rows.order_by(f"{other}__name", "id"):
        there: Unit = getattr(seat, other)
        if seat.starts <= today and not there.closed(today):
            made.append(
                Side(
                    seat.id,
                    there.id,
                    there.name,
                    there.sector,
                    seat.ends,
                    seat.keeps,
                    may(actor, Permission.SEE_UNIT, there.path),
                )
            )
    return made


def merge_into(actor: Actor, unit_id: str) -> list[tuple[str, str]]:
    """Return (id, name) of what a unit could be merged into: open, of its kind, looked after. Two queries.

    Raises NotYours, NotAllowed, and Refused where it has closed.
    """
    unit = policy.require(actor, Permission.MANAGE_UNIT, unit_id)
    rows = Unit.objects.filter(
        policy.within(actor, Permission.MANAGE_UNIT),
        policy.within(actor, Permission.MANAGE_PEOPLE),
        kind=unit.kind,
        demonstration=unit.demonstration,
        closes=None,
    ).exclude(path__startswith=unit.path)
    return list(rows.order_by("name", "id").values_list("id", "name"))
