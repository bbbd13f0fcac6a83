"""What is tracked beside priorities in a unit, what could be, and what a priority answers of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.improvement.models import Tracked
from speir.improvement.policy import tracked as policy
from speir.improvement.queries.boards import UnitOf, board_of
from speir.improvement.queries.heard_said import head_of
from speir.improvement.queries.tracked_lines import Placed, TrackedLine, lines_of, order_of
from speir.improvement.rules.naming import Following, Progressing
from speir.improvement.rules.paging import Cut, cut
from speir.improvement.rules.tracked import FROM_LOOKS
from speir.organisations.policy import around

MOST_OFFERED = 20


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

    `at` is something that is to stand on the page. Six queries, and one each where inspections or looks are named.
    Raises NotYours.
    """
    head = board_of(actor, unit_id)
    writes = head.belongs and policy.writes(actor, head.path)
    wanted, today = state if state in set(Progressing) else "", timezone.localdate()
    query = _of_unit(actor, today)
    stand, gone, anything = _stand(query, query.given(unit_id), today, wanted)
    found = cut(stand, of=of, page=page, at=at)
    shown = [one for ids in found.shown.values() for one in ids]
    lines = lines_of(actor, [*shown, *(gone if writes else ())])
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
        offered=_offered(actor, unit_id, head.path) if writes else (),
        anything=anything,
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
    row = rows.select_related("unit").first()
    if row is None or (row.removed_at is not None and not policy.writes(actor, row.unit.path)):
        raise NotYours
    here = around(actor, policy.READS).filter(pk=row.unit_id)
    writes = policy.writes(actor, row.unit.path)
    return OneTracked(head_of(actor, row.unit), lines_of(actor, [row.id])[0], writes, here.exists())


def answering(actor: Actor, priority_id: str) -> list[tuple[str, str, str]]:
    """Return what is tracked that a priority answers, of what the actor may read: (kind, id, text). One query."""
    rows = policy.visible_to(actor).filter(removed_at=None, answered_by__priority=priority_id)
    return list(rows.order_by("kind", "written_at", "id").values_list("kind", "id", "text"))


@lru_cache(maxsize=256)
def _of_unit(actor: Actor, _today: dt.date) -> Compiled:
    """Return the query for where what a unit tracks stands, of what the actor reads on a day."""
    rows = policy.visible_to(actor).order_by("written_at", "id")
    return Compiled(lambda unit_id: rows.filter(unit=unit_id).values_list(*Placed._fields), blanks=1)


@lru_cache(maxsize=64)
def _stand(
    query: Compiled, rows: tuple[tuple[Any, ...], ...], today: dt.date, wanted: str
) -> tuple[dict[str, list[str]], tuple[str, ...], bool]:
    """Return where things stand, from rows that were given, and kept by them.

    By kind those of a state, or all, in order; the newest that were taken out; whether anything is tracked at all.
    """
    places = [Placed(*row) for row in query.made(rows)]
    there = sorted((one for one in places if one.removed_at is None), key=lambda one: order_of(one, today))
    of_kind = {
        kind.value: [one.id for one in there if one.kind == kind and wanted in ("", one.state)]
        for kind in Following
    }
    gone = [one.id for one in places if one.removed_at is not None][-MOST_OFFERED:]
    return of_kind, tuple(gone), bool(there)


def _offered(actor: Actor, unit_id: str, path: str) -> tuple[FromLook, ...]:
    return tuple(
        FromLook(one, FROM_LOOKS[kind], text, whom, look_id, title)
        for one, kind, text, whom, look_id, title in _following(actor, timezone.localdate(), unit_id, path)()
    )


@lru_cache(maxsize=256)
def _following(actor: Actor, _today: dt.date, unit_id: str, path: str) -> Compiled:
    """Return the query for what follows from closer looks of a unit and is not tracked there."""
    tracked = Tracked.objects.filter(unit=unit_id, removed_at=None, follow_up=OuterRef("pk"))
    rows = policy.follow_ups(actor, path).filter(~Exists(tracked)).order_by("-written_at", "-id")
    named = ("id", "kind", "text", "whom", "look_id", "look__evaluation__title")
    return Compiled(lambda: rows.values_list(*named)[:MOST_OFFERED], blanks=0)
