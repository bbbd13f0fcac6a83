"""The plan of a closer look: its lines in three columns, by indicator and theme, with what they may be made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.evaluations.policy.looks import require_look
from speir.evaluations.queries.looks.already import Already, already
from speir.evaluations.queries.looks.already import forget as forget_already
from speir.evaluations.queries.looks.headings import LookPage, page_of
from speir.evaluations.queries.looks.plan_lines import COLUMNS, Line, lines_for, read_lines
from speir.evaluations.rules.looks.naming import Doing
from speir.evaluations.rules.looks.proposing import illustration_key, source_key
from speir.frameworks.rules.structure import Framework, Indicator, Theme


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

    @property
    def asking(self) -> bool:
        """Whether anybody has begun to find out: until then what is known already stands open above the plan."""
        ways = (
            one
            for block in self.blocks
            for column, those in block.columns
            if column == "way"
            for one in those
        )
        return any(one.state != Doing.TO_DO for one in ways)


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
    ask = lines_for(actor, timezone.localdate())
    rows = ask.given(page.id)
    paths = tuple(theme.path for chosen in page.chosen for theme in chosen.themes)
    made_of = (page.framework.id, page.stamp, paths, rows)
    if (known := _kept.get(made_of)) is not None:
        return known
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    made = _kept[made_of] = blocks_of(page, read_lines(ask.made(rows)))
    return made


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
