"""The board of a closer look: what it knows by now, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.core.text import day
from speir.evaluations.models import Citation, Feature, Group, Look, Question, Way
from speir.evaluations.policy.looks import require_look
from speir.evaluations.queries.grounds import standings_of
from speir.evaluations.queries.looks.headings import LookPage, page_of
from speir.evaluations.rules.judging import Stance
from speir.evaluations.rules.looks.board import (
    PIECE,
    Asked,
    Board,
    Grouped,
    Planned,
    Sought,
    Trace,
    Weighed,
    board,
)
from speir.evaluations.rules.looks.saying import ITEM, WAY, source_key
from speir.evaluations.rules.standing import Standing
from speir.evidence.policy import hidden as hidden_items
from speir.evidence.rules.items import Voice
from speir.frameworks.rules.structure import Framework
from speir.sharing.rules import Home

# Whose views should stand in any closer look.
SHOULD_BE_HEARD = (Voice.CHILDREN.value, Voice.FAMILIES.value)

_OF_FEATURE = ("id", "indicator_id", "theme", "text", "sightings__id", "sightings__seen", "sightings__text")
_OF_WAY = ("sightings__way_id", "sightings__way__how", "sightings__way__text", "sightings__way__removed_at")
_OF_ITEM = tuple(
    f"sightings__{one}"
    for one in (
        "item_id",
        "item__kind",
        "item__own_kind__name",
        "item__shows",
        "item__withdrawn_at",
        "item__home_id",
        "item__owner",
        "item__only_me",
    )
)
_CONTRADICTING = (
    "judgement_id",
    "judgement__indicator_id",
    "item__shows",
    "item_id",
    "item__home_id",
    "item__owner",
    "item__only_me",
)


def _sighted(**of: str) -> QuerySet[Feature, tuple[Any, ...]]:
    """Return features with what was said of each in which source, a row for each."""
    ordered = Feature.objects.filter(removed_at=None, **of).order_by(
        "position", "id", "sightings__at", "sightings__id"
    )
    return ordered.values_list(*_OF_FEATURE, *_OF_WAY, *_OF_ITEM)


SIGHTED = Compiled(lambda look_id: _sighted(look_id=look_id), blanks=1)
SIGHTED_OF = Compiled(
    lambda look_id, indicator_id: _sighted(look_id=look_id, indicator_id=indicator_id), blanks=2
)
AGAINST = Compiled(
    lambda look_id: (
        Citation.objects.filter(
            judgement__evaluation_id=look_id, stance=Stance.CONTRADICTS.value, item__withdrawn_at=None
        )
        .order_by("made_at", "id")
        .values_list(*_CONTRADICTING)
    ),
    blanks=1,
)
QUESTIONS = Compiled(
    lambda look_id: (
        Question.objects.filter(look_id=look_id, removed_at=None)
        .order_by("position", "id")
        .values_list("id", "indicator_id", "text", "state", "answer", "answer_by_name", "answer_at")
    ),
    blanks=1,
)
WAYS = Compiled(
    lambda look_id: (
        Way.objects.filter(look_id=look_id, removed_at=None)
        .annotate(times=Count("sittings", filter=Q(sittings__removed_at=None)))
        .order_by("position", "id")
        .values_list("id", "text", "how", "state", "person__name", "due", "times")
    ),
    blanks=1,
)
_HEARD_HERE = Q(heard_at__sitting__removed_at=None, heard_at__sitting__way__removed_at=None)
GROUPS = Compiled(
    lambda look_id: (
        Group.objects.filter(look_id=look_id, removed_at=None)
        .annotate(heard=Count("heard_at", filter=_HEARD_HERE))
        .order_by("position", "id")
        .values_list("id", "by_what", "text", "heard")
    ),
    blanks=1,
)


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board's page. `homes` are where the pieces of evidence were written whose words it shows, by their ids."""

    page: LookPage
    board: Board
    homes: Mapping[str, Home]


@dataclass(frozen=True, slots=True)
class Features:
    """Features with where they were looked for, and where the pieces among those sources were written, by their ids."""

    sought: tuple[Sought, ...]
    homes: Mapping[str, Home]


def read(actor: Actor, look_id: str) -> BoardPage:
    """Return the board. Seven queries; one more where evidence contradicts, two where some was written elsewhere.

    Raises NotYours.
    """
    look = require_look(actor, look_id)
    page = page_of(actor, look)
    shown = page.framework
    numbers = {one.id: one.number for one in shown.indicators}
    standings = standings_of(shown, look_id)
    contradicted = {one for one, standing in standings.items() if standing.contradicted}
    against = [row for row in AGAINST(look_id) if row[0] in contradicted] if contradicted else []
    sighted = _sighted_in(page)
    homes = {row[3]: Home(*row[4:7]) for row in against} | dict(sighted.homes)
    shut = hidden_items(actor, homes) if homes else set()
    made = board(
        questions=_questions(look_id, numbers),
        features=sighted.sought(shut, shown),
        places=[(one.indicator.number, theme.path) for one in page.chosen for theme in one.themes],
        weighed=_weighed(against, shut, numbers, standings),
        groups=[Grouped(*row) for row in GROUPS(look_id)],
        ways=_ways(look_id),
        heard_voices={voice for one in standings.values() for voice in one.voices},
        voices=SHOULD_BE_HEARD,
    )
    return BoardPage(page, made, {one: home for one, home in homes.items() if one not in shut})


@dataclass(frozen=True, slots=True)
class _Sighted:
    """What was said of features, with where the pieces among its sources were written, and what was made of it."""

    rows: list[tuple[Any, ...]]
    homes: Mapping[str, Home]
    made: dict[frozenset[str], tuple[Sought, ...]]

    def sought(self, shut: Collection[str], shown: Framework) -> tuple[Sought, ...]:
        """Return the features to somebody to whom some of the pieces are shut."""
        key = frozenset(self.homes.keys() & set(shut))
        if key not in self.made:
            self.made[key] = _sought(self.rows, key, shown)
        return self.made[key]


# By the rows themselves and the framework.
MOST_KEPT = 32
_kept: dict[Hashable, _Sighted] = {}


def forget() -> None:
    """Forget what was kept, as in a process that has just begun."""
    _kept.clear()


def _sighted_in(page: LookPage) -> _Sighted:
    """Return what was said of the features of a closer look. One query."""
    given = SIGHTED.given(page.id)
    made_of = (page.framework.id, page.stamp, given)
    if (known := _kept.get(made_of)) is not None:
        return known
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    rows = SIGHTED.made(given)
    made = _kept[made_of] = _Sighted(rows, _homes(rows), {})
    return made


def features_of(actor: Actor, look: Look, shown: Framework, number: str) -> Features:
    """Return the features of one indicator of a closer look, with where they were looked for.

    One query, up to two more where evidence was written elsewhere.
    """
    sighted = SIGHTED_OF(look.id, shown.by_number[number].id)
    homes = _homes(sighted)
    shut = hidden_items(actor, homes) if homes else set()
    return Features(
        _sought(sighted, shut, shown), {one: home for one, home in homes.items() if one not in shut}
    )


def _homes(sighted: Iterable[tuple[Any, ...]]) -> dict[str, Home]:
    return {row[11]: Home(*row[16:19]) for row in sighted if row[11]}


def _sought(
    sighted: Iterable[tuple[Any, ...]], shut: Collection[str], shown: Framework
) -> tuple[Sought, ...]:
    """Return features with their sources. What was withdrawn, or whose way was taken out, is no source any more."""
    numbers = {one.id: one.number for one in shown.indicators}
    traces: dict[str, list[Trace]] = {}
    first: dict[str, tuple[Any, ...]] = {}
    for row in sighted:
        first.setdefault(row[0], row)
        if (trace := _trace(row, shut, shown)) is not None:
            traces.setdefault(row[0], []).append(trace)
    return tuple(
        Sought(one, numbers[row[1]], row[2], row[3], tuple(traces.get(one, ()))) for one, row in first.items()
    )


def _trace(row: tuple[Any, ...], shut: Collection[str], shown: Framework) -> Trace | None:
    _id, _indicator, _theme, _text, sighting, seen, text, way, how, name, gone, item, *of_item = row
    if sighting is None:
        return None
    if way is not None:
        return None if gone is not None else Trace(source_key(WAY, way), how, name, seen, text)
    kind, own, shows, withdrawn, *_home = of_item
    if withdrawn is not None:
        return None
    key = source_key(ITEM, item)
    if item in shut:
        return Trace(key, PIECE, "", seen, text, shown.name_of_kind(kind) if kind else "")
    return Trace(key, PIECE, shows, seen, text, shown.name_of_kind(kind, own) if kind or own else "")


def _weighed(
    against: Iterable[tuple[Any, ...]],
    shut: Collection[str],
    numbers: Mapping[str, str],
    standings: Mapping[str, Standing],
) -> list[Weighed]:
    """Return where evidence contradicts, with its words as far as they are open to the reader."""
    by_judgement: dict[tuple[str, str], list[str]] = {}
    for judgement, indicator, shows, item, *_home in against:
        by_judgement.setdefault((judgement, indicator), []).append("" if item in shut else shows)
    return [
        Weighed(numbers[indicator], standings[judgement].doing(Stance.SUPPORTS), tuple(words))
        for (judgement, indicator), words in by_judgement.items()
    ]


def _questions(look_id: str, numbers: Mapping[str, str]) -> Iterable[Asked]:
    for one, indicator, text, state, answer, by, at in QUESTIONS(look_id):
        on = day(timezone.localtime(at).date()) if at else ""
        yield Asked(one, numbers[indicator], text, state, answer, by, on)


def _ways(look_id: str) -> Iterable[Planned]:
    for one, text, how, state, person, due, gone in WAYS(look_id):
        yield Planned(one, text, how, state, person or "", day(due) if due else "", gone)
