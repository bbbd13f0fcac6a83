"""What bringing a sheet of inspections in would do: held to where somebody records, and to what is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.sheets.cells import Bad
from speir.core.text import day
from speir.evaluations.models import Inspection
from speir.evaluations.rules.inspection_sheet import Line, bad_at
from speir.frameworks.rules.structure import Framework
from speir.organisations.models import EarlierName, Unit
from speir.organisations.policy import within

SEVERAL = (
    "There are {count} of this name among those that you record in. Rename one, or record this one by hand."
)
CLOSED = "It closed on {on}, and nothing new begins there. Leave this row out, or record it of what took its place."


@dataclass(slots=True)
class Area:
    """What would be new of one inspection: `there` says that it is recorded already and gets more levels."""

    unit: Unit
    day: dt.date
    there: Inspection | None
    levels: dict[str, str] = field(default_factory=dict)

    @property
    def on(self) -> str:
        """The day on which it was published, as people say it."""
        return day(self.day)


@dataclass(frozen=True, slots=True)
class Plan:
    """Every mistake, what would be new by inspection, and how many rows say what is there already."""

    bad: list[Bad]
    areas: list[Area]
    same: int

    @property
    def new(self) -> int:
        """How many levels would be new."""
        return sum(len(area.levels) for area in self.areas)


def plan(actor: Actor, lines: Sequence[Line], bad: Sequence[Bad], shown: Framework) -> Plan:
    """Return what these rows would do: every mistake, or what would be new. Four queries, whatever their number."""
    units = _named(actor, {line.area.casefold() for line in lines})
    there, levels = _there(units, shown)
    wrong = list(bad)
    areas: dict[tuple[str, dt.date], Area] = {}
    same = 0
    for line in lines:
        found = units.get(line.area.casefold(), [])
        if sentence := _unfit(line, found):
            wrong.append(bad_at(line.row, "area", line.at, sentence))
            continue
        key = (found[0].id, line.day)
        row = there.get(key)
        before = levels.get((row.id, line.number)) if row else None
        if before is not None and before != line.level:
            name = shown.level_by_key[before].name
            sentence = f"It is recorded as {name} already. Correct it on its page, or leave this row out."
            wrong.append(bad_at(line.row, "level", line.at, sentence))
            continue
        area = areas.setdefault(key, Area(found[0], line.day, row))
        if area.levels.setdefault(line.number, line.level) != line.level:
            # Two names of one area: the sheet's own check saw two.
            name = shown.level_by_key[area.levels[line.number]].name
            sentence = f"Another row says {name} for the same indicator."
            wrong.append(bad_at(line.row, "level", line.at, sentence))
        if before is not None:
            del area.levels[line.number]
            same += 1
    wrong.sort(key=lambda one: (one.row, one.cell))
    return Plan(wrong, [area for area in areas.values() if area.levels], same)


def _named(actor: Actor, names: set[str]) -> dict[str, list[Unit]]:
    """Return the units in which the actor records, by each name, folded, that they have or had. Two queries."""
    rows = Unit.objects.filter(within(actor, Permission.WRITE_JUDGEMENTS))
    units = {unit.id: unit for unit in rows}
    found: dict[str, dict[str, Unit]] = {}
    for unit in units.values():
        if unit.name.casefold() in names:
            found.setdefault(unit.name.casefold(), {})[unit.id] = unit
    # What something is called today comes before what another one was called once.
    earlier = EarlierName.objects.filter(within(actor, Permission.WRITE_JUDGEMENTS, "unit__path"))
    former: dict[str, dict[str, Unit]] = {}
    for unit_id, name in earlier.values_list("unit_id", "name"):
        folded = name.casefold()
        if folded in names and folded not in found and unit_id in units:
            former.setdefault(folded, {})[unit_id] = units[unit_id]
    return {name: list(by_id.values()) for name, by_id in (former | found).items()}


def _there(
    units: dict[str, list[Unit]], shown: Framework
) -> tuple[dict[tuple[str, dt.date], Inspection], dict[tuple[str, str], str]]:
    """Return what is recorded of these units, and the levels (their keys) by inspection and number. Two queries."""
    ids = {unit.id for found in units.values() for unit in found}
    rows = Inspection.objects.filter(unit__in=ids, framework=shown.id, removed_at__isnull=True)
    there = {(row.unit_id, row.day): row for row in rows.prefetch_related("levels")}
    levels = {
        (row.id, shown.by_id[one.indicator_id].number): shown.level_by_id[one.level_id].key
        for row in there.values()
        for one in row.levels.all()
    }
    return there, levels


def _unfit(line: Line, found: list[Unit]) -> str:
    """Return what is wrong with a row's area; empty for nothing."""
    if not found:
        return (
            f"You record in no area called “{line.area[:60]}”. Write the name of a partnership or organisation as it "
            "stands among your units."
        )
    if len(found) > 1:
        return SEVERAL.format(count=len(found))
    unit = found[0]
    if unit.closes is not None and unit.closed(timezone.localdate()):
        return CLOSED.format(on=day(unit.closes))
    return ""
