"""The plan of a closer look: its lines in three columns, by indicator and theme, with what they may be made from."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.core.text import day, number
from speir.evaluations.models import Feature, Question, Way
from speir.evaluations.policy.looks import require_look
from speir.evaluations.queries.looks.already import Already, already
from speir.evaluations.queries.looks.already import forget as forget_already
from speir.evaluations.queries.looks.headings import Chosen, LookPage, page_of
from speir.evaluations.rules.looks.naming import COUNTED, HOW_WORDS
from speir.evaluations.rules.looks.proposing import illustration_key, source_key
from speir.evidence import policy as evidence
from speir.frameworks.rules.structure import Framework, Indicator, Theme

COLUMNS = ("question", "way", "feature")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan. `how` to `number` are those of a way of finding out, `cites` to `item` those of a feature.

    `item_shows` is what the piece of evidence that it cites shows, empty where that is not open to the reader.
    """

    id: str
    column: str
    text: str
    theme: str
    illustration: str
    state: str = ""
    how: str = ""
    person: str = ""
    due: dt.date | None = None
    number: int | None = None
    cites: str = ""
    item: str = ""
    item_shows: str = ""

    @property
    def assigned(self) -> tuple[str, ...]:
        """How, of how many, by whom and by when one finds out, each in a few words."""
        if not self.how:
            return ()
        said = [HOW_WORDS[self.how]]
        if self.number:
            said.append(f"{number(self.number)} {COUNTED[self.how][self.number > 1]}")
        if self.person:
            said.append(self.person)
        if self.due:
            said.append(f"by {day(self.due)}")
        return tuple(said)


@dataclass(frozen=True, slots=True)
class Illustration:
    """An illustration of a theme, or a kind of source: its key, its text, and in which columns it stands already."""

    key: str
    text: str
    used: frozenset[str]


@dataclass(frozen=True, slots=True)
class Block:
    """A theme of the plan, or an indicator as a whole (no theme): three columns, and what they may be made of."""

    indicator: Indicator
    theme: Theme | None
    columns: tuple[tuple[str, tuple[Line, ...]], ...]
    very_good: tuple[Illustration, ...] = ()
    weak: tuple[Illustration, ...] = ()
    official_very_good: tuple[Illustration, ...] = ()
    official_weak: tuple[Illustration, ...] = ()
    sources: tuple[Illustration, ...] = ()

    @property
    def lines(self) -> int:
        """How many lines stand in it."""
        return sum(len(those) for _column, those in self.columns)


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan of a closer look, opened by what is known already."""

    page: LookPage
    blocks: tuple[Block, ...]
    already: Already | None

    @property
    def empty(self) -> bool:
        """Whether nothing is planned yet."""
        return not any(block.lines for block in self.blocks)


def plan(actor: Actor, look_id: str, *, known: bool = True) -> PlanPage:
    """Return the plan of a closer look, its lines in one query whatever their number. Raises NotYours.

    `known`: with what the register holds on its themes, two queries more.
    """
    look = require_look(actor, look_id)
    page = page_of(actor, look)
    return PlanPage(page, _blocks(actor, page), already(actor, page) if known else None)


# The themes of a plan with their lines, by the rows that they are made from and all else that they go by.
MOST_KEPT = 64
_kept: dict[Hashable, tuple[Block, ...]] = {}


def forget() -> None:
    """Forget what was kept, as in a process that has just begun."""
    _kept.clear()
    forget_already()


def _blocks(actor: Actor, page: LookPage) -> tuple[Block, ...]:
    """Return the plan's themes with their lines. One query."""
    ask = _lines(actor, timezone.localdate())
    rows = ask.given(page.id)
    paths = tuple(theme.path for chosen in page.chosen for theme in chosen.themes)
    made_of = (page.framework.id, page.stamp, paths, rows)
    if (known := _kept.get(made_of)) is not None:
        return known
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    made = _kept[made_of] = blocks_of(page, _read(ask.made(rows)))
    return made


def _read(rows: Iterable[tuple[Any, ...]]) -> list[tuple[str, Line]]:
    return [
        (
            indicator,
            Line(
                one,
                column,
                text,
                theme,
                made_of,
                state,
                how,
                who or "",
                due,
                count,
                cites,
                item or "",
                it or "",
            ),
        )
        for (
            column,
            _place,
            one,
            indicator,
            theme,
            text,
            made_of,
            state,
            how,
            who,
            due,
            count,
            cites,
            item,
            it,
        ) in rows
    ]


@lru_cache(maxsize=128)
def _lines(actor: Actor, _today: dt.date) -> Compiled:
    """Return the query for the lines of a plan as this actor reads it today: all that its SQL goes by."""
    return Compiled(lambda look_id: _columns_of(actor, look_id), blanks=1)


def _columns_of(actor: Actor, look_id: str) -> QuerySet[Any, Any]:
    none = Value("", output_field=CharField())
    no_day, no_number = Value(None, output_field=DateField()), Value(None, output_field=IntegerField())
    shown = evidence.visible_to(actor).filter(pk=OuterRef("cites_item")).order_by().values("shows")[:1]
    nothing: dict[str, Any] = {
        "kept_how": none,
        "who": none,
        "day": no_day,
        "count": no_number,
        "said": none,
        "item": none,
        "shows": none,
    }
    ways = _rows(
        Way.objects.all(),
        look_id,
        "way",
        nothing | {"kept_how": F("how"), "who": F("person__name"), "day": F("due"), "count": F("number")},
        F("state"),
    )
    questions = _rows(Question.objects.all(), look_id, "question", nothing, F("state"))
    features = _rows(
        Feature.objects.all(),
        look_id,
        "feature",
        nothing
        | {
            "said": F("cites"),
            "item": F("cites_item_id"),
            "shows": Subquery(shown, output_field=TextField()),
        },
        none,
    )
    # The ways come first: what the days and numbers of the others are, empty as they stand, is taken from theirs.
    return ways.union(questions, features, all=True).order_by("column", "position", "id")


def _rows(
    rows: QuerySet[Any], look_id: str, column: str, more: dict[str, Any], state: Any
) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = (
        rows.filter(look_id=look_id, removed_at=None)
        .annotate(column=Value(column, output_field=CharField()), how_far=state, **more)
        .order_by()
        .values_list(
            "column",
            "position",
            "id",
            "indicator_id",
            "theme",
            "text",
            "illustration",
            "how_far",
            *more,
        )
    )
    return found


def blocks_of(page: LookPage, lines: Iterable[tuple[str, Line]]) -> tuple[Block, ...]:
    """Return the lines by indicator and theme; what belongs to no theme that is looked at comes after them."""
    of: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for indicator, line in lines:
        of[indicator, line.theme].append(line)
    blocks = []
    for chosen in page.chosen:
        here = {theme.path for theme in chosen.themes}
        blocks += [
            _block(page.framework, chosen.indicator, theme, of[chosen.indicator.id, theme.path])
            for theme in chosen.themes
        ]
        rest = [
            line
            for (indicator, theme_path), those in of.items()
            if indicator == chosen.indicator.id and theme_path not in here
            for line in those
        ]
        if rest:
            blocks.append(Block(chosen.indicator, None, _columns(rest)))
    return tuple(blocks)


def _block(framework: Framework, indicator: Indicator, theme: Theme, lines: Sequence[Line]) -> Block:
    used: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        used[line.illustration].add(line.column)

    def made(level: str, texts: Iterable[str]) -> tuple[Illustration, ...]:
        keyed = [(illustration_key(theme.path, level, at), text) for at, text in enumerate(texts)]
        return tuple(Illustration(key, text, frozenset(used.get(key, ()))) for key, text in keyed)

    sources = [(source_key(theme.path, kind), framework.kind_by_key[kind].name) for kind in theme.sources]
    return Block(
        indicator=indicator,
        theme=theme,
        columns=_columns(lines),
        very_good=made("very_good", theme.very_good),
        weak=made("weak", theme.weak),
        official_very_good=made("official_very_good", theme.official_very_good),
        official_weak=made("official_weak", theme.official_weak),
        sources=tuple(Illustration(key, name, frozenset(used.get(key, ()))) for key, name in sources),
    )


def _columns(lines: Sequence[Line]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    return tuple((column, tuple(line for line in lines if line.column == column)) for column in COLUMNS)


def chosen_of(page: LookPage, number: str) -> Chosen | None:
    """Return an indicator of a closer look by its number."""
    return next((one for one in page.chosen if one.indicator.number == number), None)
