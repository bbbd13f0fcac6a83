"""The meetings of a unit: those to come, those that were, and one of them with its neighbours."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.compiled import CompiledModels
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.improvement.models import Meeting
from speir.improvement.policy.meetings import pick, readable, visible_to
from speir.improvement.policy.priorities import NOT_IN_ROLE
from speir.improvement.queries.board_scope import Scope
from speir.improvement.queries.boards import UnitOf, board_of, said_of, unit_of
from speir.improvement.rules.meetings import Between, Said, between, said_mark
from speir.organisations.models import Unit
from speir.organisations.rules import UnitKind


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list; `today`: it is on this day."""

    id: str
    name: str
    on: dt.date
    today: bool


@dataclass(frozen=True, slots=True)
class MeetingsOf:
    """A unit's meetings: to come with the next one first, past with the latest first, and what was taken away."""

    unit: UnitOf
    to_come: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    removed: tuple[MeetingLine, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting with its unit and the days of those before and after it; `row` is the unit's, for other queries."""

    unit: UnitOf
    meeting: MeetingLine
    days: Between
    row: Unit
    removed: bool


@dataclass(frozen=True, slots=True)
class Editing:
    """A meeting as its form shows it; `id` is empty for a new one."""

    unit: UnitOf
    id: str
    said: Said
    base: str
    by: str
    removed: bool


def meetings_of(actor: Actor, unit_id: str) -> MeetingsOf:
    """Return a unit's meetings. Raises NotYours. Two queries."""
    unit, today = unit_of(actor, unit_id), timezone.localdate()
    rows = list(visible_to(actor, unit_id))
    lines = [_line(row, today) for row in rows if row.removed_at is None]
    return MeetingsOf(
        unit,
        tuple(one for one in lines if one.on >= today),
        tuple(reversed([one for one in lines if one.on < today])),
        tuple(_line(row, today) for row in rows if row.removed_at is not None),
    )


def held(actor: Actor, unit_id: str, meeting_id: str) -> Held:
    """Return one meeting with the days of its neighbours. Raises NotYours. One query."""
    rows = _meetings(actor, unit_id)
    row = pick(rows, meeting_id)
    unit = said_of(actor, row.unit)
    if row.removed_at is not None and not unit.plans:
        raise NotYours
    days = between(row.on, [one.on for one in rows if one.removed_at is None], timezone.localdate())
    return Held(unit, _line(row, timezone.localdate()), days, row.unit, row.removed_at is not None)


def around_unit(actor: Actor, unit_id: str) -> tuple[UnitOf, list[Meeting]]:
    """Return a unit and the meetings of it that stand, by day: none for whoever is above it. Raises NotYours.

    Two queries.
    """
    unit = board_of(actor, unit_id)
    rows = [one for one in _meetings(actor, unit_id) if one.removed_at is None] if unit.belongs else []
    return unit, rows


def _meetings(actor: Actor, unit_id: str) -> list[Meeting]:
    """Return the meetings of a unit as `policy` has them. Raises NotYours. One query."""
    if not is_id(unit_id):
        raise NotYours
    query = _seen(actor)
    return _made(query, query.given(unit_id))


@lru_cache(maxsize=256)
def _seen(actor: Actor) -> CompiledModels[Meeting]:
    return CompiledModels(lambda unit_id: readable(actor).filter(unit=unit_id), blanks=1)


@lru_cache(maxsize=64)
def _made(query: CompiledModels[Meeting], rows: tuple[tuple[Any, ...], ...]) -> list[Meeting]:
    """Return meetings with their unit from rows that were given, and kept by them."""
    return query.made(rows)


def editing(actor: Actor, unit_id: str, meeting_id: str = "") -> Editing:
    """Return a form for a meeting. Raises NotYours, and NotAllowed for who only reads. Two queries."""
    unit = unit_of(actor, unit_id)
    if not unit.plans:
        raise NotAllowed(NOT_IN_ROLE[Permission.PLAN_IMPROVEMENT])
    if not meeting_id:
        return Editing(unit, "", Said(), "", "", False)
    row = pick(visible_to(actor, unit_id), meeting_id)
    said = meeting_said(row)
    return Editing(unit, row.id, said, said_mark(said), row.by_name, row.removed_at is not None)


def meeting_said(row: Meeting) -> Said:
    """Return a meeting as its form says it."""
    return Said(name=row.name, on=row.on)


def scope_of(actor: Actor, unit: Unit | UnitOf) -> Scope:
    """Return what a unit's board goes by, and so what it meets about. No query."""
    return Scope(actor, timezone.localdate(), unit.path, unit.kind == UnitKind.PARTNERSHIP)


def _line(row: Meeting, today: dt.date) -> MeetingLine:
    return MeetingLine(row.id, row.name, row.on, row.on == today)
