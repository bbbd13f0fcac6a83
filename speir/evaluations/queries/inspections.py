"""External inspections, as their pages show them: lists, one with its levels, what was corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.text import day
from speir.evaluations.models import Inspection
from speir.evaluations.policy import inspections as policy
from speir.evaluations.rules.inspecting import Draft, Said
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Framework, Indicator
from speir.organisations.policy import around

PAGE = 50


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """An inspection in a list, or above its page. `records`: the reader may correct it."""

    id: str
    unit_id: str
    unit: str
    title: str
    link: str
    day: dt.date
    by: str
    at: dt.datetime
    demonstration: bool
    records: bool

    @property
    def on(self) -> str:
        """The day on which it was published, as people say it."""
        return day(self.day)


@dataclass(frozen=True, slots=True)
class Corrected:
    """Something that was corrected: of an indicator from one level to another (None for none), or of the rest."""

    said: str
    indicator: Indicator | None
    before: Level | None
    after: Level | None
    days: tuple[str, str]
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class OpenedInspection:
    """An inspection opened: each indicator with its level or None, what was corrected, and the draft that stands."""

    line: InspectionLine
    framework: Framework
    rows: tuple[tuple[Indicator, Level | None], ...]
    corrected: tuple[Corrected, ...]
    draft: Draft
    revision: int


def listed(actor: Actor, unit_id: str = "", page: int = 1) -> tuple[list[InspectionLine], bool]:
    """Return a page of the inspections that the actor may read, the newest first, and whether more follow. One query.

    `unit_id` keeps those of one unit.
    """
    rows = policy.inspections_of(actor).order_by("-day", "unit__name", "id")
    if unit_id:
        rows = rows.filter(unit=unit_id)
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    return [line(actor, row) for row in found[:PAGE]], len(found) > PAGE


def opened(actor: Actor, inspection_id: str) -> OpenedInspection:
    """Return an inspection with what was corrected in it, the newest first. Three queries. Raises NotYours."""
    return _opened(actor, policy.require_inspection(actor, inspection_id))


def to_correct(actor: Actor, inspection_id: str) -> OpenedInspection:
    """Return an inspection for whoever may correct it. Raises NotYours, NotAllowed."""
    return _opened(actor, policy.require_correcting(actor, inspection_id))


def _opened(actor: Actor, row: Inspection) -> OpenedInspection:
    shown = read_framework(row.framework_id, row.framework.stamp)
    levels = levels_of(row)
    given = {indicator_id: shown.level_by_id[level_id] for indicator_id, level_id in levels.items()}
    return OpenedInspection(
        line(actor, row),
        shown,
        tuple((one, given.get(one.id)) for one in shown.indicators),
        tuple(_corrected(row, shown)),
        draft_of(row, shown, levels),
        row.revision,
    )


def levels_of(row: Inspection) -> dict[str, str]:
    """Return the ids of an inspection's levels by those of their indicators. One query."""
    return dict(row.levels.values_list("indicator_id", "level_id"))


def draft_of(row: Inspection, shown: Framework, levels: dict[str, str]) -> Draft:
    """Return what stands of an inspection as a draft. No query."""
    named = {shown.by_id[one].number: shown.level_by_id[level].key for one, level in levels.items()}
    return Draft(row.day, named, row.title, row.link)


def _corrected(row: Inspection, shown: Framework) -> Iterable[Corrected]:
    levels = shown.level_by_key
    for step in row.steps.order_by("-at", "id"):
        dates = (step.before, step.after) if step.said == Said.DAY else ("", "")
        yield Corrected(
            step.said,
            shown.by_id.get(step.indicator_id or ""),
            levels.get(step.before),
            levels.get(step.after),
            (_said(dates[0]), _said(dates[1])),
            step.by_name,
            timezone.localtime(step.at),
        )


def _said(date: str) -> str:
    return day(dt.date.fromisoformat(date)) if date else ""


def line(actor: Actor, row: Inspection) -> InspectionLine:
    """Return an inspection, fetched with its unit, as a line. No query."""
    return InspectionLine(
        id=row.id,
        unit_id=row.unit_id,
        unit=row.unit.name,
        title=row.title,
        link=row.link,
        day=row.day,
        by=row.by_name,
        at=timezone.localtime(row.at),
        demonstration=row.unit.demonstration,
        records=policy.records(actor, row.unit.path),
    )


def units_beside(actor: Actor) -> list[tuple[str, str]]:
    """Return id and name of the units whose own levels the actor may lay beside an inspection, by name. One query."""
    rows = around(actor, Permission.READ_EVALUATIONS).order_by("demonstration", "name", "id")
    return list(rows.values_list("id", "name"))
