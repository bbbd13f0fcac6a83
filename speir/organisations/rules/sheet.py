"""A sheet of organisations and their first people: its columns, and what each row says or gets wrong. Pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from speir.access.roles import fitting
from speir.access.words import ROLES_SAID
from speir.core.errors import Refused
from speir.core.names import name_of
from speir.core.sheets import cells
from speir.core.sheets.cells import Bad, columns
from speir.core.text import listed
from speir.core.when import read_period
from speir.organisations.rules.holding import check_days, check_role
from speir.organisations.rules.sectors import SECTORS
from speir.organisations.rules.units import locality_of_unit, name_of_unit

COLUMNS = {
    "organisation": "Organisation",
    "sector": "Kind of organisation",
    "service": "Service",
    "team": "Team",
    "name": "Name",
    "email": "E-mail address",
    "role": "Role",
    "starts": "First day",
    "ends": "Last day",
    "locality": "Locality",
}
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s,;<>()\"']+@[^@\s,;<>()\"']+\.[^@\s.,;<>()\"']+")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
NO_FORMULA = "This begins like a formula. Type the words themselves."


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says: an organisation, maybe a service and a team in it, maybe somebody with a role there.

    `locality` is the part of the area in which the unit that the row is about works. `at` is where each column stands.
    """

    row: int
    organisation: str
    sector: str
    service: str
    team: str
    name: str
    email: str
    role: str
    starts: dt.date | None
    ends: dt.date | None
    locality: str = ""
    at: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def place(self) -> tuple[str, ...]:
        """The names down to the unit that the row is about, folded: names that differ by case alone are one."""
        return tuple(folded(name) for name in (self.organisation, self.service, self.team) if name)

    @property
    def kind(self) -> str:
        """The kind of that unit."""
        return "team" if self.team else "service" if self.service else "agency"

    @property
    def who(self) -> tuple[str, str]:
        """By what somebody is known again: their e-mail address, or their name within the organisation."""
        return ("", self.email) if self.email else (folded(self.organisation), folded(self.name))


def folded(name: str) -> str:
    """Return a name as it is compared: without regard to case."""
    return name.casefold()


def read(table: Sequence[Sequence[str]], today: dt.date) -> tuple[list[Line], list[Bad]]:
    """Return what a sheet's rows say and every mistake in them. Raises Refused where the first row names no columns."""
    at = columns(table[0] if table else (), COLUMNS, "organisation")
    lines: list[Line] = []
    bad: list[Bad] = []
    for number, row in enumerate(table[1:], 2):
        typed = {key: name_of(row[place]) if place < len(row) else "" for key, place in at.items()}
        if not any(typed.values()):
            continue
        found = _said(typed, today)
        if isinstance(found, Line):
            lines.append(dataclasses.replace(found, row=number, at=at))
            continue
        bad += [bad_at(number, key, at, sentence) for key, sentence in found]
    return lines, sorted([*bad, *_against_each_other(lines, at)], key=lambda one: (one.row, one.cell))


def _said(typed: dict[str, str], today: dt.date) -> Line | list[tuple[str, str]]:
    """Return the line that a row says, or (column, sentence) for each of its mistakes."""
    said = {key: typed.get(key, "") for key in COLUMNS}
    wrong = [(key, NO_FORMULA) for key, text in said.items() if text.startswith(_FORMULA)]
    wrong += _names(said)
    sector = _sector(said["sector"])
    if said["sector"] and not sector:
        wrong.append(("sector", f"Use one of these: {listed(list(SECTORS.values()))}."))
    role, days, mistakes = _held(said, today) if said["name"] else ("", {}, _nobody(said))
    wrong += mistakes
    if wrong:
        return wrong
    return Line(
        row=0,
        organisation=said["organisation"],
        sector=sector,
        service=said["service"],
        team=said["team"],
        name=said["name"],
        email=said["email"].lower(),
        role=role,
        starts=days.get("starts"),
        ends=days.get("ends"),
        locality=said["locality"],
    )


def _names(said: dict[str, str]) -> list[tuple[str, str]]:
    wrong = []
    if not said["organisation"]:
        wrong.append(("organisation", "Say which organisation this row is about."))
    for key in ("organisation", "service", "team", "name"):
        try:
            if said[key]:
                name_of_unit(said[key])
        except Refused as refused:
            wrong.append((key, refused.sentence))
    try:
        locality_of_unit(said["locality"])
    except Refused as refused:
        wrong.append(("locality", refused.sentence))
    return wrong


def _sector(words: str) -> str:
    """Return the key of a kind of organisation as it is written, empty for one that there is not."""
    known = {folded(said): key for key, said in SECTORS.items()} | {key: key for key in SECTORS}
    return known.get(folded(words).replace("'", "’"), "")


def _nobody(said: dict[str, str]) -> list[tuple[str, str]]:
    sentence = "There is no name in this row. Enter whose this is, or leave this empty."
    return [(key, sentence) for key in ("email", "role", "starts", "ends") if said[key]]


def _held(said: dict[str, str], today: dt.date) -> tuple[str, dict[str, dt.date], list[tuple[str, str]]]:
    """Return the role of a row's person, its days, and (column, sentence) for each mistake in them."""
    kind = "team" if said["team"] else "service" if said["service"] else "agency"
    roles = {folded(name): key for key, (name, _for) in ROLES_SAID.items()} | {key: key for key in ROLES_SAID}
    role = roles.get(folded(said["role"]), said["role"])
    wrong = []
    if not role:
        wrong.append(("role", "Say what they do there, such as Evaluator."))
    elif refusals := check_role(role, kind):
        fit = [ROLES_SAID[key][0] for key in fitting(kind)]
        unknown = f"There is no such role. Use one of these: {listed(fit)}."
        wrong.append(("role", unknown if refusals[0].code == "role-unknown" else refusals[0].sentence))
    if said["email"] and not (_EMAIL.fullmatch(said["email"]) and len(said["email"]) <= LONGEST_EMAIL):
        wrong.append(("email", "Enter an e-mail address such as name@example.scot, or leave this empty."))
    days, mistakes = _days(said, role, today)
    return role, days, wrong + mistakes


def _days(
    said: dict[str, str], role: str, today: dt.date
) -> tuple[dict[str, dt.date], list[tuple[str, str]]]:
    days: dict[str, dt.date] = {}
    wrong: list[tuple[str, str]] = []
    for key, last in (("starts", False), ("ends", True)):
        try:
            if said[key]:
                days[key] = read_period(said[key])[last]
        except Refused as refused:
            wrong.append((key, refused.sentence))
    if not wrong:
        # A sheet is brought in again later: a first day that has passed since is no mistake in it.
        starts, ends = max(days.get("starts", today), today), days.get("ends")
        if ends is not None and ends < today:
            return days, [("ends", "This last day is over. Leave the role out, or enter a later day.")]
        wrong = [(one.field, one.sentence) for one in check_days(role, starts, ends, today)]
    return days, wrong


def _against_each_other(lines: Sequence[Line], at: dict[str, int]) -> list[Bad]:
    """Return where a row says otherwise than an earlier one."""
    bad: list[Bad] = []
    sectors: dict[str, Line] = {}
    names: dict[str, Line] = {}
    roles: dict[tuple[object, ...], Line] = {}
    localities: dict[tuple[str, ...], Line] = {}

    def add(line: Line, key: str, sentence: str) -> None:
        bad.append(bad_at(line.row, key, at, sentence))

    for line in lines:
        if line.sector:
            first = sectors.setdefault(folded(line.organisation), line)
            if first.sector != line.sector:
                add(line, "sector", f"Row {first.row} says that it is: {SECTORS[first.sector]}.")
        if line.locality:
            first = localities.setdefault(line.place, line)
            if folded(first.locality) != folded(line.locality):
                add(line, "locality", f"Row {first.row} says that it works in {first.locality}.")
        if line.email:
            first = names.setdefault(line.email, line)
            if folded(first.name) != folded(line.name):
                add(line, "email", f"Row {first.row} has this e-mail address with another name.")
        if line.name:
            first = roles.setdefault((line.place, line.who, line.role), line)
            if (first.starts, first.ends) != (line.starts, line.ends):
                add(line, "ends", f"Row {first.row} gives them this role with other days.")
    return bad


def bad_at(row: int, key: str, at: Mapping[str, int], sentence: str) -> Bad:
    """Return a mistake in a row's cell of a column; `at` is where each column stands."""
    return cells.bad_at(row, key, at, sentence, COLUMNS)
