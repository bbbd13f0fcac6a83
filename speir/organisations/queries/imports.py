"""What bringing a sheet in would do: held to what is there, as far as whoever brings it in looks after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.accounts.models import Person
from speir.core.errors import NotYours
from speir.core.sheets.cells import Bad
from speir.organisations import policy
from speir.organisations.models import Membership, Seat, Unit
from speir.organisations.rules import UnitKind
from speir.organisations.rules.holding import OWN_ROLE
from speir.organisations.rules.sectors import SECTORS
from speir.organisations.rules.sheet import Line, bad_at, folded

BY_ITSELF = "It sits here and looks after itself: its own lead brings its people in. Leave this row out."
CLOSED = "It has closed. Take that back first, or leave this row out."
WORKS = "It is here already, and works in {}. Write that here or nothing, or change it first where it is described."
WHOLE_AREA = "all of the area"
ELSEWHERE = (
    "Somebody is here already with this e-mail address, and not among your people. Leave the address out: the sign-in "
    "address that you hand over is enough."
)


@dataclass(slots=True)
class There:
    """What is there already: units by the names down to them, people by what they are known by, roles.

    `only` is the organisation's name where the sheet is for one alone.
    """

    only: str = ""
    units: dict[tuple[str, ...], Unit] = field(default_factory=dict)
    by_themselves: set[str] = field(default_factory=set)
    people: dict[tuple[str, str], Person] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    roles: dict[tuple[str, str, str], Membership] = field(default_factory=dict)

    def held(self, line: Line) -> bool:
        """Whether a row's person has its role there already."""
        unit, person = self.units.get(line.place), self.people.get(line.who)
        row = self.roles.get((person.pk, unit.pk, line.role)) if unit and person else None
        return row is not None and row.stands(timezone.localdate())


@dataclass(slots=True)
class Group:
    """What would be new in one organisation: itself, services and teams with what is above them, people with a role.

    `people` are (name, role, service and team).
    """

    name: str
    new: bool
    units: list[str] = field(default_factory=list)
    people: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """What bringing a sheet in would do: what is wrong, what is new, and how many rows change nothing.

    `people` are (name, role, the unit's name); `groups` say the same by organisation.
    """

    bad: list[Bad]
    organisations: list[str]
    units: list[tuple[str, str]]
    people: list[tuple[str, str, str]]
    same: int
    groups: list[Group] = field(default_factory=list)

    @property
    def new(self) -> bool:
        """Whether anything would change."""
        return bool(self.organisations or self.units or self.people)


def there(actor: Actor, home: Unit, lines: Sequence[Line]) -> There:
    """Return what is there of what a sheet names, in an organisation or in all that a partnership looks after.

    An organisation elsewhere is never looked up by its name. Five queries.
    """
    found, kept = There(), set[str]()
    if home.kind == UnitKind.PARTNERSHIP:
        _sitting(actor, home, found, kept)
    else:
        found.only = home.name
        found.units[folded(home.name),] = home
        kept.add(home.pk)
    names = {unit.pk: place for place, unit in found.units.items()}
    for unit in Unit.objects.filter(root__in=kept, parent__isnull=False).order_by("path"):
        if unit.parent_id in names:
            names[unit.pk] = (*names[unit.parent_id], folded(unit.name))
            found.units.setdefault(names[unit.pk], unit)
    for row in Membership.objects.filter(unit__root__in=kept).select_related("person", "unit__root"):
        found.roles[row.person_id, row.unit_id, row.role] = row
        found.people.setdefault((folded(row.unit.root.name), folded(row.person.name)), row.person)
    _by_email(actor, {line.email for line in lines if line.email}, found)
    return found


def _sitting(actor: Actor, partnership: Unit, found: There, kept: set[str]) -> None:
    """Find the organisations that sit in a partnership: those that it looks after, and the others by name alone."""
    today = timezone.localdate()
    seats = Seat.objects.filter(partnership=partnership, starts__lte=today).exclude(ends__lt=today)
    for seat in seats.select_related("organisation").order_by("organisation__made_at", "id"):
        name = folded(seat.organisation.name)
        if may(actor, Permission.MANAGE_UNIT, seat.organisation.path):
            kept.add(seat.organisation_id)
            found.units.setdefault((name,), seat.organisation)
        else:
            found.by_themselves.add(name)
    found.by_themselves -= {place[0] for place in found.units}


def _by_email(actor: Actor, emails: set[str], found: There) -> None:
    known = {person.email: person for person in Person.objects.filter(email__in=emails)}
    theirs: dict[str, bool] = dict.fromkeys((person.pk for person in known.values()), False)
    roles = Membership.objects.filter(person__in=theirs, unit__demonstration=False).order_by()
    paths: dict[str, list[str]] = {}
    for person_id, path in roles.values_list("person_id", "unit__path"):
        paths.setdefault(person_id, []).append(path)
    for email, person in known.items():
        held = paths.get(person.pk, [])
        if person.is_active and held and all(may(actor, Permission.MANAGE_PEOPLE, path) for path in held):
            found.people["", email or ""] = person
        else:
            found.elsewhere.add(email or "")


def home_of(actor: Actor, unit_id: str) -> Unit:
    """Return the partnership or whole organisation that a sheet is brought into.

    Raises NotYours for anything else, NotAllowed, and Refused where it has closed.
    """
    unit = policy.require_open(actor, Permission.MANAGE_UNIT, unit_id)
    policy.require(actor, Permission.MANAGE_PEOPLE, unit_id)
    if unit.parent_id is not None or unit.kind not in (UnitKind.PARTNERSHIP, UnitKind.AGENCY):
        raise NotYours
    return unit


def plan(actor: Actor, unit_id: str, lines: Sequence[Line], bad: Sequence[Bad]) -> Plan:
    """Return what bringing these lines in would do; `bad` is what was wrong in them already.

    Raises NotYours, NotAllowed, and Refused where the unit has closed.
    """
    return plan_of(actor, there(actor, home_of(actor, unit_id), lines), lines, bad)


def plan_of(actor: Actor, found: There, lines: Sequence[Line], bad: Sequence[Bad]) -> Plan:
    """Return the plan, held to what was found. No query."""
    wrong = list(bad)
    organisations: dict[str, str] = {}
    units: dict[tuple[str, ...], tuple[str, str]] = {}
    people: dict[tuple[object, ...], tuple[str, str, str]] = {}
    groups: dict[str, Group] = {}
    same = 0
    for line in lines:
        mistakes = _mistakes(actor, found, line)
        wrong += mistakes
        if mistakes:
            continue
        before = len(organisations), len(units), len(people)
        names = [name for name in (line.organisation, line.service, line.team) if name]
        kinds = ["agency", *(kind for kind, name in (("service", line.service), ("team", line.team)) if name)]
        for depth in range(1, len(names) + 1):
            place = line.place[:depth]
            if place not in found.units:
                if depth == 1:
                    organisations.setdefault(place[0], names[0])
                elif place not in units:
                    units[place] = (names[depth - 1], kinds[depth - 1])
                    _group(groups, found, line).units.append(": ".join(names[1:depth]))
        role = (line.place, line.who, line.role)
        if line.name and not found.held(line) and role not in people:
            people[role] = (line.name, line.role, names[-1])
            _group(groups, found, line).people.append((line.name, line.role, ": ".join(names[1:])))
        if before == (len(organisations), len(units), len(people)):
            same += 1
        else:
            _group(groups, found, line)
    wrong.sort(key=lambda one: (one.row, one.cell))
    return Plan(
        wrong,
        list(organisations.values()),
        list(units.values()),
        list(people.values()),
        same,
        list(groups.values()),
    )


def _group(groups: dict[str, Group], found: There, line: Line) -> Group:
    """Return the group of a line's organisation, made now where it is the first."""
    key = line.place[0]
    return groups.setdefault(key, Group(line.organisation, (key,) not in found.units))


def _mistakes(actor: Actor, found: There, line: Line) -> list[Bad]:
    """Return what is wrong in a row because of what is there."""
    today = timezone.localdate()
    made = []
    if line.place[0] in found.by_themselves:
        made.append(bad_at(line.row, "organisation", line.at, BY_ITSELF))
    if found.only and line.place[0] != folded(found.only):
        sentence = f"This sheet is for {found.only} alone. Write that name here, or leave the row out."
        made.append(bad_at(line.row, "organisation", line.at, sentence))
    depths = range(1, len(line.place) + 1)
    if any((unit := found.units.get(line.place[:d])) is not None and unit.closed(today) for d in depths):
        made.append(bad_at(line.row, "organisation", line.at, CLOSED))
    there = found.units.get(line.place)
    if line.locality and there is not None and folded(there.locality) != folded(line.locality):
        sentence = WORKS.format(there.locality or WHOLE_AREA)
        made.append(bad_at(line.row, "locality", line.at, sentence))
    if line.email in found.elsewhere:
        made.append(bad_at(line.row, "email", line.at, ELSEWHERE))
    person = found.people.get(line.who) if line.name else None
    if person is not None and person.pk == actor.person_id and not found.held(line):
        made.append(bad_at(line.row, "role", line.at, OWN_ROLE))
    return made


def rows_there(actor: Actor, unit_id: str) -> list[tuple[str, ...]]:
    """Return what is there, as rows of the sheet without people. Raises as `home_of` does."""
    found = there(actor, home_of(actor, unit_id), ())
    rows = []
    for place, unit in found.units.items():
        if not unit.closed(timezone.localdate()) and len(place) <= 3:
            above = [found.units[place[:depth]].name for depth in range(1, len(place) + 1)]
            # A team can be an organisation of its own, and sit in a partnership.
            team = above.pop() if unit.kind == "team" and len(above) > 1 else ""
            service = above[1] if len(above) > 1 else ""
            rows.append(
                (above[0], SECTORS.get(unit.sector, ""), service, team, "", "", "", "", "", unit.locality)
            )
    return sorted(rows)
