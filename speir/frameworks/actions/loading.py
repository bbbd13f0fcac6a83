"""Loading the published files.

What reads a file is imported where one is read: it weighs 9 MB, and no page and no tick reads one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from speir.access.actor import SYSTEM
from speir.core.errors import NotYours
from speir.frameworks import models as m
from speir.frameworks.actions.stamps import stamp_anew
from speir.trail.actions import record

if TYPE_CHECKING:
    from speir.frameworks.rules import schema

PUBLISHED = Path(__file__).parents[1] / "published"


def load_published() -> list[str]:
    """Load every file in `published/`; return a line per framework. Safe to run twice.

    Raises ValueError when a file does not fit its schema, or changes a structure or a wording without a new version.
    """
    import yaml

    from speir.frameworks.rules import schema

    lines = []
    for path in sorted(PUBLISHED.glob("*.yaml")):
        file = schema.parse(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
        lines.append(_load(file))
    return lines


@transaction.atomic
def _load(file: schema.FrameworkFile) -> str:
    structure, wording = file.structure, file.wording
    name = f"{structure.key} version {structure.version}"
    row = m.Framework.objects.filter(key=structure.key, version=structure.version).first()
    if row is None:
        row = _store_structure(structure)
    elif row.digest != structure.digest():
        raise ValueError(f"{name}: its structure is in use and cannot change; give the file a new version")
    known = row.wordings.filter(
        source=wording.source, language=wording.language, version=wording.version
    ).first()
    if known is not None:
        if known.digest != wording.digest():
            raise ValueError(
                f"{name}: wording version {wording.version} is loaded already; give it a new version"
            )
        return f"{name}: nothing new"
    _store_wording(row, wording)
    record(by=SYSTEM, verb="loaded", about="framework", about_id=row.id, detail=f"wording {wording.version}")
    return f"{name}: loaded"


def _store_structure(s: schema.StructureFile) -> m.Framework:
    fields = s.model_dump(
        include={
            "key",
            "version",
            "title",
            "publisher",
            "published",
            "isbn",
            "copying",
            "overarching_question",
        }
    )
    row = m.Framework.objects.create(digest=s.digest(), **fields)
    m.Level.objects.bulk_create(
        m.Level(framework=row, position=len(s.levels) - at, **level.model_dump())
        for at, level in enumerate(s.levels)
    )
    titles = {standard.number: standard.title for standard in s.standards}
    for question in s.key_questions:
        asked = m.KeyQuestion.objects.create(framework=row, number=question.number, title=question.title)
        m.Standard.objects.bulk_create(
            m.Standard(key_question=asked, number=number, title=titles[number])
            for number in question.standards
        )
        for indicator in question.indicators:
            made = m.Indicator.objects.create(key_question=asked, **indicator.model_dump(exclude={"themes"}))
            m.Theme.objects.bulk_create(
                m.Theme(indicator=made, position=at, **theme.model_dump())
                for at, theme in enumerate(indicator.themes, 1)
            )
    m.SourceKind.objects.bulk_create(
        m.SourceKind(framework=row, position=at, key=kind.key, name=kind.name, voice=" ".join(kind.voice))
        for at, kind in enumerate(s.source_kinds, 1)
    )
    for group in ("cycle", "quality_areas", "reasons", "plans"):
        m.Fact.objects.bulk_create(
            m.Fact(framework=row, group=group, position=at, **fact.model_dump())
            for at, fact in enumerate(getattr(s, group), 1)
        )
    m.Reference.objects.bulk_create(
        m.Reference(framework=row, position=at, **reference.model_dump())
        for at, reference in enumerate(s.references, 1)
    )
    return row


def _store_wording(row: m.Framework, w: schema.WordingFile) -> None:
    wording = m.Wording.objects.create(
        framework=row,
        source=w.source,
        language=w.language,
        version=w.version,
        statement=w.statement,
        digest=w.digest(),
    )
    phrases = [m.Phrase(wording=wording, group="level_hint", key="", text=w.level_hint)]
    groups = (
        "levels",
        "key_questions",
        "indicators",
        "cycle",
        "source_kinds",
        "quality_areas",
        "reasons",
        "plans",
    )
    for group in (*groups, "references"):
        phrases += [
            m.Phrase(wording=wording, group=group, key=k, text=t) for k, t in getattr(w, group).items()
        ]
    illustrations = []
    levels = {level.key: level for level in row.levels.all()}
    for theme in m.Theme.objects.filter(indicator__key_question__framework=row).select_related("indicator"):
        words = w.themes[theme.indicator.number][theme.key]
        phrases.append(
            m.Phrase(
                wording=wording, group="themes", key=f"{theme.indicator.number}/{theme.key}", text=words.short
            )
        )
        if words.sources:
            place = f"{theme.indicator.number}/{theme.key}"
            phrases.append(
                m.Phrase(wording=wording, group="sources", key=place, text=" ".join(words.sources))
            )
        for key in ("very_good", "weak"):
            illustrations += [
                m.Illustration(wording=wording, theme=theme, level=levels[key], position=at, text=text)
                for at, text in enumerate(getattr(words, key), 1)
            ]
    m.Phrase.objects.bulk_create(phrases)
    m.Illustration.objects.bulk_create(illustrations)
    stamp_anew(row)


def hold(key: str) -> None:
    """Hold the newest version of a framework until the transaction ends, so that only one at a time makes use of it.

    Raises NotYours when it is not loaded.
    """
    if m.Framework.objects.select_for_update().filter(key=key).order_by("-version").first() is None:
        raise NotYours
