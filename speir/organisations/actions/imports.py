"""Bringing a sheet of organisations and their first people in: all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.accounts.actions import make_person
from speir.core.errors import Refused
from speir.organisations import policy
from speir.organisations.actions.people import let_begin, make_unit
from speir.organisations.models import Membership, Seat, Unit
from speir.organisations.queries import imports
from speir.organisations.queries.imports import Plan, There
from speir.organisations.rules.sheet import Line
from speir.trail.actions import record

CHANGED = "Something in it does not fit any more. Look at the file once more."


@transaction.atomic
def bring_sheet_in(*, unit_id: str, lines: Sequence[Line], by: Actor) -> Plan:
    """Bring in what these lines say and is not there yet; return what was new. Twice, it does nothing the second time.

    It goes into a partnership, which looks after organisations that are new, or into one whole organisation. Nobody is
    sent anything: whoever is new signs in by the address that is handed to them. Raises NotYours, NotAllowed, and
    Refused where a line does not fit any more.
    """
    policy.require(by, Permission.MANAGE_UNIT, unit_id, lock=True)
    home = imports.home_of(by, unit_id)
    found = imports.there(by, home, lines)
    made = imports.plan_of(by, found, lines, ())
    if made.bad:
        raise Refused("sheet-changed", CHANGED)
    if not made.new:
        return made
    localities = {line.place: line.locality for line in lines if line.locality}
    for line in lines:
        unit = _unit(home, found, line, localities, by)
        if line.name and not found.held(line):
            _person(found, line, unit, by)
    counts = f"{len(made.organisations)}, {len(made.units)}, {len(made.people)}"
    record(
        by=by,
        verb="imported into",
        about="unit",
        about_id=home.id,
        path=home.path,
        detail=counts,
    )
    return made


def _unit(
    partnership: Unit, found: There, line: Line, localities: dict[tuple[str, ...], str], by: Actor
) -> Unit:
    """Return the unit that a line is about, made now with what is above it where it is not there.

    `localities` is what any line of the sheet says of a place: it need not be the first.
    """
    place = line.place[:1]
    if place not in found.units:
        locality = localities.get(place, "")
        found.units[place] = _make(partnership, line.organisation, "agency", line.sector, locality, None, by)
        _seat(partnership, found.units[place], by)
    unit = found.units[place]
    for kind, name in (("service", line.service), ("team", line.team)):
        if name:
            place = line.place[: len(place) + 1]
            if place not in found.units:
                locality = localities.get(place, "")
                found.units[place] = _make(partnership, name, kind, "", locality, unit, by)
            unit = found.units[place]
    return unit


def _make(
    partnership: Unit, name: str, kind: str, sector: str, locality: str, parent: Unit | None, by: Actor
) -> Unit:
    return make_unit(
        name=name,
        kind=kind,
        sector=sector,
        locality=locality,
        parent=parent,
        demonstration=partnership.demonstration,
        by=by,
    )


def _seat(partnership: Unit, unit: Unit, by: Actor) -> None:
    Seat.objects.create(organisation=unit, partnership=partnership, starts=timezone.localdate(), keeps=True)
    record(by=by, verb="seated", about="unit", about_id=unit.id, path=partnership.path, detail=unit.name)


def _person(found: There, line: Line, unit: Unit, by: Actor) -> None:
    person = found.people.get(line.who)
    if person is None:
        person = found.people[line.who] = make_person(name=line.name, email=line.email, by=by)
    key = (person.pk, unit.pk, line.role)
    held = found.roles.get(key) or Membership(person=person, unit=unit, role=line.role)
    held.unit = unit
    today = timezone.localdate()
    starts = max(line.starts or today, today)
    found.roles[key] = let_begin(held=held, starts=starts, ends=line.ends, by=by)
