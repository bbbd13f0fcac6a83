"""The priorities of a board, each with how many of its actions are shown, and the groups in which they stand."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from speir.core.compiled import Compiled
from speir.frameworks.queries import framework
from speir.improvement.models import Feeds, Finding
from speir.improvement.queries.board_lines import PAGE
from speir.improvement.queries.board_scope import (
    Scope,
    has_actions,
    priorities_of,
    shown,
    sorts,
    tally,
)
from speir.improvement.rules.boards import By, Show, Wanted, in_order
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
    any: bool
    count: int


@dataclass(frozen=True, slots=True)
class Laid:
    """What of a group stands on a page: its priorities, each with which of its actions, from and until.

    `count`: how many actions the group has on all pages; `goes_on`: some stand on the page before.
    """

    key: str
    name: str
    count: int
    goes_on: bool
    cuts: tuple[tuple[Head, int, int], ...]


def heads(scope: Scope, wanted: Wanted) -> tuple[list[Head], dict[Show, int]]:
    """Return the priorities of a board in order, and how many actions of each sort there are on it. One query.

    A priority that is closed stands there only where what has ended is shown, and nothing of it is urgent.
    """
    rows = _heads(scope, wanted.show, wanted.lead, wanted.unit)()
    open_ = [row for row in rows if row[2] != Standing.CLOSED]
    counts = {show: sum([row[at] for row in open_]) for at, show in enumerate(COUNTED, start=HEAD)}
    usual = (wanted.lead, wanted.unit) == ("", "") and wanted.show in counts
    at = HEAD + COUNTED.index(wanted.show) if usual else HEAD + len(COUNTED)
    every = usual and wanted.show is Show.OPEN
    return [Head(*(*row[:HEAD], row[at])) for row in rows if row[at] or every], counts


HEAD, COUNTED = 7, tuple(sorts(dt.date.min))


@lru_cache(maxsize=512)
def _heads(scope: Scope, show: Show, lead: str, unit: str) -> Compiled:
    of: dict[str, Any] = {f"of_{name}": tally(scope, one) for name, one in sorts(scope.today).items()}
    if lead or unit or show not in COUNTED:
        of["n"] = tally(scope, shown(Wanted(show=show, lead=lead, unit=unit), scope.today))
    rows = priorities_of(scope).annotate(some=has_actions(), **of)
    if show is not Show.ENDED:
        rows = rows.exclude(state=Standing.CLOSED.value)
    named = ("id", "title", "state", "unit_id", "unit__name", "review_on", "some")
    rows = rows.order_by("unit__path", "position", "id")
    return Compiled(lambda: rows.values_list(*named, *of), blanks=0)


Named = tuple[str, str, list[Head]]


def grouped(scope: Scope, by: By, those: Sequence[Head]) -> list[Named]:
    """Return the groups of a board in order: key, name, and the priorities whose actions stand there. One query.

    By priority there is no other query. What belongs to no indicator, or feeds no plan, comes last without a key.
    """
    if by is By.PRIORITY:
        return [(one.id, one.title, [one]) for one in those]
    with_some = [one for one in those if one.count]
    keys: defaultdict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    if by is By.INDICATOR:
        for one, number, framework_id, stamp in _findings(scope)():
            keys[one].append(number)
            known = framework(framework_id, stamp).by_number.get(number)
            names[number] = f"{number} {known.title}" if known else number
        order = in_order(names)
    else:
        for one, structure, own, name in _feeds(scope)():
            key = structure or f"own:{own}"
            keys[one].append(key)
            names[key] = name or STRUCTURE_WORDS[structure]
        places = {key: at for at, key in enumerate(STRUCTURE_WORDS)}
        order = sorted(names, key=lambda key: (places.get(key, len(places)), names[key], key))
    found: defaultdict[str, list[Head]] = defaultdict(list)
    for head in with_some:
        for key in in_order(keys.get(head.id, ("",))):
            found[key].append(head)
    return [(key, names.get(key, ""), found[key]) for key in (*order, "") if key in found]


@lru_cache(maxsize=256)
def _findings(scope: Scope) -> Compiled:
    theirs = priorities_of(scope).order_by().values("pk")
    named = ("priority_id", "number", "priority__framework_id", "priority__framework__stamp")
    rows = Finding.objects.filter(priority__in=theirs, removed_at=None).exclude(number="").order_by()
    return Compiled(lambda: rows.values_list(*named).distinct(), blanks=0)


@lru_cache(maxsize=256)
def _feeds(scope: Scope) -> Compiled:
    theirs = priorities_of(scope).order_by().values("pk")
    rows = Feeds.objects.filter(priority__in=theirs).order_by()
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
        for head in those:
            first, last = max(start - at, 0), min(end - at, head.count or 1)
            if first < last:
                cuts.append((head, first, last))
            at += head.count or 1
        if cuts:
            goes_on = began < start
            found.append(Laid(key, name, sum(head.count for head in those), goes_on, tuple(cuts)))
    return found, at > end
