"""What is tracked, as its page shows each: what it says, where it came from, and who took it up."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled, CompiledModels
from speir.core.text import day
from speir.evaluations.policy.inspections import inspections_of
from speir.evaluations.policy.looks import looks_of
from speir.improvement.models import AnsweredBy, TakenUp, Tracked
from speir.improvement.policy.priorities import standing
from speir.improvement.rules.tracked import TO_DO, late

# As many as stand on a page, with those that were taken out.
AT_ONCE = 48


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


_ROWS = CompiledModels(
    lambda *ids: (
        Tracked.objects.filter(pk__in=ids)
        .select_related("person", "unit", "inspection", "follow_up__look__evaluation")
        .order_by()
    ),
    blanks=AT_ONCE,
)
_TAKEN = CompiledModels(
    lambda *ids: (
        TakenUp.objects.filter(tracked__in=ids).select_related("unit").order_by("on", "written_at", "id")
    ),
    blanks=AT_ONCE,
)


def lines_of(actor: Actor, ids: Sequence[str]) -> tuple[TrackedLine, ...]:
    """Return what is tracked as it is shown, what is overdue first, then by its day. Three to five queries, or none."""
    today = timezone.localdate()
    rows = _ROWS.given_of(ids)
    found = _found(rows)
    inspections = _readable(_inspections(actor, today), {one.inspection_id for one in found})
    looks = _readable(_looks(actor, today), {one.follow_up.look_id for one in found if one.follow_up})
    answers = _answers(actor, today)
    besides = (_TAKEN.given_of(ids), answers.given_of(ids), inspections, looks)
    return _made(actor.person_id, today, rows, answers, *besides)


@lru_cache(maxsize=64)
def _found(rows: tuple[tuple[Any, ...], ...]) -> list[Tracked]:
    return _ROWS.made(rows)


@lru_cache(maxsize=64)
def _made(
    person_id: str,
    today: dt.date,
    rows: tuple[tuple[Any, ...], ...],
    answers: Compiled,
    taken: tuple[tuple[Any, ...], ...],
    answered: tuple[tuple[Any, ...], ...],
    inspections: frozenset[str],
    looks: frozenset[str],
) -> tuple[TrackedLine, ...]:
    """Return lines from rows that were given, and kept by them: of whom, when, what of it somebody may read."""
    took: dict[str, list[TakenUp]] = defaultdict(list)
    for one in _TAKEN.made(taken):
        took[one.tracked_id].append(one)
    priorities: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for tracked_id, priority_id, title in answers.made(answered):
        priorities[tracked_id].append((priority_id, title))
    found = sorted(_found(rows), key=lambda row: order_of(row, today))
    told = {row.id for row in found if row.removed_at is None or len(found) == 1}
    read = {"inspections": inspections, "looks": looks}
    return tuple(
        _line(
            row, person_id, today, tuple(priorities[row.id]) if row.id in told else (), took[row.id], **read
        )
        for row in found
    )


class Placed(NamedTuple):
    """What of something tracked says where it stands, since there can be many."""

    id: str
    kind: str
    state: str
    due: dt.date | None
    written_at: dt.datetime
    removed_at: dt.datetime | None


def order_of(row: Tracked | Placed, today: dt.date) -> tuple[bool, bool, dt.date, dt.datetime, str]:
    """Return by what things are put in order: what is overdue first, then what is to be done, then by its day."""
    is_late, to_do = bool(late(row.state, row.due, today)), row.state in set(TO_DO)
    return (not is_late, not to_do, row.due or dt.date.max, row.written_at, row.id)


def _line(
    row: Tracked,
    person_id: str,
    today: dt.date,
    priorities: tuple[tuple[str, str], ...],
    took: list[TakenUp],
    *,
    inspections: frozenset[str],
    looks: frozenset[str],
) -> TrackedLine:
    inspection, follow = row.inspection, row.follow_up
    taken = [_taken(one) for one in took]
    return TrackedLine(
        id=row.id,
        kind=row.kind,
        text=row.text,
        reference=row.reference,
        whom=row.whom,
        person=row.person.name if row.person else "",
        mine=bool(row.person_id) and row.person_id == person_id,
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


@lru_cache(maxsize=256)
def _answers(actor: Actor, _today: dt.date) -> Compiled:
    rows = AnsweredBy.objects.filter(priority__in=standing(actor).values("pk"))
    rows = rows.order_by("priority__position", "priority_id")
    named = ("tracked_id", "priority_id", "priority__title")
    return Compiled(lambda *ids: rows.filter(tracked__in=ids).values_list(*named), blanks=AT_ONCE)


@lru_cache(maxsize=256)
def _inspections(actor: Actor, _today: dt.date) -> Compiled:
    rows = inspections_of(actor).order_by()
    return Compiled(lambda *ids: rows.filter(pk__in=ids).values_list("pk"), blanks=AT_ONCE)


@lru_cache(maxsize=256)
def _looks(actor: Actor, _today: dt.date) -> Compiled:
    rows = looks_of(actor).order_by()
    return Compiled(lambda *ids: rows.filter(pk__in=ids).values_list("pk"), blanks=AT_ONCE)


def _readable(query: Compiled, wanted: set[str | None]) -> frozenset[str]:
    """Return those of some ids that a query finds. One query, none where there are none."""
    return frozenset(one for (one,) in query.given_of([one for one in wanted if one]))
