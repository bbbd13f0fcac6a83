"""Loading the official wording from an organisation's own copy of the publication.

Its reader is imported where a copy is read: no page and no tick needs it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from speir.access.actor import SYSTEM
from speir.core.errors import NotYours, Refused
from speir.frameworks import models as m
from speir.frameworks.actions.stamps import stamp_anew
from speir.trail.actions import record


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
    stamp_anew(row)
    record(by=SYSTEM, verb="imported publication into", about="framework", about_id=row.id, detail=name)
    return Imported(new=True, found=counts)


def _themes(indicator: m.Indicator) -> list[m.Theme]:
    return sorted(indicator.themes.all(), key=lambda theme: theme.position)
