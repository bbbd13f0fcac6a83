"""Actions as boards, meetings and papers show them: a flat line for each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.improvement.models import Action, Dependency, Finding
from speir.improvement.policy import priorities
from speir.improvement.queries.needing import Needing
from speir.improvement.rules.boards import Show, in_order
from speir.improvement.rules.doing import overdue
from speir.improvement.rules.naming import TO_DO

PAGE = 24
# What a line is made of, in this order.
COLUMNS = (
    *("id", "title", "state", "said", "said_at", "lead_id", "lead__name", "unit_id", "unit__name", "due"),
    *("priority_id", "priority__title"),
)
PRIORITY = COLUMNS.index("priority_id")


@dataclass(frozen=True, slots=True)
class Need:
    """Another action that one waits for, while it is still to be done; `late` says in words how long it is overdue.

    Of one that is not open to the reader no more is told than that it is there.
    """

    id: str = ""
    title: str = ""
    state: str = ""
    lead: str = ""
    late: str = ""
    lead_id: str = ""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """An action as one line. `said` is the last sentence about it; `late` says in words how long it is overdue.

    `numbers` are the indicators of what its priority answers. `nobody`: who led it can do so no more; `gives`: its
    reader can give it to somebody else. `unshown`: what showed its impact does not now.
    """

    id: str
    title: str
    state: str
    said: str
    said_on: dt.date | None
    lead_id: str
    lead: str
    unit_id: str
    unit: str
    due: dt.date | None
    late: str
    priority_id: str
    priority: str
    numbers: tuple[str, ...] = ()
    waits: tuple[Need, ...] = ()
    nobody: bool = False
    gives: bool = False
    unshown: bool = False


BY_ID = Compiled(lambda *ids: Action.objects.filter(pk__in=ids).order_by().values_list(*COLUMNS), blanks=PAGE)
# What is asked for twice changes nothing, so fewer ids than there are blanks are filled up with the first.
NEEDS = Compiled(
    lambda *ids: (
        Dependency.objects.filter(
            action__in=ids, needs__removed_at=None, needs__state__in=[one.value for one in TO_DO]
        )
        .order_by("needs__due", "needs_id")
        .values_list(
            *("action_id", "needs_id", "needs__title", "needs__state", "needs__lead__name", "needs__due"),
            *("needs__lead_id", "needs__priority_id"),
        )
    ),
    blanks=PAGE,
)
NUMBERS = Compiled(
    lambda *ids: (
        Finding.objects.filter(priority__in=ids, removed_at=None)
        .exclude(number="")
        .order_by()
        .values_list("priority_id", "number")
        .distinct()
    ),
    blanks=PAGE,
)


def made(
    actor: Actor,
    rows: Sequence[tuple[Any, ...]],
    today: dt.date,
    *,
    numbers: Mapping[str, tuple[str, ...]] | None = None,
    amiss: Mapping[str, Needing] | None = None,
) -> list[BoardLine]:
    """Return rows of `COLUMNS` as lines, with what each waits for. One query for a page of them.

    `amiss` is what needs somebody, by its id.
    """
    known = {row[PRIORITY] for row in rows}
    needs = needs_of(actor, [row[0] for row in rows], today, known)
    numbers, amiss, local = numbers or {}, amiss or {}, timezone.localtime
    return [
        BoardLine(
            row[0],
            row[1],
            row[2],
            row[3],
            local(row[4]).date() if row[3] and row[4] else None,
            row[5] or "",
            row[6] or "",
            row[7] or "",
            row[8] or "",
            row[9],
            overdue(row[2], row[9], today),
            row[10],
            row[11],
            numbers.get(row[10], ()),
            needs.get(row[0], ()),
            *(_amiss(amiss[row[0]]) if row[0] in amiss else ()),
        )
        for row in rows
    ]


def _amiss(one: Needing) -> tuple[bool, bool, bool]:
    return one.show is Show.NOBODY, one.gives, one.show is Show.UNSHOWN


def needs_of(
    actor: Actor, ids: Sequence[str], today: dt.date, known: AbstractSet[str]
) -> dict[str, tuple[Need, ...]]:
    """Return what these actions wait for, by their ids; `known` are priorities that the actor was found to read.

    One query for a page of them, none for none; one more where something waits for an action of another priority.
    """
    rows = asked(NEEDS, ids)
    known = readable(actor, {row[-1] for row in rows}, known)
    found: defaultdict[str, list[Need]] = defaultdict(list)
    for one, needs, title, state, lead, due, lead_id, priority in rows:
        read = Need(needs, title, state, lead or "", overdue(state, due, today), lead_id or "")
        found[one].append(read if priority in known else Need())
    return {one: tuple(those) for one, those in found.items()}


def readable(actor: Actor, asked_of: AbstractSet[str], known: AbstractSet[str]) -> AbstractSet[str]:
    """Return which priorities the actor reads, of those known and those asked of. One query where any is not known."""
    if asked_of <= known:
        return known
    rows = priorities.standing(actor).filter(pk__in=asked_of - known).order_by()
    return known | set(rows.values_list("pk", flat=True))


def numbers_of(ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the indicators of what these priorities answer, by their ids. One query for a page, none for none."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one, number in asked(NUMBERS, ids):
        found[one].append(number)
    return {one: tuple(in_order(those)) for one, those in found.items()}


def asked(query: Callable[..., Iterable[tuple[Any, ...]]], ids: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return what a query with as many blanks as a page has lines gives for any number of ids."""
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(ids), PAGE):
        some = ids[start : start + PAGE]
        rows += query(*some, *[some[0]] * (PAGE - len(some)))
    return rows
