"""How long a text may be, and what an older form is known by. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from speir.core.errors import Refused
from speir.core.text import clean
from speir.evaluations.rules.saving import mark

TITLE_LONGEST = 200
LINE_LONGEST = 1000
LONGEST = 4000


def too_long(texts: Mapping[str, str], longest: int = LONGEST) -> list[Refused]:
    """Return a refusal for each field whose text is longer than what fits; nothing is ever cut off."""
    broken = []
    for name, text in texts.items():
        length = len(clean(text))
        if length > longest:
            sentence = f"This is {length:,} characters long. Keep it to {longest:,}; nothing is cut off."
            broken.append(Refused("text-too-long", sentence, name))
    return broken


def mark_of(values: Iterable[Any]) -> str:
    """Return the mark of all that a form shows: one that was opened before somebody changed it has another."""
    return mark("\n".join(str(value) if value is not None else "" for value in values))


def asked_about(day: dt.date | None, today: dt.date, field: str, known: dt.date | None) -> list[Refused]:
    """Return the question that a day in the past raises, unless it stood there before or was answered.

    It is asked once and refused never: a plan is often typed up after its day.
    """
    if day is None or day >= today or day == known:
        return []
    sentence = "This day is in the past. Save again if it is meant so, or put in another."
    return [Refused(PAST, sentence, field)]


PAST = "day-in-the-past"
