"""What is tracked beside priorities in a unit, what could be, and what a priority answers of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.evaluations.policy.inspections import inspections_of
from speir.evaluations.policy.looks import looks_of
from speir.improvement.models import AnsweredBy, TakenUp, Tracked
from speir.improvement.policy import tracked as policy
from speir.improvement.policy.priorities import standing
from speir.improvement.queries.board_lines import PAGE as AT_ONCE
from speir.improvement.queries.board_lines import asked
from speir.improvement.queries.boards import UnitOf, board_of
from speir.improvement.queries.heard_said import head_of
from speir.improvement.rules.naming import Following, Progressing
from speir.improvement.rules.paging import Cut, cut
from speir.improvement.rules.tracked import FROM_LOOKS, TO_DO, late
from speir.organisations.models import Unit
from speir.organisations.policy import around

MOST_OFFERED = 20


@dataclass(frozen=True, slots=True)
class TakenLine:
    """Who took something up, when, and what came of it."""

    id: str
    who: str
    on: str
    what: str
    removed: bool


@dataclass(frozen=True, slots=True)
class TrackedLine:
    """Something tracked. `late` says in words how long it is overdue; `inspection` and `look` are (id, its words)."""

    id: str
    kind: str
    text: str
    reference: str
    whom: str
    person: str
    mine: bool
    due: str
    late: str
    state: str
    to_do: bool
    outcome: str
    inspection: tuple[str, str] | None
    look: tuple[str, str] | None
    taken: tuple[TakenLine, ...]
    removed_taken: tuple[TakenLine, ...]
    priorities: tuple[tuple[str, str], ...]
    removed_by: str


@dataclass(frozen=True, slots=True)
class FromLook:
    """Good practice or training that follows from a finished closer look, and is not tracked here yet."""

    id: str
    kind: str
    text: str
    whom: str
    look_id: str
    look: str


@dataclass(frozen=True, slots=True)
class TrackedPage:
    """What a unit tracks, by kind: what is overdue first. `state`: of that state alone.

    `cut` says which of it stands on the page: the first few of each kind, or a page of one.
    """

    unit: UnitOf
    writes: bool
    state: str
    kinds: tuple[tuple[str, tuple[TrackedLine, ...]], ...]
    cut: Cut
    removed: tuple[TrackedLine, ...]
    offered: tuple[FromLook, ...]
    anything: bool


def tracked_page(
    actor: Actor, unit_id: str, state: str = "", *, of: str = "", page: int = 1, at: str = ""
) -> TrackedPage:
    """Return what a unit tracks, of one state or all: of each kind the first few, or a page of the kind `of`.

    `at` is something that is to stand on the page. Nine queries. Raises NotYours.
    """
    head = board_of(actor, unit_id)
    unit = Unit.objects.get(pk=unit_id)
    writes = head.belongs and policy.writes(actor, unit)
    wanted, today = state if state in set(Progressing) else "", timezone.localdate()
    places = [_Place(*row) for row in _of_unit(actor, today)(unit_id)]
    there = sorted((one for one in places if one.removed_at is None), key=lambda one: _order(one, today))
    found = cut(
        {
            kind.value: [one.id for one in there if one.kind == kind and wanted in ("", one.state)]
            for kind in Following
        },
        of=of,
        page=page,
        at=at,
    )
    gone = [one.id for one in places if one.removed_at is not None][-MOST_OFFERED:] if writes else []
    shown = [one for ids in found.shown.values() for one in ids]
    rows = list(_rows(Tracked.objects.filter(pk__in=[*shown, *gone]))) if shown or gone else []
    lines = _lines(actor, rows)
    on_page = set(shown)
    return TrackedPage(
        unit=head,
        writes=writes,
        state=wanted,
        kinds=tuple(
            (kind, tuple(one for one in lines if one.id in on_page and one.kind == kind))
            for kind in found.shown
        ),
        cut=found,
        removed=tuple(one for one in lines if one.removed_by),
        offered=tuple(_offered(actor, unit)) if writes else (),
        anything=bool(there),
    )


@dataclass(frozen=True, slots=True)
class OneTracked:
    """One thing by itself, to whoever may read it; `around`: its unit's pages are open to them, too."""

    unit: UnitOf
    line: TrackedLine
    writes: bool
    around: bool


def tracked_one(actor: Actor, tracked_id: str) -> OneTracked:
    """Return one thing to whoever may read it, also where it was shared with them by name. Raises NotYours."""
    rows = policy.visible_to(actor).filter(pk=tracked_id) if is_id(tracked_id) else Tracked.objects.none()
    row = _rows(rows).first()
    if row is None or (row.removed_at is not None and not policy.writes(actor, row.unit)):
        raise NotYours
    here = around(actor, policy.READS).filter(pk=row.unit_id)
    writes = policy.writes(actor, row.unit)
    return OneTracked(head_of(actor, row.unit), _lines(actor, [row])[0], writes, here.exists())


def answering(actor: Actor, priority_id: str) -> list[tuple[str, str, str]]:
    """Return what is tracked that a priority answers, of what the actor may read: (kind, id, text). One query."""
    rows = policy.visible_to(actor).filter(removed_at=None, answered_by__priority=priority_id)
    return list(rows.order_by("kind", "written_at", "id").values_list("kind", "id", "text"))


def _rows(rows: QuerySet[Tracked]) -> QuerySet[Tracked]:
    taken = TakenUp.objects.select_related("unit").order_by("on", "written_at", "id")
    return rows.select_related(
        "person", "unit", "inspection", "follow_up__look__evaluation"
    ).prefetch_related(Prefetch("taken_up", queryset=taken))


def _lines(actor: Actor, rows: list[Tracked]) -> list[TrackedLine]:
    """Return rows as they are shown, those that are overdue first, then by their day. Three queries, or none."""
    if not rows:
        return []
    today = timezone.localdate()
    priorities = _priorities(actor, [row for row in rows if row.removed_at is None or len(rows) == 1])
    inspections = _readable(inspections_of(actor), {row.inspection_id for row in rows})
    looks = _readable(looks_of(actor), {row.follow_up.look_id for row in rows if row.follow_up})
    ordered = sorted(rows, key=lambda row: _order(row, today))
    return [
        _line(row, actor, today, tuple(priorities[row.id]), inspections=inspections, looks=looks)
        for row in ordered
    ]


@lru_cache(maxsize=256)
def _of_unit(actor: Actor, _today: dt.date) -> Compiled:
    """Return the query for where what a unit tracks stands, of what the actor reads on a day."""
    rows = policy.visible_to(actor).order_by("written_at", "id")
    return Compiled(lambda unit_id: rows.filter(unit=unit_id).values_list(*_Place._fields), blanks=1)


class _Place(NamedTuple):
    """What of something tracked says where it stands, since there can be many."""

    id: str
    kind: str
    state: str
    due: dt.date | None
    written_at: dt.datetime
    removed_at: dt.datetime | None


def _order(row: Tracked | _Place, today: dt.date) -> tuple[bool, bool, dt.date, dt.datetime, str]:
    is_late, to_do = bool(late(row.state, row.due, today)), row.state in set(TO_DO)
    return (not is_late, not to_do, row.due or dt.date.max, row.written_at, row.id)


def _line(
    row: Tracked,
    actor: Actor,
    today: dt.date,
    priorities: tuple[tuple[str, str], ...],
    *,
    inspections: set[str],
    looks: set[str],
) -> TrackedLine:
    inspection, follow = row.inspection, row.follow_up
    taken = [_taken(one) for one in row.taken_up.all()]
    return TrackedLine(
        id=row.id,
        kind=row.kind,
        text=row.text,
        reference=row.reference,
        whom=row.whom,
        person=row.person.name if row.person else "",
        mine=bool(row.person_id) and row.person_id == actor.person_id,
        due=day(row.due) if row.due else "",
        late=late(row.state, row.due, today),
        state=row.state,
        to_do=row.state in set(TO_DO),
        outcome=row.outcome,
        inspection=(inspection.id, inspection.title or day(inspection.day))
        if inspection is not None and inspection.id in inspections
        else None,
        look=(follow.look_id, follow.look.evaluation.title)
        if follow is not None and follow.look_id in looks
        else None,
        taken=tuple(one for one in taken if not one.removed),
        removed_taken=tuple(one for one in taken if one.removed),
        priorities=priorities,
        removed_by=(row.removed_by_name or "–") if row.removed_at else "",
    )


def _taken(row: TakenUp) -> TakenLine:
    who = ", ".join(part for part in (row.unit.name if row.unit else "", row.who) if part)
    return TakenLine(row.id, who, day(row.on), row.what, row.removed_at is not None)


def _priorities(actor: Actor, rows: list[Tracked]) -> dict[str, list[tuple[str, str]]]:
    """Return which priorities answer each, of those that the actor may read, as (id, title). One query."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for tracked_id, priority_id, title in asked(
        _answers(actor, timezone.localdate()), [row.id for row in rows]
    ):
        found[tracked_id].append((priority_id, title))
    return found


@lru_cache(maxsize=256)
def _answers(actor: Actor, _today: dt.date) -> Compiled:
    rows = AnsweredBy.objects.filter(priority__in=standing(actor).values("pk"))
    rows = rows.order_by("priority__position", "priority_id")
    named = ("tracked_id", "priority_id", "priority__title")
    return Compiled(lambda *ids: rows.filter(tracked__in=ids).values_list(*named), blanks=AT_ONCE)


def _readable(rows: QuerySet[Any], wanted: set[str | None]) -> set[str]:
    """Return those of some ids that stand in these rows. One query, none where there are none."""
    some = [one for one in wanted if one]
    return set(rows.filter(pk__in=some).values_list("pk", flat=True)) if some else set()


def _offered(actor: Actor, unit: Unit) -> list[FromLook]:
    tracked = Tracked.objects.filter(unit=unit, removed_at=None, follow_up=OuterRef("pk"))
    rows = policy.follow_ups(actor, unit).filter(~Exists(tracked)).select_related("look__evaluation")
    return [
        FromLook(row.id, FROM_LOOKS[row.kind], row.text, row.whom, row.look_id, row.look.evaluation.title)
        for row in rows.order_by("-written_at", "-id")[:MOST_OFFERED]
    ]
