"""Worlds: one national partnership, an agency for each time, four teams in each agency, five broad views in each team.

The agencies sit in the partnership, with which every broad view is shared. One time is 20 broad views, fully filled.
The first team is the same in every world, so that pages show as many bytes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bench import committee, joint, looks
from bench.ids import quick_id
from bench.loader import Rows
from bench.plans import plan
from speir.access.actor import Actor, Grant
from speir.accounts.models import Person
from speir.frameworks.rules.structure import Framework
from speir.organisations.models import Membership, Seat, Unit
from speir.sharing.models import Sharing

TEAMS, VIEWS, PEOPLE = 4, 5, 6
FIRST_YEAR = 2021
LONG_AGO = dt.date(2020, 1, 1)
NAMES = ("Ailsa Munro", "Callum Reid", "Eilidh Fraser", "Hamish Grant", "Isla Stewart", "Rory Campbell")


@dataclass(frozen=True, slots=True)
class World:
    """A world once it is stored: whom and what the benchmark measures in it."""

    member: Person
    chief: Person
    evaluation_id: str
    joint_id: str
    look_id: str
    committee: committee.Committee
    views: int
    rows: int


def load(framework: Framework, times: int) -> World:
    """Store a world of so many times."""
    root = _unit("Invented National Partnership", "partnership", None)
    chief = Person(id=quick_id(), name="Morag Sinclair", password="!")
    people, memberships, units = [chief], [_member(chief, root, "lead_officer")], [root]
    teams: list[tuple[Unit, list[Actor]]] = []
    seats: list[Seat] = []
    for agency_number in range(times):
        agency = _unit(f"Invented Agency {agency_number + 1}", "agency", None)
        units.append(agency)
        seats.append(Seat(id=quick_id(), organisation=agency, partnership=root, starts=LONG_AGO))
        for team_number in range(TEAMS):
            team = _unit(f"Team {team_number + 1} of agency {agency_number + 1}", "team", agency)
            units.append(team)
            acting = []
            for at, name in enumerate(NAMES):
                person = Person(id=quick_id(), name=name, password="!")
                people.append(person)
                role = "lead_officer" if at == 0 else "evaluator"
                memberships.append(_member(person, team, role))
                acting.append(Actor(person.id, name, (Grant(role, team.path),)))
            teams.append((team, acting))
    Unit.objects.bulk_create(units)
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(memberships)
    Seat.objects.bulk_create(seats)
    stored = len(units) + len(people) + len(memberships) + len(seats)
    views: list[str] = []
    rows = Rows(framework)
    for team_at, (team, acting) in enumerate(teams):
        for view in range(VIEWS):
            year = FIRST_YEAR + view
            start = dt.datetime(year, 2, 1, 9, 0, tzinfo=dt.UTC) + dt.timedelta(minutes=team_at)
            made = rows.add(plan(framework, f"{team_at}/{view}", year), team, acting, start)
            views.append(made)
        if team_at % 8 == 7:
            stored += rows.store()
    stored += rows.store()
    shared = [
        Sharing(
            id=quick_id(),
            about="broad view",
            about_id=view,
            scope="partnership",
            unit=root,
            why="Our yearly report.",
            starts=LONG_AGO,
            at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
        )
        for view in views
    ]
    Sharing.objects.bulk_create(shared)
    # The first agency takes part, so that the member sees it.
    joint_id, beside = joint.load(framework, root, units[1])
    look_id, of_look = looks.store(framework, teams[0][0], NAMES[0])
    improving = committee.load(framework)
    stored += len(shared) + beside + of_look + improving.rows
    return World(people[2], chief, views[0], joint_id, look_id, improving, len(views), stored)


def _unit(name: str, kind: str, parent: Unit | None) -> Unit:
    made = Unit(id=quick_id(), name=name, kind=kind, parent=parent)
    made.root = parent.root if parent else made
    made.path = f"{parent.path if parent else ''}{made.id}/"
    return made


def _member(person: Person, unit: Unit, role: str) -> Membership:
    return Membership(id=quick_id(), person=person, unit=unit, role=role, starts=LONG_AGO)
