"""What changed in a unit's priorities since a day, as far as the actor may read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled, CompiledModels
from speir.improvement.models import CandidateStep
from speir.improvement.policy.meetings import candidates_of, tracked_of
from speir.improvement.queries.board_scope import Scope
from speir.improvement.queries.boards import UnitOf
from speir.improvement.queries.happened import PAGE, Of, happened, start_of
from speir.improvement.queries.meetings import around_unit, scope_of
from speir.improvement.queries.naming import of_candidate
from speir.improvement.rules.changing import Group
from speir.improvement.rules.meetings import latest_before
from speir.improvement.rules.naming import Progressing

# Of what was decided and tracked, so many in all as there are things on a page.
MOST_PAGES = 50


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


def ended_since(day: dt.date) -> Q:
    """Return the condition that something tracked was done, or is not to be done, since the beginning of a day."""
    ended = (Progressing.DONE.value, Progressing.DROPPED.value)
    return Q(written_at__gte=start_of(day), state__in=ended)


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
