"""The shape of a file in `published/`, checked by pydantic; `parse` raises ValueError with what is wrong and where."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = str


class Strict(BaseModel):
    """No unknown keys, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1)


class ThemeFile(Strict):
    """A theme's stable key (within its indicator) and its official title."""

    key: str = Field(pattern=r"^[a-z][a-z-]*$")
    title: Text


class IndicatorFile(Strict):
    """An indicator with its themes."""

    number: str = Field(pattern=r"^\d\.\d$")
    title: Text
    also_titled: str = Field(default="", min_length=0)
    crucial: bool = False
    themes: tuple[ThemeFile, ...] = Field(min_length=1)


class KeyQuestionFile(Strict):
    """A key question with the numbers of its standards and its indicators."""

    number: str = Field(pattern=r"^\d$")
    title: Text
    standards: tuple[int, ...]
    indicators: tuple[IndicatorFile, ...] = Field(min_length=1)


class LevelFile(Strict):
    """A level, in the file from the highest to the lowest."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: Text
    counts_as: Literal["strength", "priority"]
    maintain: bool = False


class StandardFile(Strict):
    """A standard's number and title."""

    number: int
    title: Text


class SourceKindFile(Strict):
    """A kind of evidence source and whose views it carries by its nature."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: Text
    voice: tuple[Literal["children", "families"], ...] = ()


class FactFile(Strict):
    """A named thing in a list."""

    key: str = Field(pattern=r"^[a-z_]+$")
    text: Text


class ReferenceFile(Strict):
    """A work referred to."""

    title: Text
    year: int | None = None
    isbn: str = Field(default="", min_length=0)
    address: str = Field(default="", min_length=0)
    legislation: bool = False


class StructureFile(Strict):
    """All that never changes within a version."""

    key: str
    version: int
    title: Text
    publisher: Text
    published: Text
    isbn: Text
    copying: Text
    overarching_question: Text
    cycle: tuple[FactFile, ...]
    levels: tuple[LevelFile, ...]
    standards: tuple[StandardFile, ...]
    key_questions: tuple[KeyQuestionFile, ...]
    source_kinds: tuple[SourceKindFile, ...]
    quality_areas: tuple[FactFile, ...]
    reasons: tuple[FactFile, ...]
    plans: tuple[FactFile, ...]
    references: tuple[ReferenceFile, ...]

    def digest(self) -> str:
        """Return the SHA-256 of the structure in one canonical form, 64 hexadecimal characters."""
        return _digest(self.model_dump(mode="json"))


class ThemeWords(Strict):
    """What a theme looks like, in this wording; `sources` are the kinds of source that tell most of it, best first."""

    short: Text
    sources: tuple[str, ...] = ()
    very_good: tuple[Text, ...] = Field(min_length=1)
    weak: tuple[Text, ...] = Field(min_length=1)


class WordingFile(Strict):
    """One wording of the structure."""

    source: Literal["ours"]
    language: str
    version: int
    statement: Text
    level_hint: Text
    levels: dict[str, Text]
    key_questions: dict[str, Text]
    indicators: dict[str, Text]
    cycle: dict[str, Text]
    source_kinds: dict[str, Text]
    quality_areas: dict[str, Text]
    reasons: dict[str, Text]
    plans: dict[str, Text]
    references: dict[str, Text]
    themes: dict[str, dict[str, ThemeWords]]

    def digest(self) -> str:
        """Return the SHA-256 of the wording in one canonical form, 64 hexadecimal characters."""
        return _digest(self.model_dump(mode="json"))


class FrameworkFile(Strict):
    """A file in `published/`: a structure and our wording of it, which fit each other exactly."""

    structure: StructureFile
    wording: WordingFile

    @model_validator(mode="after")
    def _fit(self) -> FrameworkFile:
        s, w = self.structure, self.wording
        indicators = [indicator for question in s.key_questions for indicator in question.indicators]
        _same("levels", [level.key for level in s.levels], w.levels)
        _same("key_questions", [question.number for question in s.key_questions], w.key_questions)
        _same("indicators", [indicator.number for indicator in indicators], w.indicators)
        for group in ("cycle", "source_kinds", "quality_areas", "reasons", "plans"):
            _same(group, [item.key for item in getattr(s, group)], getattr(w, group))
        _same("references", [reference.title for reference in s.references], w.references)
        _same("themes", [indicator.number for indicator in indicators], w.themes)
        for indicator in indicators:
            _same(
                f"themes of {indicator.number}",
                [theme.key for theme in indicator.themes],
                w.themes[indicator.number],
            )
        kinds = {kind.key for kind in s.source_kinds}
        for number, themes in w.themes.items():
            if unknown := {source for theme in themes.values() for source in theme.sources} - kinds:
                raise ValueError(f"sources of {number}: unknown {sorted(unknown)}")
        standards = sorted(number for question in s.key_questions for number in question.standards)
        if standards != sorted(standard.number for standard in s.standards):
            raise ValueError("every standard belongs to exactly one key question")
        return self


def parse(data: Any) -> FrameworkFile:
    """Return the file's content, checked. Raises ValueError (pydantic's) that says what is wrong and where."""
    return FrameworkFile.model_validate(data)


def _same(what: str, expected: list[str], found: dict[str, Any]) -> None:
    if sorted(expected) != sorted(found):
        missing, unknown = sorted(set(expected) - set(found)), sorted(set(found) - set(expected))
        raise ValueError(f"wording of {what}: missing {missing}, unknown {unknown}")


def _digest(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
