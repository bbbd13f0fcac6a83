"""What a committee talks about at its next meeting, made of what the actor may read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled, CompiledModels
from speir.improvement.models import CandidateStep
from speir.improvement.policy.meetings import candidates_of, tracked_of
from speir.improvement.queries.board_scope import (
    AWAITED_VALUES,
    Scope,
    actions_of,
    by_day,
    priorities_of,
    tally,
)
from speir.improvement.queries.changed import Changes, Decided, Finished, decided_of, ended_since
from speir.improvement.queries.happened import happened, start_of
from speir.improvement.queries.meetings import Held, held, scope_of
from speir.improvement.queries.naming import of_candidate
from speir.improvement.queries.needing import needing
from speir.improvement.rules.boards import Show
from speir.improvement.rules.doing import overdue
from speir.improvement.rules.naming import Decision, Following, Progressing, Standing, State

# So many that ask for a decision fit a paper that is read in a meeting; of the rest it says how many there are.
MOST_ASKED = 10
# Waits for the group to say how it goes on: with help, another way, or a closer look.
DECIDED_ON = (State.STUCK.value, State.NO_DIFFERENCE.value)
# Of what is tracked: over, and no more on an agenda.
ENDED = (Progressing.DONE.value, Progressing.DROPPED.value)
ORDER = (
    State.STUCK,
    State.UNDER_WAY,
    State.AGREED,
    State.PROPOSED,
    State.DONE,
    State.NO_DIFFERENCE,
    State.IMPACT_SHOWN,
    State.CLOSED,
    State.STOPPED,
)
STATES = tuple(one.value for one in ORDER)
# Late beside what is stuck, which asks for a decision as it is.
LATE = [one for one in AWAITED_VALUES if one not in DECIDED_ON]


@dataclass(frozen=True, slots=True)
class Asked:
    """An action that is late, stuck or made no difference, and needs a decision. `said` is the last sentence about it.

    `nobody`: who led it can do so no more; `unshown`: what showed its impact does so no more.
    """

    title: str
    priority: str
    lead: str
    unit: str
    due: dt.date | None
    late: str
    state: str
    said: str
    nobody: bool = False
    unshown: bool = False


@dataclass(frozen=True, slots=True)
class Stands:
    """A priority: what will be different, whose it is where it is not the unit's own, how far its actions have come.

    `actions` are states with how many have come to each.
    """

    title: str
    difference: str
    unit: str
    review_on: dt.date | None
    actions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Parked:
    """A candidate that was parked until a day that has come."""

    about: str
    reason: str
    again_on: dt.date


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation that is due: in our own words, where it stands in the report, and its day."""

    text: str
    reference: str
    state: str
    due: dt.date


@dataclass(frozen=True, slots=True)
class Agenda:
    """The paper for a meeting; `changes` since `held.days.last`, or of the last four weeks where nobody met yet."""

    held: Held
    since: dt.date
    changes: Changes
    asked: tuple[Asked, ...]
    asked_in_all: int
    agreed: tuple[Stands, ...]
    proposed: tuple[Stands, ...]
    parked: tuple[Parked, ...]
    recommended: tuple[Recommended, ...]
    made_on: dt.date


def agenda(actor: Actor, unit_id: str, meeting_id: str) -> Agenda:
    """Return what is on a meeting's agenda. Raises NotYours. Nine queries."""
    there, today = held(actor, unit_id, meeting_id), timezone.localdate()
    scope = scope_of(actor, there.row)
    since = there.days.last or min(there.days.on, today) - dt.timedelta(weeks=4)
    stand = _priorities(scope)
    groups, more = happened(scope, since, late=False)
    decided, parked = _weighed(scope, unit_id, since, max(there.days.on, today))
    ended, recommended = _tracked(scope, since, there.days.after or there.days.on)
    asked, asked_in_all = _asked(scope, stand)
    return Agenda(
        held=there,
        since=since,
        changes=Changes(groups, tuple(decided), ended, more, cut=False),
        asked=asked,
        asked_in_all=asked_in_all,
        agreed=stand.agreed,
        proposed=stand.proposed,
        parked=tuple(parked),
        recommended=recommended,
        made_on=today,
    )


@dataclass(frozen=True, slots=True)
class _Stand:
    """The agreed and the proposed priorities, in order, and the ids of both.

    Of the actions of agreed ones `late` says how many are late and not stuck, `to_decide` how many ask for a decision.
    """

    agreed: tuple[Stands, ...]
    proposed: tuple[Stands, ...]
    read: frozenset[str]
    late: int
    to_decide: int


def _priorities(scope: Scope) -> _Stand:
    """Return the agreed and the proposed priorities, with how far their actions have come. One query."""
    query = _standing(scope)
    return _stood(query, query.given(), scope.path)


@lru_cache(maxsize=64)
def _stood(query: Compiled, rows: tuple[tuple[Any, ...], ...], path: str) -> _Stand:
    """Return the same from rows that were given, and kept by them."""
    found: dict[str, list[Stands]] = {Standing.AGREED.value: [], Standing.PROPOSED.value: []}
    lates = decides = 0
    for _id, state, title, difference, unit, where, review, late, *counts in query.made(rows):
        come = tuple([(one, count) for one, count in zip(STATES, counts, strict=True) if count])
        on = dt.date.fromisoformat(review) if review else None
        found[state].append(Stands(title, difference, unit if where != path else "", on, come))
        if state == Standing.AGREED:
            lates += late
            decides += late + sum(count for one, count in come if one in DECIDED_ON)
    agreed, proposed = found.values()
    return _Stand(tuple(agreed), tuple(proposed), frozenset(row[0] for row in rows), lates, decides)


@lru_cache(maxsize=256)
def _standing(scope: Scope) -> Compiled:
    # The day as text, since SQLite's driver would make a date of each.
    named = ("id", "state", "title", "difference", "unit__name", "unit__path", Cast("review_on", CharField()))
    counts = {"late": tally(scope, Q(due__lt=scope.today, state__in=LATE))}
    counts |= {f"n_{one}": tally(scope, Q(state=one)) for one in STATES}
    rows = priorities_of(scope).filter(state__in=[Standing.AGREED.value, Standing.PROPOSED.value])
    rows = rows.annotate(**counts).order_by("position", "pk")
    return Compiled(lambda: rows.values_list(*named, *counts), blanks=0)


def _asked(scope: Scope, stand: _Stand) -> tuple[tuple[Asked, ...], int]:
    """Return what needs a decision, and how much there is in all, of priorities that were found readable. Two queries.

    What is late comes first, the latest first, then what is stuck, what was done with no difference seen, what nobody
    leads now, and what has lost the evidence of its impact.
    """
    rows = (_latest if stand.late >= MOST_ASKED else _to_decide)(scope)()
    near = needing(scope.actor, stand.read)
    amiss = {one.id: one for one in near.values() if one.on(scope) and one.agreed}
    found = []
    for one, title, state, due, said, of, lead, unit in rows:
        nobody = one in amiss and amiss[one].show is Show.NOBODY
        late = overdue(state, due, scope.today)
        found.append(Asked(title, of, lead or "", unit or "", due, late, state, said, nobody))
    besides = [one for one in amiss.values() if one.state not in DECIDED_ON and not one.late(scope.today)]
    besides.sort(key=lambda one: (one.show, one.due or dt.date.max, one.id))
    for each in besides[: MOST_ASKED - len(found)]:
        nobody = each.show is Show.NOBODY
        words = (each.title, each.priority, each.lead, each.unit, each.due, "", each.state, each.said)
        found.append(Asked(*words, nobody, unshown=not nobody))
    return tuple(found), stand.to_decide + len(besides)


TO_DECIDE = ("id", "title", "state", "due", "said", "priority__title", "lead__name", "unit__name")


@lru_cache(maxsize=256)
def _latest(scope: Scope) -> Compiled:
    """Return the query for what is late, the latest first, read by date: there is more of it than a paper holds."""
    late = Q(due__lt=scope.today, state__in=AWAITED_VALUES, priority__state=Standing.AGREED.value)
    rows = by_day(scope).filter(late).order_by("due", "priority__position", "position", "pk")
    return Compiled(lambda: rows.values_list(*TO_DECIDE)[:MOST_ASKED], blanks=0)


@lru_cache(maxsize=256)
def _to_decide(scope: Scope) -> Compiled:
    late = Q(due__lt=scope.today, state__in=AWAITED_VALUES)
    rows = actions_of(scope).filter(late | Q(state__in=DECIDED_ON), priority__state=Standing.AGREED.value)
    stuck = When(state=State.STUCK.value, then=Value(1))
    rows = rows.annotate(first=Case(When(late, then=Value(0)), stuck, default=Value(2)))
    rows = rows.order_by("first", F("due").asc(nulls_last=True), "priority__position", "position", "pk")
    return Compiled(lambda: rows.values_list(*TO_DECIDE)[:MOST_ASKED], blanks=0)


def _weighed(
    scope: Scope, unit_id: str, since: dt.date, until: dt.date
) -> tuple[list[Decided], list[Parked]]:
    """Return what was decided about candidates since a day, and what was parked until one that has come. One query."""
    decided, parked = [], {}
    start = start_of(since)
    for step in _steps(scope, unit_id, since, until)():
        row = step.candidate
        if step.at >= start:
            decided.append(decided_of(step))
        if row.decision == Decision.PARKED and row.again_on and row.again_on <= until:
            parked[row.pk] = Parked(of_candidate(row), row.reason, row.again_on)
    return decided, sorted(parked.values(), key=lambda one: (one.again_on, one.about))


@lru_cache(maxsize=256)
def _steps(scope: Scope, unit_id: str, since: dt.date, until: dt.date) -> CompiledModels[CandidateStep]:
    parked = Q(candidate__decision=Decision.PARKED.value, candidate__again_on__lte=until)
    rows = CandidateStep.objects.filter(
        Q(at__gte=start_of(since)) | parked,
        candidate__in=candidates_of(scope.actor, unit_id).values("pk"),
    ).exclude(decision="")
    rows = rows.select_related("candidate__framework").order_by("-at")
    return CompiledModels(lambda: rows, blanks=0)


def _tracked(
    scope: Scope, since: dt.date, until: dt.date
) -> tuple[tuple[Finished, ...], tuple[Recommended, ...]]:
    """Return what ended of what is tracked since a day, and the recommendations that are due by one. One query."""
    query = _followed(scope, since, until)
    return _ended(query, query.given())


@lru_cache(maxsize=64)
def _ended(
    query: Compiled, rows: tuple[tuple[Any, ...], ...]
) -> tuple[tuple[Finished, ...], tuple[Recommended, ...]]:
    """Return the same from rows that were given, and kept by them."""
    ended, recommended = [], []
    for kind, text, state, outcome, reference, due, at in query.made(rows):
        if state in ENDED:
            ended.append(Finished(kind, text, state, outcome, timezone.localdate(at)))
        else:
            recommended.append(Recommended(text, reference, state, due))
    recommended.sort(key=lambda one: one.due)
    return tuple(ended), tuple(recommended)


@lru_cache(maxsize=256)
def _followed(scope: Scope, since: dt.date, until: dt.date) -> Compiled:
    due = Q(kind=Following.RECOMMENDATION.value, due__lte=until) & ~Q(state__in=ENDED)
    rows = tracked_of(scope.actor, scope.path).filter(ended_since(since) | due).order_by("-written_at")
    named = ("kind", "text", "state", "outcome", "reference", "due", "written_at")
    return Compiled(lambda: rows.values_list(*named), blanks=0)
