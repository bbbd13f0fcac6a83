"""Loading frameworks: the published files, and an organisation's own copy of the publication.

The readers of both are imported where a file is read: they weigh 9 MB, and no page and no tick reads one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from speir.access.actor import SYSTEM
from speir.core.errors import NotYours, Refused
from speir.core.ids import new_id
from speir.frameworks import models as m
from speir.trail.actions import record

if TYPE_CHECKING:
    from speir.frameworks.rules import schema

PUBLISHED = Path(__file__).parent / "published"


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
        for key in ("very_good", "weak"):
            illustrations += [
                m.Illustration(wording=wording, theme=theme, level=levels[key], position=at, text=text)
                for at, text in enumerate(getattr(words, key), 1)
            ]
    m.Phrase.objects.bulk_create(phrases)
    m.Illustration.objects.bulk_create(illustrations)
    _restamp(row)


def _restamp(row: m.Framework) -> None:
    row.stamp = new_id()
    row.save(update_fields=["stamp"])


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import found per indicator: (number, title, very good texts, weak texts); `new` if it stored them."""

    new: bool
    found: tuple[tuple[str, str, int, int], ...]


@transaction.atomic
def import_publication(*, text: str, name: str, key: str = "hmie-2005") -> Imported:
    """Store the official illustrations from the text of an organisation's own copy of the publication.

    All or nothing; running it twice with the same texts changes nothing. Raises Refused with the line and what was
    expected there when the text does not yield exactly one very good and one weak illustration for each theme, and
    NotYours when the framework is not loaded.
    """
    from speir.frameworks.rules import publication

    row = m.Framework.objects.select_for_update().filter(key=key).order_by("-version").first()
    if row is None:
        raise NotYours
    indicators = list(
        m.Indicator.objects.filter(key_question__framework=row).prefetch_related("themes").order_by("number")
    )
    plans = [
        publication.IndicatorPlan(
            number=indicator.number,
            title=indicator.title,
            also_titled=(indicator.also_titled,) if indicator.also_titled else (),
            themes=tuple(
                publication.ThemePlan(key=theme.key, title=theme.title) for theme in _themes(indicator)
            ),
        )
        for indicator in indicators
    ]
    try:
        found = publication.read(text, plans)
    except publication.Unreadable as unreadable:
        raise Refused("publication-unreadable", str(unreadable), "file") from None
    counts = tuple(
        (f.number, i.title, len(f.very_good), len(f.weak)) for f, i in zip(found, indicators, strict=True)
    )
    digest = hashlib.sha256(json.dumps([[f.number, f.very_good, f.weak] for f in found]).encode()).hexdigest()
    latest = row.wordings.filter(source="official", language="en").order_by("-version").first()
    if latest is not None and latest.digest == digest:
        return Imported(new=False, found=counts)
    wording = m.Wording.objects.create(
        framework=row,
        source="official",
        language="en",
        version=(latest.version if latest else 0) + 1,
        statement=f"{row.publisher}, {row.published}. © Crown copyright. Loaded from this organisation's own copy.",
        digest=digest,
    )
    levels = {level.key: level for level in row.levels.all()}
    rows: list[m.Illustration] = []
    for indicator, texts in zip(indicators, found, strict=True):
        for at, theme in enumerate(_themes(indicator)):
            for level, of_level in (("very_good", texts.very_good), ("weak", texts.weak)):
                fields: dict[str, Any] = {"wording": wording, "theme": theme, "level": levels[level]}
                rows.append(m.Illustration(position=1, text=of_level[at], **fields))
    m.Illustration.objects.bulk_create(rows)
    _restamp(row)
    record(by=SYSTEM, verb="imported publication into", about="framework", about_id=row.id, detail=name)
    return Imported(new=True, found=counts)


def hold(key: str) -> None:
    """Hold the newest version of a framework until the transaction ends, so that only one at a time makes use of it.

    Raises NotYours when it is not loaded.
    """
    if m.Framework.objects.select_for_update().filter(key=key).order_by("-version").first() is None:
        raise NotYours


def _themes(indicator: m.Indicator) -> list[m.Theme]:
    return sorted(indicator.themes.all(), key=lambda theme: theme.position)
