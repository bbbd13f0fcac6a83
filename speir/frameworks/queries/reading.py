"""Reading frameworks: each version once per process, since its structure never changes within a version."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Any

from speir.core.compiled import Compiled
from speir.core.errors import NotYours
from speir.frameworks import models as m
from speir.frameworks.rules.levels import CountsAs, Level
from speir.frameworks.rules.structure import (
    Fact,
    Framework,
    Indicator,
    KeyQuestion,
    Reference,
    Source,
    SourceKind,
    Standard,
    Theme,
    in_turn,
)


def current(key: str) -> Framework:
    """Return the newest version of the framework with this key. Raises NotYours when it is not loaded."""
    row = m.Framework.objects.filter(key=key).order_by("-version").values_list("id", "stamp").first()
    if row is None:
        raise NotYours
    return framework(*row)


NEWEST = Compiled(
    lambda: m.Framework.objects.order_by("key", "-version").values_list("key", "id", "stamp"), blanks=0
)


def all_current() -> list[Framework]:
    """Return the newest version of every framework, by key."""
    rows = NEWEST()
    newest: dict[str, tuple[str, str]] = {}
    for key, framework_id, stamp in rows:
        newest.setdefault(key, (framework_id, stamp))
    return [framework(*newest[key]) for key in newest]


def newest(framework_id: str) -> Framework:
    """Return a framework version with its newest wording. Raises NotYours when there is none."""
    row = m.Framework.objects.filter(pk=framework_id).values_list("id", "stamp").first()
    if row is None:
        raise NotYours
    return framework(*row)


def with_theme(path: str) -> Framework | None:
    """Return the newest framework that has the theme with this stable key; None for no such theme."""
    return next((each for each in all_current() if path in each.theme_by_path), None)


@lru_cache(maxsize=16)
def framework(framework_id: str, stamp: str) -> Framework:
    """Return a framework version as it is shown; no query once this process has read it at this stamp.

    Raises NotYours when there is none.
    """
    row = m.Framework.objects.filter(pk=framework_id).first()
    if row is None:
        raise NotYours
    newest = {w.source: w for w in row.wordings.filter(language="en").order_by("version")}
    words = {(p.group, p.key): p.text for p in newest["ours"].phrases.all()}
    shown: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    illustrations = m.Illustration.objects.filter(wording__in=list(newest.values())).select_related(
        "level", "wording"
    )
    for illustration in illustrations.order_by("position"):
        shown[illustration.wording.source, illustration.theme_id, illustration.level.key].append(
            illustration.text
        )
    themes: dict[str, list[Theme]] = defaultdict(list)
    of_framework = m.Theme.objects.filter(indicator__key_question__framework=row).select_related("indicator")
    for theme in of_framework.order_by("position"):
        themes[theme.indicator_id].append(_theme(theme, row.key, words, shown))
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in row.facts.order_by("position"):
        facts[fact.group].append(Fact(fact.key, fact.text, words[fact.group, fact.key]))
    questions = row.key_questions.order_by("number").prefetch_related("standards", "indicators")
    return Framework(
        id=row.id,
        key=row.key,
        version=row.version,
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        isbn=row.isbn,
        copying=row.copying,
        overarching_question=row.overarching_question,
        cycle=tuple(facts["cycle"]),
        level_hint=words["level_hint", ""],
        levels=tuple(_level(level, words) for level in row.levels.order_by("-position")),
        key_questions=tuple(_key_question(q, words, themes) for q in questions),
        source_kinds=tuple(_kind(kind, words) for kind in row.source_kinds.order_by("position")),
        quality_areas=tuple(facts["quality_areas"]),
        reasons=tuple(facts["reasons"]),
        plans=tuple(facts["plans"]),
        references=tuple(_reference(r, words) for r in row.references.order_by("position")),
        ours=_source(newest["ours"]),
        official=_source(newest["official"]) if "official" in newest else None,
    )


Words = dict[tuple[str, str], str]


def _number(row: m.Standard | m.Indicator) -> Any:
    return row.number


def _theme(row: m.Theme, key: str, words: Words, shown: Any) -> Theme:
    return Theme(
        id=row.id,
        key=row.key,
        path=f"{key}/{row.indicator.number}/{row.key}",
        title=row.title,
        short=words["themes", f"{row.indicator.number}/{row.key}"],
        sources=tuple(words.get(("sources", f"{row.indicator.number}/{row.key}"), "").split()),
        very_good=tuple(shown["ours", row.id, "very_good"]),
        weak=tuple(shown["ours", row.id, "weak"]),
        official_very_good=tuple(shown["official", row.id, "very_good"]),
        official_weak=tuple(shown["official", row.id, "weak"]),
    )


def _level(row: m.Level, words: Words) -> Level:
    return Level(
        id=row.id,
        key=row.key,
        name=row.name,
        position=row.position,
        counts_as=CountsAs(row.counts_as),
        maintain=row.maintain,
        definition=words["levels", row.key],
    )


def _key_question(row: m.KeyQuestion, words: Words, themes: dict[str, list[Theme]]) -> KeyQuestion:
    return KeyQuestion(
        id=row.id,
        number=row.number,
        title=row.title,
        short=words["key_questions", row.number],
        standards=tuple(Standard(s.number, s.title) for s in sorted(row.standards.all(), key=_number)),
        indicators=tuple(
            Indicator(
                id=indicator.id,
                number=indicator.number,
                title=indicator.title,
                also_titled=indicator.also_titled,
                short=words["indicators", indicator.number],
                crucial=indicator.crucial,
                key_question=row.number,
                themes=tuple(themes[indicator.id]),
                sources=in_turn(theme.sources for theme in themes[indicator.id]),
            )
            for indicator in sorted(row.indicators.all(), key=_number)
        ),
    )


def _kind(row: m.SourceKind, words: Words) -> SourceKind:
    return SourceKind(row.id, row.key, row.name, words["source_kinds", row.key], tuple(row.voice.split()))


def _reference(row: m.Reference, words: Words) -> Reference:
    return Reference(
        row.title, row.year, row.isbn, row.address, words["references", row.title], row.legislation
    )


def _source(row: m.Wording) -> Source:
    return Source(row.id, row.source, row.language, row.version, row.statement)
