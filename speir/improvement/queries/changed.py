"""What changed in a unit's priorities since a day, as far as the actor may read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.evidence import policy as evidence
from speir.improvement.models import Action, CandidateStep, PriorityStep, Progress, Proof, Tracked
from speir.improvement.policy.meetings import candidates_of, tracked_of
from speir.improvement.queries.board_scope import actions_of, priorities_of
from speir.improvement.queries.boards import UnitOf
from speir.improvement.queries.meetings import around_unit, scope_of
from speir.improvement.queries.naming import of_candidate
from speir.improvement.rules.changing import Group, Happened, Kind, grouped
from speir.improvement.rules.meetings import latest_before
from speir.improvement.rules.naming import AWAITED, Progressing, Standing
from speir.organisations.models import Unit

# So many things of each sort, the newest; a page with more is not read.
MOST = 200
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
    """What changed since the beginning of a day; `more`: of something there was more than is shown."""

    groups: tuple[tuple[Of, Group], ...]
    decided: tuple[Decided, ...]
    finished: tuple[Finished, ...]
    more: bool

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


def changed_page(actor: Actor, unit_id: str, since: dt.date | None) -> ChangedPage:
    """Return what changed since a day, or else since the latest meeting before today. Raises NotYours. Eight queries.

    Where there was no meeting yet and no day is chosen, it is what changed in the last four weeks.
    """
    unit, row, meetings = around_unit(actor, unit_id)
    today = timezone.localdate()
    met = [(one.on, one.name) for one in reversed(meetings) if one.on < today]
    latest = latest_before(today, [on for on, _name in met])
    day = since or latest
    named = dict(reversed(met)).get(day, "") if day else ""
    found = changes(actor, row, day or today - dt.timedelta(weeks=4))
    return ChangedPage(unit, day, named, tuple(met[:12]), found)


def changes(
    actor: Actor,
    unit: Unit,
    since: dt.date,
    *,
    late: bool = True,
    tracked: Iterable[Tracked] | None = None,
) -> Changes:
    """Return what changed in a unit's priorities from the beginning of a day on. Six queries.

    Without `late` it is left out what became overdue; `tracked` is what ended since then, where it was fetched before.
    Each is a query less.
    """
    start = start_of(since)
    lines = [*_steps(actor, unit, start), *_progress(actor, unit, start), *_proofs(actor, unit, start)]
    if late:
        lines += _overdue(actor, unit, since)
    of = {priority.id: priority for priority, _line in lines}
    groups = tuple((of[one.priority], one) for one in grouped(line for _of, line in lines))
    decided = _decided(actor, unit, start)
    ended = tracked_of(actor, unit).filter(ended_since(since)) if tracked is None else tracked
    finished = [
        Finished(row.kind, row.text, row.state, row.outcome, timezone.localdate(row.written_at))
        for row in sorted(ended, key=lambda row: row.written_at, reverse=True)
    ]
    more = len(lines) > MOST or len(decided) > MOST or len(finished) > MOST
    return Changes(groups, tuple(decided[:MOST]), tuple(finished[:MOST]), more)


def ended_since(day: dt.date) -> Q:
    """Return the condition that something tracked was done, or is not to be done, since the beginning of a day."""
    ended = (Progressing.DONE.value, Progressing.DROPPED.value)
    return Q(written_at__gte=start_of(day), state__in=ended)


def start_of(day: dt.date) -> dt.datetime:
    """Return the moment at which a day begins."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


Line = tuple[Of, Happened]


def _steps(actor: Actor, unit: Unit, start: dt.datetime) -> Iterator[Line]:
    rows = PriorityStep.objects.filter(
        at__gte=start, said__in=MOVES, priority__in=priorities_of(scope_of(actor, unit)).values("pk")
    )
    for row in rows.select_related("priority__unit").order_by("-at")[: MOST + 1]:
        of = Of(row.priority_id, row.priority.title, _other(row.priority.unit, unit), row.priority.state)
        yield of, Happened(MOVES[row.said], row.at, row.priority_id, text=row.text)


def _progress(actor: Actor, unit: Unit, start: dt.datetime) -> Iterator[Line]:
    rows = Progress.objects.filter(at__gte=start, action__in=actions_of(scope_of(actor, unit)).values("pk"))
    for row in rows.select_related("action__priority__unit").order_by("-at")[: MOST + 1]:
        kind = Kind.ADDED if not row.before else Kind.SAID if row.before == row.state else Kind.MOVED
        yield (
            _of(row.action, unit),
            _about(row.action, kind, row.at, before=row.before, after=row.state, text=row.text),
        )


def _overdue(actor: Actor, unit: Unit, since: dt.date) -> Iterator[Line]:
    """What became overdue since then and is so today."""
    today = timezone.localdate()
    # One that was due on the day before is late from the first of these days on.
    rows = actions_of(scope_of(actor, unit)).filter(
        due__gte=since - dt.timedelta(days=1),
        due__lt=today,
        state__in=[one.value for one in AWAITED],
        priority__state=Standing.AGREED.value,
    )
    for row in rows.order_by("-due")[: MOST + 1]:
        if row.due is not None:
            at = start_of(row.due + dt.timedelta(days=1))
            yield _of(row, unit), _about(row, Kind.OVERDUE, at, after=row.state)


def _proofs(actor: Actor, unit: Unit, start: dt.datetime) -> Iterator[Line]:
    """Evidence that was added; what it shows is said where the actor may read it."""
    rows = Proof.objects.filter(
        at__gte=start, removed_at=None, action__in=actions_of(scope_of(actor, unit)).values("pk")
    ).annotate(readable=Exists(evidence.visible_to(actor).filter(pk=OuterRef("item_id"))))
    for row in rows.select_related("action__priority__unit", "item").order_by("-at")[: MOST + 1]:
        text = row.item.shows if row.readable and row.item.withdrawn_at is None else ""
        yield _of(row.action, unit), _about(row.action, Kind.PROOF, row.at, text=text)


def _decided(actor: Actor, unit: Unit, start: dt.datetime) -> list[Decided]:
    rows = CandidateStep.objects.filter(
        at__gte=start, candidate__in=candidates_of(actor, unit).values("pk")
    ).exclude(decision="")
    return [
        Decided(
            of_candidate(row.candidate),
            row.decision,
            row.reason,
            row.candidate.again_on if row.decision == row.candidate.decision else None,
            timezone.localdate(row.at),
        )
        for row in rows.select_related("candidate__framework").order_by("-at")[: MOST + 1]
    ]


def _about(row: Action, kind: Kind, at: dt.datetime, **said: str) -> Happened:
    return Happened(kind, at, row.priority_id, action=row.id, title=row.title, **said)


def _of(row: Action, unit: Unit) -> Of:
    priority = row.priority
    return Of(priority.id, priority.title, _other(priority.unit, unit), priority.state)


def _other(whose: Unit, unit: Unit) -> str:
    return "" if whose.pk == unit.pk else whose.name
