"""A framework as it is shown: its structure with one wording laid over it. Frozen all through."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

from speir.frameworks.rules.levels import Level


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of an indicator with what it looks like, in our words and, when loaded, in the official ones.

    `path` is its stable key, such as `hmie-2005/3.2/joint-understanding`: evidence links to it. `sources` are the keys
    of those kinds of source that tell most of it, the best first; none where a wording does not say.
    """

    id: str
    key: str
    path: str
    title: str
    short: str
    very_good: tuple[str, ...]
    weak: tuple[str, ...]
    official_very_good: tuple[str, ...] = ()
    official_weak: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def in_turn(sources: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the keys of several lists once each: the first of every list, then the second, and so on."""
    return tuple(dict.fromkeys(key for keys in zip_longest(*sources) for key in keys if key))


@dataclass(frozen=True, slots=True)
class Indicator:
    """One quality indicator. `sources` are those of its themes, the best of each theme first."""

    id: str
    number: str
    title: str
    also_titled: str
    short: str
    crucial: bool
    key_question: str
    themes: tuple[Theme, ...]
    sources: tuple[str, ...] = ()

    @property
    def short_themes(self) -> str:
        """The short names of its themes on one line."""
        return " · ".join(theme.short for theme in self.themes)


@dataclass(frozen=True, slots=True)
class Standard:
    """One of the standards that a key question rests on."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class KeyQuestion:
    """One key question with its indicators."""

    id: str
    number: str
    title: str
    short: str
    standards: tuple[Standard, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of evidence source. `voice` says whose views it carries by its nature (children, families, both)."""

    id: str
    key: str
    name: str
    help: str
    voice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A named thing that the framework lists: a reason to take a closer look, a planning structure, an area."""

    key: str
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that the framework refers to; its address is historic and is never a link."""

    title: str
    year: int | None
    isbn: str
    address: str
    about: str
    legislation: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Where a wording comes from: its source, its statement of source and date, its version and language."""

    id: str
    source: str
    language: str
    version: int
    statement: str


@dataclass(frozen=True)
class Framework:
    """A whole framework version, ready to show."""

    id: str
    key: str
    version: int
    title: str
    publisher: str
    published: str
    isbn: str
    copying: str
    overarching_question: str
    cycle: tuple[Fact, ...]
    level_hint: str
    levels: tuple[Level, ...]
    key_questions: tuple[KeyQuestion, ...]
    source_kinds: tuple[SourceKind, ...]
    quality_areas: tuple[Fact, ...]
    reasons: tuple[Fact, ...]
    plans: tuple[Fact, ...]
    references: tuple[Reference, ...]
    ours: Source
    official: Source | None = field(default=None)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators in the publication's order."""
        return tuple(indicator for question in self.key_questions for indicator in question.indicators)

    @cached_property
    def by_number(self) -> dict[str, Indicator]:
        """Indicators by their number."""
        return {indicator.number: indicator for indicator in self.indicators}

    @cached_property
    def question_by_number(self) -> dict[str, KeyQuestion]:
        """Key questions by their number."""
        return {question.number: question for question in self.key_questions}

    def neighbours(
        self, indicator: Indicator, among: Collection[str] = ()
    ) -> tuple[Indicator | None, Indicator | None]:
        """Return the indicators before and after this one in the publication's order, None at either end.

        `among`: of these numbers alone, whether or not this one is among them; of all where there is none.
        """
        at = self.indicators.index(indicator)
        before = [one for one in self.indicators[:at] if not among or one.number in among]
        after = [one for one in self.indicators[at + 1 :] if not among or one.number in among]
        return (before[-1] if before else None), (after[0] if after else None)

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        """Indicators by their id."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def level_by_id(self) -> dict[str, Level]:
        """Levels by their id."""
        return {level.id: level for level in self.levels}

    @cached_property
    def level_by_key(self) -> dict[str, Level]:
        """Levels by their key."""
        return {level.key: level for level in self.levels}

    @cached_property
    def kind_by_key(self) -> dict[str, SourceKind]:
        """Kinds of evidence source by their key."""
        return {kind.key: kind for kind in self.source_kinds}

    def name_of_kind(self, key: str, own: str | None = None) -> str:
        """Return what a kind of source is called: an organisation's `own`, one of these, or that nobody has said."""
        known = self.kind_by_key.get(key)
        return own or (known.name if known else "Kind of source not said yet")

    @cached_property
    def theme_by_path(self) -> dict[str, Theme]:
        """Themes by their stable key."""
        return {theme.path: theme for indicator in self.indicators for theme in indicator.themes}

    @property
    def source_line(self) -> str:
        """Source and date of the framework, as every copy of it states them."""
        return f"{self.title}. {self.publisher}, {self.published}. © Crown copyright."
