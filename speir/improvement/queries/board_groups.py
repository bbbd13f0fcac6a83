"""The priorities of a board, each with how many of its actions are shown, and the groups in which they stand."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast

from speir.core.compiled import Compiled
from speir.frameworks.queries import framework
from speir.improvement.models import Action, Feeds, Finding
from speir.improvement.queries.board_lines import PAGE, asked
from speir.improvement.queries.board_scope import (
    Scope,
    priorities_of,
    shown,
    sorts,
    standing_on,
    tally,
)
from speir.improvement.queries.needing import Needing, counted, needing
from speir.improvement.rules.boards import AMISS, By, Show, Wanted, in_order
from speir.improvement.rules.naming import STRUCTURE_WORDS, Standing

NONE = "none"


@dataclass(frozen=True, slots=True)
class Head:
    """A priority as it stands over its actions. `count`: how many of them are shown; `any`: it has some at all."""

    id: str
    title: str
    state: str
    unit_id: str
    unit: str
    review_on: dt.date | None
    count: int
    any: bool


# A priority as its row comes from the database, with how many of its actions are shown.
Counted = tuple[tuple[Any, ...], int]


@dataclass(frozen=True, slots=True)
class Laid:
    """What of a group stands on a page: the ids of its priorities, each with which of its actions, from and until.

    `count`: how many actions the group has on all pages; `goes_on`: some stand on the page before.
    """

    key: str
    name: str
    count: int
    goes_on: bool
    cuts: tuple[tuple[str, int, int], ...]


def heads(scope: Scope, wanted: Wanted) -> tuple[list[Counted], dict[Show, int], dict[str, Needing]]:
    """Return the priorities of a board in order, how many actions of each sort there are, and what needs somebody.

    A priority that is closed stands there only where what has ended is shown, and nothing of it is urgent. Two queries.
    """
    told = (wanted.show, wanted.lead, wanted.unit) if wanted.show not in AMISS else (Show.OPEN, "", "")
    rows = _heads(scope, *told).given()
    near = needing(scope.actor, {row[0] for row in rows}, whole=wanted.show in AMISS)
    amiss = {key: one for key, one in near.items() if one.on(scope)}
    open_ = [row for row in rows if row[2] != Standing.CLOSED]
    counts = {show: sum([row[at] for row in open_]) for at, show in enumerate(COUNTED, start=HEAD)}
    counts[Show.OPEN] += sum(counts[show] for show in COUNTED[1:4])
    counts |= counted(amiss.values())
    if wanted.show in AMISS:
        many = Counter(one.priority_id for one in shown_of(amiss, wanted))
        found = [(row, many[row[0]]) for row in rows if many[row[0]]]
    elif wanted.lead or wanted.unit or wanted.show not in counts:
        found = [(row, row[-1]) for row in rows if row[-1]]
    elif wanted.show is Show.OPEN:
        found = [(row, sum(row[HEAD : HEAD + 4])) for row in rows]
    else:
        at = HEAD + COUNTED.index(wanted.show)
        found = [(row, row[at]) for row in rows if row[at]]
    return found, counts, amiss


def shown_of(amiss: Mapping[str, Needing], wanted: Wanted) -> list[Needing]:
    """Return what is wanted of what needs somebody, by its day. No query."""
    found = [one for one in amiss.values() if one.show is wanted.show]
    found = [one for one in found if not wanted.lead or one.lead_id == wanted.lead]
    found = [one for one in found if not wanted.unit or one.unit_id == wanted.unit]
    return sorted(found, key=lambda one: (one.due or dt.date.max, one.id))


def whole(scope: Scope, wanted: Wanted, those: Sequence[Counted]) -> dict[str, Head]:
    """Return these priorities as they stand over their actions, by their ids. One query where one shows none."""
    told = (wanted.show, wanted.lead, wanted.unit) if wanted.show not in AMISS else (Show.OPEN, "", "")
    made = _heads(scope, *told).made([row for row, _count in those])
    bare = [row[0] for row, count in those if not count]
    some = {row[0] for row in asked(SOME, bare)} if bare else set()
    return {
        row[0]: _head(row, count, bool(count) or row[0] in some)
        for row, (_given, count) in zip(made, those, strict=True)
    }


def _head(row: tuple[Any, ...], count: int, some: bool) -> Head:
    one, title, state, unit_id, unit, review = row[:HEAD]
    review_on = dt.date.fromisoformat(review) if review else None
    return Head(one, title, state, unit_id, unit, review_on, count, some)


HEAD, COUNTED = 6, tuple(sorts(dt.date.min))
SOME = Compiled(
    lambda *ids: (
        Action.objects.filter(priority__in=ids, removed_at=None)
        .order_by()
        .values_list("priority_id")
        .distinct()
    ),
    blanks=PAGE,
)


@lru_cache(maxsize=512)
def _heads(scope: Scope, show: Show, lead: str, unit: str) -> Compiled:
    of: dict[str, Any] = {f"of_{name}": tally(scope, one) for name, one in sorts(scope.today).items()}
    if lead or unit or show not in COUNTED:
        of["n"] = tally(scope, shown(Wanted(show=show, lead=lead, unit=unit), scope.today))
    rows = priorities_of(scope).annotate(**of)
    if show not in (Show.ENDED, Show.ALL):
        rows = rows.exclude(state=Standing.CLOSED.value)
    # The day as text, since SQLite's driver would make a date of each.
    named = ("id", "title", "state", "unit_id", "unit__name", Cast("review_on", CharField()))
    rows = rows.order_by("unit__path", "position", "id")
    return Compiled(lambda: rows.values_list(*named, *of), blanks=0)


Named = tuple[str, str, list[Counted]]


def grouped(scope: Scope, by: By, those: Sequence[Counted]) -> list[Named]:
    """Return the groups of a board in order: key, name, and the priorities whose actions stand there. One query.

    By priority there is no other query. What belongs to no indicator, or feeds no plan, comes last without a key.
    """
    if by is By.PRIORITY:
        return [(one[0][0], one[0][1], [one]) for one in those]
    with_some = {one[0][0]: one for one in those if one[1]}
    keys: defaultdict[str, dict[str, None]] = defaultdict(dict)
    names: dict[str, str] = {}
    # What is named of priorities that the reader does not read, or that show nothing here, is not looked at.
    if by is By.INDICATOR:
        for one, number, framework_id, stamp in _findings(scope).given():
            if one in with_some:
                keys[one][number] = None
                if number not in names:
                    known = framework(framework_id, stamp).by_number.get(number)
                    names[number] = f"{number} {known.title}" if known else number
        order = in_order(names)
    else:
        for one, structure, own, name in _feeds(scope).given():
            if one in with_some:
                key = structure or f"own:{own}"
                keys[one][key] = None
                names[key] = name or STRUCTURE_WORDS[structure]
        places = {key: at for at, key in enumerate(STRUCTURE_WORDS)}
        order = sorted(names, key=lambda key: (places.get(key, len(places)), names[key], key))
    found: defaultdict[str, list[Counted]] = defaultdict(list)
    for one, head in with_some.items():
        for key in keys.get(one, ("",)):
            found[key].append(head)
    return [(key, names.get(key, ""), found[key]) for key in (*order, "") if key in found]


@lru_cache(maxsize=256)
def _findings(scope: Scope) -> Compiled:
    named = ("priority_id", "number", "priority__framework_id", "priority__framework__stamp")
    rows = Finding.objects.filter(standing_on(scope, "priority__"), removed_at=None).exclude(number="")
    return Compiled(lambda: rows.order_by().values_list(*named), blanks=0)


@lru_cache(maxsize=256)
def _feeds(scope: Scope) -> Compiled:
    rows = Feeds.objects.filter(standing_on(scope, "priority__")).order_by()
    return Compiled(lambda: rows.values_list("priority_id", "structure", "own_id", "own__name"), blanks=0)


def laid(groups: Sequence[Named], wanted: Wanted) -> tuple[list[Laid], bool]:
    """Return what stands on the page that is wanted, and whether there is a page after it. No query.

    A priority without actions is a line too: it says so.
    """
    if wanted.of:
        groups = [one for one in groups if (one[0] or NONE) == wanted.of]
    start, end = (wanted.page - 1) * PAGE, wanted.page * PAGE
    found, at = [], 0
    for key, name, those in groups:
        cuts, began = [], at
        for row, count in those:
            first, last = max(start - at, 0), min(end - at, count or 1)
            if first < last:
                cuts.append((row[0], first, last))
            at += count or 1
        if cuts:
            found.append(Laid(key, name, sum(count for _row, count in those), began < start, tuple(cuts)))
    return found, at > end
