"""What an agreed judgement came from, in words: what organisations judged each for itself, and people alone and hidden.

Words alone: who says which level. No level follows from it, and none is named that nobody gave.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from speir.core.text import capital, day, number
from speir.evaluations.rules.spread import L, Spread, lower


def range_said(spread: Spread[L], who: str = "organisation") -> str:
    """Return what was judged as a sentence: `From very good to weak: four say good, one says weak.`

    Who gave no level, or evaluated nothing, is said after it. Empty where nobody was asked.
    """
    asked = spread.judged + spread.none + spread.not_evaluated
    if not asked:
        return ""
    said = []
    if not spread.judged:
        said.append(f"No {who} gave a level.")
    elif spread.judged == 1 and asked == 1:
        said.append(f"One {who} judged it: {lower(spread.groups[0].level.name)}.")
    elif len(spread.groups) == 1:
        said.append(f"{spread.counts}.")
    else:
        said.append(f"From {lower(spread.range)}: {lower(spread.counts)}.")
    if spread.judged and spread.none:
        said.append(f"{capital(number(spread.none))} gave no level.")
    if spread.not_evaluated:
        said.append(f"{capital(number(spread.not_evaluated))} did not evaluate it.")
    return " ".join(said)


def still_open(*, judged: bool, agreement: bool | None, spread: Spread[L]) -> str:
    """Return why an indicator is still to be agreed; empty where it is judged, or it was said why it is not.

    `agreement` is what people came to who talked about it: that they agree, that they do not, or nothing yet.
    """
    if judged:
        return ""
    if agreement is True:
        return "A level was agreed and is still to be written here."
    if agreement is False:
        return ""
    if spread.wide:
        return "The organisations are far apart: talk about this first."
    if not spread.judged:
        return "No organisation has judged it yet."
    return "Still to be agreed."


def differs(agreed: str, written: str) -> str:
    """Return what to say where another level was agreed than is written, both by name; empty where they are one."""
    if not agreed or not written or agreed == written:
        return ""
    return f"What was agreed was {lower(agreed)}; what is written is {lower(written)}. Say why, or mend it."


def came_since(handed_in: Iterable[tuple[str, dt.date | None]], on: dt.date) -> str:
    """Return who handed in after the day on which it was written down what people came to; empty where nobody did.

    `handed_in` is (name, day on which the last edition came). What was agreed before knew nothing of it.
    """
    later = [f"{name} ({day(came)})" for name, came in handed_in if came and came > on]
    return f"Handed in after that: {', '.join(later)}." if later else ""
