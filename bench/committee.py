"""A committee with eight agencies and 5,000 actions: its own priorities, and those of each agency."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from bench import beside, shown
from bench.ids import quick_id
from bench.improving import ACTIONS, Rows, planned
from speir.access.actor import Actor, Grant
from speir.accounts.models import Person
from speir.frameworks.rules.structure import Framework
from speir.organisations.models import Membership, Seat, Unit

PRIORITIES, AGENCIES, TEAMS, PEOPLE = 200, 8, 3, 9
# One priority in so many is an agency's own.
OF_AGENCIES = 5
# From which agencies somebody has left who led actions.
LEFT = (0, 3)
LONG_AGO = dt.date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Committee:
    """The world once it is stored: its lead officer, who leads some actions too, and its unit."""

    lead: Person
    unit_id: str
    meeting_id: str
    actions: int
    rows: int


def load(framework: Framework, priorities: int = PRIORITIES) -> Committee:
    """Store the committee. One priority in five is an agency's own; the others are the committee's."""
    root = _unit("Invented Child Protection Committee", "partnership", None)
    lead = Person(id=quick_id(), name="Morag Sinclair", password="!")
    units, people, members, seats = [root], [lead], [_member(lead, root, "lead_officer")], []
    bodies: list[tuple[Unit, list[Unit], list[Person]]] = []
    for at in range(AGENCIES):
        agency = _unit(f"Invented Agency {at + 1} of the committee", "agency", None)
        teams = [_unit(f"Team {number + 1} of {agency.name}", "team", agency) for number in range(TEAMS)]
        staff = [
            Person(id=quick_id(), name=f"Worker {at + 1}.{number + 1}", password="!")
            for number in range(PEOPLE)
        ]
        units += [agency, *teams]
        people += staff
        members += [
            _member(person, (agency, *teams)[number % 4], "agency_lead" if number == 0 else "evaluator")
            for number, person in enumerate(staff)
        ]
        seats.append(Seat(id=quick_id(), organisation=agency, partnership=root, starts=LONG_AGO))
        bodies.append((agency, teams, staff))
    Unit.objects.bulk_create(units)
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(members)
    Seat.objects.bulk_create(seats)
    rows = Rows(framework.id, timezone.now())
    numbers = [one.number for one in framework.indicators]
    for number in range(priorities):
        agency, teams, staff = bodies[number % AGENCIES]
        own = number % OF_AGENCIES == OF_AGENCIES - 1
        by = staff[0] if own else lead
        unit = agency if own else root
        acting = Actor(by.id, by.name, (Grant("agency_lead" if own else "lead_officer", unit.path),))
        second = bodies[(number + 3) % AGENCIES]
        parts = teams if own else [agency, second[0], *teams[:2]]
        # A lead officer leads something herself in every fifth of her committee's priorities.
        besides = () if own else (*second[2], *([lead] if number % 5 == 0 else []))
        led_by = [one.id for one in (*staff, *besides)]
        rows.add(planned(number), unit, parts, led_by, numbers, acting)
    stored = len(units) + len(people) + len(members) + len(seats) + rows.store()
    more = beside.load(root, lead, timezone.now())
    stored += more.rows + shown.load(root, lead, [bodies[at][2][-1] for at in LEFT], timezone.now())
    return Committee(lead, root.id, more.meeting_id, priorities * ACTIONS, stored)


def _unit(name: str, kind: str, parent: Unit | None) -> Unit:
    made = Unit(id=quick_id(), name=name, kind=kind, parent=parent)
    made.root = parent.root if parent else made
    made.path = f"{parent.path if parent else ''}{made.id}/"
    return made


def _member(person: Person, unit: Unit, role: str) -> Membership:
    return Membership(id=quick_id(), person=person, unit=unit, role=role, starts=LONG_AGO)
