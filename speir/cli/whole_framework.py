"""All that a framework says, in one wording: as plain data for JSON, and as text to read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Fact, Framework, KeyQuestion, Source, Theme

COUNTS_AS = {"strength": "a key strength", "priority": "a priority for improvement"}


def as_data(framework: Framework, wording: str) -> dict[str, Any]:
    """Return the framework in plain types. `wording` (ours, official) is whose illustrations it gives.

    Raises ValueError for an official wording that is not loaded.
    """
    source = framework.ours if wording == "ours" else framework.official
    if source is None:
        raise ValueError("no official wording is loaded")
    return {
        "key": framework.key,
        "version": framework.version,
        "title": framework.title,
        "publisher": framework.publisher,
        "published": framework.published,
        "isbn": framework.isbn,
        "copying": framework.copying,
        "source": framework.source_line,
        "wording": _source(source),
        # The publication's own definitions and explanations are not read in: these are always ours.
        "explanations": _source(framework.ours),
        "overarching_question": framework.overarching_question,
        "cycle_questions": [_fact(fact) for fact in framework.cycle],
        "levels": [_level(level) for level in framework.levels],
        "level_hint": framework.level_hint,
        "key_questions": [_key_question(question, wording) for question in framework.key_questions],
        "standards": [
            {"number": standard.number, "title": standard.title, "key_question": question.number}
            for question in framework.key_questions
            for standard in question.standards
        ],
        "quality_areas": [_fact(fact) for fact in framework.quality_areas],
        "source_kinds": [
            {"key": kind.key, "name": kind.name, "about": kind.help, "voices": list(kind.voice)}
            for kind in framework.source_kinds
        ],
        "reasons": [_fact(fact) for fact in framework.reasons],
        "planning_structures": [_fact(fact) for fact in framework.plans],
        "references": [asdict(reference) for reference in framework.references],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "source": source.source,
        "language": source.language,
        "version": source.version,
        "statement": source.statement,
    }


def _fact(fact: Fact) -> dict[str, str]:
    return {"key": fact.key, "text": fact.text, "about": fact.about}


def _level(level: Level) -> dict[str, Any]:
    return {
        "key": level.key,
        "name": level.name,
        "definition": level.definition,
        "counts_as": level.counts_as.value,
        "maintain": level.maintain,
    }


def _key_question(question: KeyQuestion, wording: str) -> dict[str, Any]:
    return {
        "number": question.number,
        "title": question.title,
        "short": question.short,
        "indicators": [
            {
                "number": indicator.number,
                "title": indicator.title,
                "also_titled": indicator.also_titled,
                "short": indicator.short,
                "crucial": indicator.crucial,
                "themes": [_theme(theme, wording) for theme in indicator.themes],
            }
            for indicator in question.indicators
        ],
    }


def _theme(theme: Theme, wording: str) -> dict[str, Any]:
    ours = wording == "ours"
    return {
        "key": theme.key,
        "path": theme.path,
        "title": theme.title,
        "short": theme.short,
        "illustrations": {
            "very_good": list(theme.very_good if ours else theme.official_very_good),
            "weak": list(theme.weak if ours else theme.official_weak),
        },
    }


def as_text(data: dict[str, Any], *, width: int) -> str:
    """Return what `as_data` gave as a text of lines that fit the width."""
    return "\n".join(line for indent, text in _lines(data) for line in _wrapped(indent, text, max(width, 40)))


def _wrapped(indent: int, text: str, width: int) -> list[str]:
    first, hanging = " " * indent, " " * (indent + (2 if text.startswith("- ") else 0))
    options: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=hanging, **options) or [""]


def _lines(data: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """The text as (indent, paragraph)."""
    yield 0, data["title"]
    yield 0, f"{data['publisher']}, {data['published']}, ISBN {data['isbn']}. {data['copying']}"
    yield 0, f"Illustrations: {data['wording']['statement']}"
    if data["explanations"] != data["wording"]:
        yield 0, f"Definitions and explanations: {data['explanations']['statement']}"
    yield from _heading(data["overarching_question"])
    yield from ((2, f"- {fact['text']}") for fact in data["cycle_questions"])
    for question in data["key_questions"]:
        yield from _heading(f"{question['number']}  {question['title']}")
        mine = [each for each in data["standards"] if each["key_question"] == question["number"]]
        yield from ((2, f"Standard {each['number']}: {each['title']}") for each in mine)
        for indicator in question["indicators"]:
            yield from _indicator(indicator)
    yield from _heading("Levels")
    for level in data["levels"]:
        yield 2, f"- {level['name']} (counts as {COUNTS_AS[level['counts_as']]}). {level['definition']}"
    yield 2, data["level_hint"]
    lists = {
        "Structure of quality assurance": data["quality_areas"],
        "Kinds of evidence source": data["source_kinds"],
        "Reasons to take a closer look": data["reasons"],
        "Planning structures": data["planning_structures"],
    }
    for title, facts in lists.items():
        yield from _heading(title)
        yield from ((2, f"- {fact.get('text') or fact['name']}. {fact['about']}") for fact in facts)
    yield from _heading("References")
    for reference in data["references"]:
        details = (str(reference["year"] or ""), reference["isbn"], reference["address"])
        yield 2, f"- {reference['title']} ({', '.join(filter(None, details))}). {reference['about']}"


def _heading(text: str) -> Iterator[tuple[int, str]]:
    yield 0, ""
    yield 0, text
    yield 0, ""


def _indicator(indicator: dict[str, Any]) -> Iterator[tuple[int, str]]:
    yield 0, ""
    crucial = " (crucial)" if indicator["crucial"] else ""
    yield 2, f"{indicator['number']}  {indicator['title']}{crucial}"
    for theme in indicator["themes"]:
        yield 4, theme["title"]
        for key, name in (("very_good", "Very good"), ("weak", "Weak")):
            yield 6, f"{name}:"
            yield from ((8, f"- {text}") for text in theme["illustrations"][key])
