"""What changed in a unit's priorities since a day, as far as the actor may read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled, CompiledModels
from speir.evidence import policy as evidence
from speir.improvement.models import CandidateStep, PriorityStep, Progress, Proof
from speir.improvement.policy.meetings import candidates_of, tracked_of
from speir.improvement.queries.board_scope import Scope, by_day, on_board, priorities_of
from speir.improvement.queries.boards import UnitOf
from speir.improvement.queries.meetings import around_unit, scope_of
from speir.improvement.queries.naming import of_candidate
from speir.improvement.rules.changing import Group, Happened, Kind, grouped
from speir.improvement.rules.meetings import latest_before
from speir.improvement.rules.naming import AWAITED, Progressing, Standing

# So many things on a page, the newest first; of what was decided and tracked, so many in all.
PAGE = 24
MOST_PAGES = 50
MOVES = {
    "proposed": Kind.PROPOSED,
    "agreed": Kind.AGREED,
    "closed": Kind.CLOSED,
    "reopened": Kind.REOPENED,
    "put_back": Kind.PUT_BACK,
}


@dataclass(frozen=True, slots=True)
class Of:
    """A priority under which things happened; `unit` is named where it is not the page's."""

    id: str
    title: str
    unit: str
    state: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about a candidate: `about` is its own words, or the number and name of its indicator."""

    about: str
    decision: str
    reason: str
    again_on: dt.date | None
    on: dt.date


@dataclass(frozen=True, slots=True)
class Finished:
    """Something tracked that was done, or is not to be done."""

    kind: str
    text: str
    state: str
    outcome: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of what changed since the beginning of a day. `more`: there is a page after it.

    `cut`: more was decided, or tracked, than is shown.
    """

    groups: tuple[tuple[Of, Group], ...]
    decided: tuple[Decided, ...]
    finished: tuple[Finished, ...]
    more: bool
    cut: bool

    @property
    def anything(self) -> bool:
        """Return whether anything changed at all."""
        return bool(self.groups or self.decided or self.finished)


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """The page: since when (None where the unit has not met yet), and days of meetings to choose from."""

    unit: UnitOf
    since: dt.date | None
    meeting: str
    choices: tuple[tuple[dt.date, str], ...]
    changes: Changes
    page: int


def changed_page(actor: Actor, unit_id: str, since: dt.date | None, page: int = 1) -> ChangedPage:
    """Return a page of what changed since a day, or else since the latest meeting before today. Raises NotYours.

    Where there was no meeting yet and no day is chosen, it is what changed in the last four weeks. Eight queries.
    """
    unit, meetings = around_unit(actor, unit_id)
    today = timezone.localdate()
    met = [(one.on, one.name) for one in reversed(meetings) if one.on < today]
    latest = latest_before(today, [on for on, _name in met])
    day = since or latest
    named = dict(reversed(met)).get(day, "") if day else ""
    page = min(max(page, 1), MOST_PAGES)
    found = changes(actor, unit, day or today - dt.timedelta(weeks=4), page=page)
    return ChangedPage(unit, day, named, tuple(met[:12]), found, page)


def changes(actor: Actor, unit: UnitOf, since: dt.date, *, late: bool = True, page: int = 1) -> Changes:
    """Return a page of what changed in a unit's priorities from the beginning of a day on. Six queries.

    Without `late` it is left out what became overdue, which is a query less. What was decided and tracked stands on the
    first page alone.
    """
    scope = scope_of(actor, unit)
    groups, more = happened(scope, since, late=late, page=page)
    decided = [decided_of(row) for row in _decisions(scope, unit.id, since)()] if page == 1 else []
    finished = _finished(scope, unit, since) if page == 1 else []
    cut = len(decided) > PAGE or len(finished) > PAGE
    return Changes(groups, tuple(decided[:PAGE]), tuple(finished[:PAGE]), more, cut)


def happened(
    scope: Scope, since: dt.date, *, late: bool = True, page: int = 1
) -> tuple[tuple[tuple[Of, Group], ...], bool]:
    """Return a page of what happened to priorities and actions since a day, and whether there is one after it.

    Four queries, three without what became overdue.
    """
    first = (page - 1) * PAGE
    most = first + PAGE + 1
    lines = [*_steps(scope, since, most), *_progress(scope, since, most), *_proofs(scope, since, most)]
    if late:
        lines += _overdue(scope, since, most)
    lines.sort(key=lambda each: each[1].at, reverse=True)
    shown = lines[first : first + PAGE]
    of = {priority.id: priority for priority, _line in shown}
    groups = tuple((of[one.priority], one) for one in grouped(line for _of, line in shown))
    return groups, len(lines) > first + PAGE


def ended_since(day: dt.date) -> Q:
    """Return the condition that something tracked was done, or is not to be done, since the beginning of a day."""
    ended = (Progressing.DONE.value, Progressing.DROPPED.value)
    return Q(written_at__gte=start_of(day), state__in=ended)


def start_of(day: dt.date) -> dt.datetime:
    """Return the moment at which a day begins."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


Line = tuple[Of, Happened]
# Of a priority under which something happened, and of the action that it happened to.
OF = ("id", "title", "unit__name", "unit__path", "state")
OF_ACTION = ("action_id", "action__title", *(f"action__priority__{name}" for name in OF))


def _of(scope: Scope, row: tuple[Any, ...]) -> Of:
    one, title, unit, path, state = row
    return Of(one, title, unit if path != scope.path else "", state)


def _steps(scope: Scope, since: dt.date, most: int) -> Iterator[Line]:
    for said, text, at, *of in _stepped(scope, since, most)():
        yield _of(scope, tuple(of)), Happened(MOVES[said], at, of[0], text=text)


@lru_cache(maxsize=256)
def _stepped(scope: Scope, since: dt.date, most: int) -> Compiled:
    rows = PriorityStep.objects.filter(
        at__gte=start_of(since), said__in=MOVES, priority__in=priorities_of(scope).order_by().values("pk")
    )
    named = ("said", "text", "at", *(f"priority__{name}" for name in OF))
    return Compiled(lambda: rows.order_by("-at", "-pk").values_list(*named)[:most], blanks=0)


def _progress(scope: Scope, since: dt.date, most: int) -> Iterator[Line]:
    for before, state, text, at, one, title, *of in _progressed(scope, since, most)():
        kind = Kind.ADDED if not before else Kind.SAID if before == state else Kind.MOVED
        said = {"before": before, "after": state, "text": text}
        yield _of(scope, tuple(of)), Happened(kind, at, of[0], action=one, title=title, **said)


@lru_cache(maxsize=256)
def _progressed(scope: Scope, since: dt.date, most: int) -> Compiled:
    """Return the query for what was said of actions, from the newest on."""
    rows = on_board(scope, Progress.objects.filter(at__gte=start_of(since)), by_itself=True)
    named = ("before", "state", "text", "at", *OF_ACTION)
    return Compiled(lambda: rows.order_by("-at", "-pk").values_list(*named)[:most], blanks=0)


def _overdue(scope: Scope, since: dt.date, most: int) -> Iterator[Line]:
    """What became overdue since then and is so today."""
    for due, state, one, title, *of in _fell_due(scope, since, most)():
        at = start_of(due + dt.timedelta(days=1))
        yield _of(scope, tuple(of)), Happened(Kind.OVERDUE, at, of[0], action=one, title=title, after=state)


@lru_cache(maxsize=256)
def _fell_due(scope: Scope, since: dt.date, most: int) -> Compiled:
    # One that was due on the day before is late from the first of these days on.
    rows = by_day(scope).filter(
        due__gte=since - dt.timedelta(days=1),
        due__lt=scope.today,
        state__in=[one.value for one in AWAITED],
        priority__state=Standing.AGREED.value,
    )
    named = ("due", "state", "id", "title", *(f"priority__{name}" for name in OF))
    return Compiled(lambda: rows.order_by("-due", "-id").values_list(*named)[:most], blanks=0)


def _proofs(scope: Scope, since: dt.date, most: int) -> Iterator[Line]:
    """Evidence that was added, and that was withdrawn; what it shows is said where the actor may read it."""
    start = start_of(since)
    for at, withdrawn, shows, readable, one, title, *of in _proved(scope, since, most)():
        about = {"priority": of[0], "action": one, "title": title}
        if at >= start:
            text = shows if readable and withdrawn is None else ""
            yield _of(scope, tuple(of)), Happened(Kind.PROOF, at, text=text, **about)
        if withdrawn is not None and withdrawn >= start:
            yield _of(scope, tuple(of)), Happened(Kind.WITHDRAWN, withdrawn, **about)


@lru_cache(maxsize=256)
def _proved(scope: Scope, since: dt.date, most: int) -> Compiled:
    rows = on_board(scope, Proof.objects.filter(removed_at=None)).annotate(
        newest=Coalesce("item__withdrawn_at", "at"),
        readable=Exists(evidence.visible_to(scope.actor).filter(pk=OuterRef("item_id"))),
    )
    rows = rows.filter(newest__gte=start_of(since)).order_by(F("newest").desc(), "-pk")
    named = ("at", "item__withdrawn_at", "item__shows", "readable", *OF_ACTION)
    return Compiled(lambda: rows.values_list(*named)[:most], blanks=0)


def decided_of(row: CandidateStep) -> Decided:
    """Return what was decided about a candidate, from a row with that candidate. No query."""
    again_on = row.candidate.again_on if row.decision == row.candidate.decision else None
    said = (of_candidate(row.candidate), row.decision, row.reason)
    return Decided(*said, again_on, timezone.localdate(row.at))


@lru_cache(maxsize=256)
def _decisions(scope: Scope, unit_id: str, since: dt.date) -> CompiledModels[CandidateStep]:
    rows = CandidateStep.objects.filter(
        at__gte=start_of(since), candidate__in=candidates_of(scope.actor, unit_id).values("pk")
    ).exclude(decision="")
    rows = rows.select_related("candidate__framework").order_by("-at")
    return CompiledModels(lambda: rows[: PAGE + 1], blanks=0)


def _finished(scope: Scope, unit: UnitOf, since: dt.date) -> list[Finished]:
    return [
        Finished(kind, text, state, outcome, timezone.localdate(at))
        for kind, text, state, outcome, at in _tracked(scope, unit.path, since)()
    ]


@lru_cache(maxsize=256)
def _tracked(scope: Scope, path: str, since: dt.date) -> Compiled:
    rows = tracked_of(scope.actor, path).filter(ended_since(since)).order_by("-written_at")
    named = ("kind", "text", "state", "outcome", "written_at")
    return Compiled(lambda: rows.values_list(*named)[: PAGE + 1], blanks=0)
