"""Rules of an item of evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from speir.core.errors import Refused
from speir.core.text import clean

LONGEST = 6000
EARLIEST = dt.date(1990, 1, 1)

NOT_OPEN = "One piece of evidence that is not open to you."


class SpeaksOf(StrEnum):
    """What an item tells of: what happens, its impact on children and families, or only what is intended."""

    HAPPENS = "happens"
    IMPACT = "impact"
    INTENDED = "intended"


class Bears(StrEnum):
    """How an item bears on a theme."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    BOTH = "both"


SPEAKS_OF_WORDS: dict[str, str] = {
    SpeaksOf.HAPPENS: "what happens",
    SpeaksOf.IMPACT: "impact",
    SpeaksOf.INTENDED: "what is intended",
}
BEARS_WORDS: dict[str, str] = {
    Bears.STRENGTH: "strength",
    Bears.WEAKNESS: "weakness",
    Bears.BOTH: "strength and weakness",
}


class Voice(StrEnum):
    """Whose views an item carries."""

    CHILDREN = "children"
    FAMILIES = "families"


VIEWS_WORDS: dict[frozenset[str], str] = {
    frozenset(): "",
    frozenset({Voice.CHILDREN}): "views of children",
    frozenset({Voice.FAMILIES}): "views of families",
    frozenset({Voice.CHILDREN, Voice.FAMILIES}): "views of children and families",
}


def views(voices: Iterable[str]) -> str:
    """Return whose views these are in words: "views of children and families"; nothing for none."""
    return VIEWS_WORDS[frozenset(voices)]


@dataclass(frozen=True, slots=True)
class Draft:
    """An item as typed, its shape checked by nobody yet. `themes` maps a theme's stable key to how it bears."""

    kind: str
    shows: str
    from_day: dt.date | None
    to_day: dt.date | None
    speaks_of: str
    voices: tuple[str, ...]
    themes: Mapping[str, str]


def check(draft: Draft, *, kinds: frozenset[str], themes: frozenset[str], today: dt.date) -> list[Refused]:
    """Return every rule that the draft breaks, each with the field it belongs to; empty when it can be saved."""
    broken = []
    shows = clean(draft.shows)
    if not shows:
        broken.append(Refused("item-says-nothing", "Write what we know: what is happening.", "shows"))
    elif len(shows) > LONGEST:
        sentence = (
            f"This is {len(shows):,} characters long. Keep what we know to {LONGEST:,}; nothing is cut off."
        )
        broken.append(Refused("item-too-long", sentence, "shows"))
    if draft.kind not in kinds:
        broken.append(Refused("item-kind-unknown", "Choose where this comes from.", "kind"))
    if draft.speaks_of not in set(SpeaksOf):
        sentence = "Choose whether it tells of what happens, of its impact, or of what is intended."
        broken.append(Refused("item-speaks-of-unknown", sentence, "speaks_of"))
    broken += _check_days(draft.from_day, draft.to_day, today)
    if any(theme not in themes for theme in draft.themes) or any(
        b not in set(Bears) for b in draft.themes.values()
    ):
        broken.append(Refused("item-theme-unknown", "Choose themes from this framework.", "themes"))
    if any(voice not in set(Voice) for voice in draft.voices):
        broken.append(Refused("item-voice-unknown", "Choose whose views it carries from the list.", "voices"))
    return broken


def _check_days(start: dt.date | None, end: dt.date | None, today: dt.date) -> list[Refused]:
    broken = []
    for day, field in ((start, "from_day"), (end, "to_day")):
        if day is not None and day < EARLIEST:
            broken.append(
                Refused("item-too-old", "Enter a date from 1990 onwards. Is the year right?", field)
            )
    # A month, a year or a period that has begun is told of although it is not over.
    if start is not None and start > today:
        sentence = "Evidence is what has happened: enter a date up to today, or a period that has begun."
        broken.append(Refused("item-in-future", sentence, "from_day"))
    if start is None and end is not None:
        broken.append(Refused("item-period-open", "Enter the first day of the period too.", "from_day"))
    if start is not None and end is not None and end < start:
        broken.append(Refused("item-period-backwards", "The last day is before the first day.", "to_day"))
    return broken
