"""What somebody has to do themselves, whom they wait for, who waits for them, and what presses on their boards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, Value
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.core.compiled import Compiled, CompiledModels
from speir.evaluations.queries.looks import follow_ups
from speir.evaluations.queries.looks.follow_ups import FollowLine
from speir.improvement.models import Dependency, Helper
from speir.improvement.policy import doing, priorities
from speir.improvement.queries.board_lines import COLUMNS, BoardLine, Need, asked, made, readable
from speir.improvement.queries.board_lines import PAGE as AT_ONCE
from speir.improvement.queries.board_scope import Scope, below, here, sorts, tally
from speir.improvement.queries.boards import UnitOf, said_of
from speir.improvement.queries.needing import Needing, counted, needing
from speir.improvement.rules.boards import Show, urgency
from speir.improvement.rules.doing import overdue
from speir.improvement.rules.naming import TO_DO, UNPROVED, Standing
from speir.organisations.models import Unit
from speir.organisations.policy import around, within
from speir.organisations.rules import UnitKind

# More of somebody's own actions than this stand on the boards alone: they are cut by date, and the page says so.
MOST = 24
# So many that nobody leads are named here; the boards show all of them.
FEW = 6


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Somebody else's action (`need`) that waits for one's own, or that one's own waits for."""

    need: Need
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Unled:
    """An action of an agreed priority that a unit does which the actor plans for, and that nobody leads.

    `led` is who led it and can do so no more, empty where nobody did.
    """

    id: str
    title: str
    priority: str
    unit: str
    led: str = ""


@dataclass(frozen=True, slots=True)
class BoardOf:
    """A unit's board as a link, with how many actions there are overdue and stuck."""

    unit: UnitOf
    urgent: dict[Show, int]


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody has to do: what they lead, help with, have done and not yet shown, overdue and stuck first.

    `for_me`: others' actions that wait for theirs; `for_others`: what theirs wait for. `unled`: what they could name a
    lead for, a few of it. `cut`: there are more.
    """

    lead: tuple[BoardLine, ...]
    help: tuple[BoardLine, ...]
    unproved: tuple[BoardLine, ...]
    for_me: tuple[Awaiting, ...]
    for_others: tuple[Awaiting, ...]
    follow_ups: tuple[tuple[str, str, FollowLine], ...]
    boards: tuple[BoardOf, ...]
    unled: tuple[Unled, ...]
    cut: bool

    @property
    def anything(self) -> bool:
        """Whether there is something for them to do."""
        return bool(self.lead or self.help or self.unproved or self.follow_ups or self.unled)


def mine(actor: Actor) -> Mine:
    """Return what this actor has to do. Nine queries at most."""
    today = timezone.localdate()
    rows = _theirs(actor, today)()
    kept = rows[:MOST]
    pressing = _of_priorities(actor, today).given()
    amiss = needing(actor, {row[0] for row in pressing})
    lines = made(actor, [row[: len(COLUMNS)] for row in kept], today, amiss=amiss)
    lines.sort(key=lambda line: urgency(line.state, line.due, today))
    own = [line for line in lines if line.lead_id == actor.person_id]
    return Mine(
        lead=tuple(line for line in own if line.state in TO_DO),
        help=tuple(line for line in lines if line.lead_id != actor.person_id and line.state in TO_DO),
        unproved=tuple(line for line in own if line.state in UNPROVED),
        for_me=tuple(_for_me(actor, [line for line in own if line.state in TO_DO], today)),
        for_others=tuple(
            Awaiting(need, line.id, line.title)
            for line in own
            if line.state in TO_DO
            for need in line.waits
            if need.lead_id != actor.person_id
        ),
        follow_ups=tuple(follow_ups.mine(actor)),
        boards=tuple(_boards(actor, today, pressing, amiss)),
        unled=(*_left(amiss), *_not_yet(actor, today, amiss)) if _plans(actor) else (),
        cut=len(rows) > MOST,
    )


@lru_cache(maxsize=512)
def _theirs(actor: Actor, _today: dt.date) -> Compiled:
    """Return the query for the actions that somebody leads or helps with, as they stand on a day."""
    helps = Helper.objects.filter(person=actor.person_id).values("action_id")
    states = [one.value for one in (*TO_DO, *UNPROVED)]
    rows = doing.visible_to(actor).filter(Q(lead=actor.person_id) | Q(pk__in=helps), state__in=states)
    rows = rows.exclude(priority__state=Standing.CLOSED.value).order_by("due", "id")
    return Compiled(lambda: rows.values_list(*COLUMNS)[: MOST + 1], blanks=0)


def _plans(actor: Actor) -> bool:
    return bool(reach(actor, Permission.PLAN_IMPROVEMENT))


def _left(amiss: Mapping[str, Needing]) -> list[Unled]:
    """Return what somebody led who can do so no more, where the actor can give it to somebody else. No query."""
    found = [one for one in amiss.values() if one.show is Show.NOBODY and one.gives]
    found.sort(key=lambda one: (one.due or dt.date.max, one.id))
    return [Unled(one.id, one.title, one.priority, one.unit, one.lead) for one in found[:FEW]]


def _not_yet(actor: Actor, today: dt.date, amiss: Mapping[str, Needing]) -> list[Unled]:
    return [Unled(*row) for row in _unled(actor, today)() if row[0] not in amiss]


@lru_cache(maxsize=512)
def _unled(actor: Actor, _today: dt.date) -> Compiled:
    """Return the query for what nobody leads, of agreed priorities, in units where the actor can name somebody."""
    rows = doing.visible_to(actor).filter(
        within(actor, Permission.PLAN_IMPROVEMENT, "unit__path"),
        lead=None,
        priority__state=Standing.AGREED.value,
        state__in=[one.value for one in TO_DO],
    )
    rows = rows.order_by("due", "id")
    return Compiled(lambda: rows.values_list("id", "title", "priority__title", "unit__name")[:FEW], blanks=0)


def _for_me(actor: Actor, own: Sequence[BoardLine], today: dt.date) -> list[Awaiting]:
    """Return others' actions that wait for these of the actor's own. One query for a page of them, none for none.

    One more where one of those is for another priority.
    """
    rows = [row for row in asked(AWAITING, [line.id for line in own]) if row[5] != actor.person_id]
    known = readable(actor, {row[-1] for row in rows}, {line.priority_id for line in own})
    return [
        Awaiting(
            Need(one, title, state, lead or "", overdue(state, due, today), lead_id or "")
            if priority in known
            else Need(),
            needs,
            mine,
        )
        for needs, mine, one, title, state, lead_id, lead, due, priority in rows
    ]


AWAITING = Compiled(
    lambda *ids: (
        Dependency.objects.filter(
            needs__in=ids, action__removed_at=None, action__state__in=[one.value for one in TO_DO]
        )
        .order_by("action__due", "action_id")
        .values_list(
            *("needs_id", "needs__title", "action_id", "action__title", "action__state", "action__lead_id"),
            *("action__lead__name", "action__due", "action__priority_id"),
        )
    ),
    blanks=AT_ONCE,
)


def _boards(
    actor: Actor, today: dt.date, pressing: Sequence[tuple[Any, ...]], amiss: Mapping[str, Needing]
) -> list[BoardOf]:
    """Return the boards that the actor can open, by where they are, with what presses there. One or two queries."""
    units = _units(actor, today)()
    if not units:
        return []
    wider = tuple(unit.path for unit in units if unit.kind != UnitKind.PARTNERSHIP)
    rows = _elsewhere(actor, today, wider)() if wider else []
    numbers = iter(rows[0] if rows else (0,) * (2 * len(wider)))
    boards = []
    for unit in units:
        here = [row for row in pressing if row[1].startswith(unit.path)]
        counts = [sum([row[at] for row in here]) for at in (2, 3)]
        if unit.kind != UnitKind.PARTNERSHIP:
            counts = [one + next(numbers) for one in counts]
        urgent = dict(zip((Show.OVERDUE, Show.STUCK), counts, strict=True))
        scope = Scope(actor, today, unit.path, alone=unit.kind == UnitKind.PARTNERSHIP)
        urgent[Show.NOBODY] = counted([one for one in amiss.values() if one.on(scope)])[Show.NOBODY]
        boards.append(BoardOf(said_of(actor, unit), urgent))
    return boards


@lru_cache(maxsize=512)
def _units(actor: Actor, _today: dt.date) -> CompiledModels[Unit]:
    return CompiledModels(lambda: around(actor, Permission.READ_EVALUATIONS).order_by("path"), blanks=0)


@lru_cache(maxsize=512)
def _of_priorities(actor: Actor, today: dt.date) -> Compiled:
    """Return the query for how many actions of each priority are overdue and how many stuck, and whose that is."""
    whole = Scope(actor, today, "", alone=True)
    late, stuck = (tally(whole, sorts(today)[show]) for show in (Show.OVERDUE, Show.STUCK))
    rows = priorities.standing(actor).exclude(state=Standing.CLOSED.value).order_by()
    return Compiled(
        lambda: rows.annotate(late=late, stuck=stuck).values_list("pk", "unit__path", "late", "stuck"),
        blanks=0,
    )


@lru_cache(maxsize=512)
def _elsewhere(actor: Actor, today: dt.date, paths: tuple[str, ...]) -> Compiled:
    """Return the query for how much presses on each of these boards that stands in a priority of another unit."""
    late, stuck = (sorts(today)[show] for show in (Show.OVERDUE, Show.STUCK))
    counted = {
        f"{word}{at}": Count("pk", filter=here(one) & ~Q(priority__unit__in=below(one.path)) & sort)
        for at, one in enumerate(Scope(actor, today, path, alone=False) for path in paths)
        for word, sort in (("late", late), ("stuck", stuck))
    }
    rows = doing.visible_to(actor).filter(late | stuck).exclude(priority__state=Standing.CLOSED.value)
    counts = rows.order_by().values(one=Value(1)).annotate(**counted)
    return Compiled(lambda: counts.values_list(*counted), blanks=0)
