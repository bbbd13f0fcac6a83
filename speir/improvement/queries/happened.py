"""What happened to a unit's priorities and their actions since a day, as far as the actor may read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, TextField, Value, When
from django.utils import timezone

from speir.core.compiled import Compiled
from speir.evidence import policy as evidence
from speir.improvement.models import PriorityStep, Progress, Proof
from speir.improvement.queries.board_scope import Scope, by_day, of_priorities, on_board
from speir.improvement.rules.changing import Group, Happened, Kind, grouped
from speir.improvement.rules.naming import AWAITED, Standing

# So many things on a page, the newest first.
PAGE = 24
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


# Of a priority under which something happened, and of the action that it happened to.
OF = ("id", "title", "unit__name", "unit__path", "state")
OF_ACTION = ("action_id", "action__title", *(f"action__priority__{name}" for name in OF))
# A row, when that was, and what makes a line of it; of most rows no line is made.
Row = tuple[Any, ...]
Found = tuple[dt.datetime, Callable[[dt.datetime, Row], Happened], Row]


def happened(
    scope: Scope, since: dt.date, *, late: bool = True, page: int = 1
) -> tuple[tuple[tuple[Of, Group], ...], bool]:
    """Return a page of what happened to priorities and actions since a day, and whether there is one after it.

    Four queries, three without what became overdue.
    """
    first = (page - 1) * PAGE
    most = first + PAGE + 1
    found: list[Found] = [(row[0], _step, row) for row in _stepped(scope, since, most)()]
    found += [(row[0], _told, row) for row in _progressed(scope, since, most)()]
    found += [(row[0], _proof, row) for row in _proved(scope, since, most)()]
    if late:
        day = dt.timedelta(days=1)
        found += [(start_of(row[0] + day), _late, row) for row in _fell_due(scope, since, most)()]
    found.sort(key=itemgetter(0), reverse=True)
    shown = found[first : first + PAGE]
    of = {row[-5]: _of(scope, row) for _at, _made, row in shown}
    groups = tuple((of[one.priority], one) for one in grouped(made(at, row) for at, made, row in shown))
    return groups, len(found) > first + PAGE


def start_of(day: dt.date) -> dt.datetime:
    """Return the moment at which a day begins."""
    return _start(day, timezone.get_current_timezone())


@lru_cache(maxsize=512)
def _start(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()), zone)


def _of(scope: Scope, row: Row) -> Of:
    one, title, unit, path, state = row[-5:]
    return Of(one, title, unit if path != scope.path else "", state)


def _step(at: dt.datetime, row: Row) -> Happened:
    _at, said, text, priority, *_of = row
    return Happened(MOVES[said], at, priority, text=text)


@lru_cache(maxsize=256)
def _stepped(scope: Scope, since: dt.date, most: int) -> Compiled:
    rows = of_priorities(scope, PriorityStep.objects.filter(at__gte=start_of(since), said__in=MOVES))
    named = ("at", "said", "text", *(f"priority__{name}" for name in OF))
    return Compiled(lambda: rows.order_by("-at", "-pk").values_list(*named)[:most], blanks=0)


def _told(at: dt.datetime, row: Row) -> Happened:
    _at, before, state, text, one, title, priority, *_of = row
    kind = Kind.ADDED if not before else Kind.SAID if before == state else Kind.MOVED
    said = {"before": before, "after": state, "text": text}
    return Happened(kind, at, priority, action=one, title=title, **said)


@lru_cache(maxsize=256)
def _progressed(scope: Scope, since: dt.date, most: int) -> Compiled:
    """Return the query for what was said of actions, from the newest on."""
    rows = on_board(scope, Progress.objects.filter(at__gte=start_of(since)), by_itself=True)
    named = ("at", "before", "state", "text", *OF_ACTION)
    return Compiled(lambda: rows.order_by("-at", "-pk").values_list(*named)[:most], blanks=0)


def _late(at: dt.datetime, row: Row) -> Happened:
    _due, state, one, title, priority, *_of = row
    return Happened(Kind.OVERDUE, at, priority, action=one, title=title, after=state)


@lru_cache(maxsize=256)
def _fell_due(scope: Scope, since: dt.date, most: int) -> Compiled:
    """Return the query for what became overdue since then and is so today."""
    # One that was due on the day before is late from the first of these days on.
    rows = by_day(scope).filter(
        due__gte=since - dt.timedelta(days=1),
        due__lt=scope.today,
        state__in=[one.value for one in AWAITED],
        priority__state=Standing.AGREED.value,
    )
    named = ("due", "state", "id", "title", *(f"priority__{name}" for name in OF))
    return Compiled(lambda: rows.order_by("-due", "-id").values_list(*named)[:most], blanks=0)


def _proof(at: dt.datetime, row: Row) -> Happened:
    """Return that evidence was added, or withdrawn; what it shows is said where the actor may read it."""
    _at, kind, withdrawn, shows, one, title, priority, *_of = row
    text = shows if withdrawn is None else ""
    return Happened(Kind(kind), at, priority, action=one, title=title, text=text)


@lru_cache(maxsize=256)
def _proved(scope: Scope, since: dt.date, most: int) -> Compiled:
    """Return the query for evidence that was added, found by time, and for what was withdrawn, by its actions."""
    start = start_of(since)
    proofs = Proof.objects.filter(removed_at=None)
    readable = Exists(evidence.visible_to(scope.actor).filter(pk=OuterRef("item_id")))
    added = on_board(scope, proofs.filter(at__gte=start), by_itself=True).annotate(
        when=F("at"),
        kind=_text(Kind.PROOF),
        shows=Case(When(readable, then="item__shows"), default=_text("")),
    )
    # Few are: they are found before anything is asked of them.
    those = on_board(scope, proofs.filter(item__withdrawn_at__gte=start)).order_by().values("pk")
    withdrawn = Proof.objects.filter(pk__in=those).annotate(
        when=F("item__withdrawn_at"), kind=_text(Kind.WITHDRAWN), shows=_text("")
    )
    named = ("when", "kind", "item__withdrawn_at", "shows", *OF_ACTION)
    rows: list[Any] = [one.order_by().values_list(*named) for one in (added, withdrawn)]
    return Compiled(lambda: rows[0].union(rows[1], all=True).order_by("-when")[:most], blanks=0)


def _text(words: str) -> Value:
    return Value(str(words), output_field=TextField())
