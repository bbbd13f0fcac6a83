"""The levels of one indicator by date, as steps: what changed from one sealed edition to the next, in words.

A level is never charted as an interval: between two dates it stands as it was given, and then another stands. Nothing
is fitted to it and nothing is counted. A new version of a framework breaks the line, since a scale is its own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from speir.core.errors import Refused
from speir.evaluations.rules.saving import mark
from speir.evaluations.rules.spread import OnScale, lower

# What somebody may write down between the levels.
KINDS: dict[str, str] = {
    "action": "An action",
    "guidance": "New guidance",
    "other": "What else happened",
}
LONGEST_NOTE = 500
EARLIEST = dt.date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Point:
    """What one sealed edition says of the indicator. `version` is its framework's."""

    day: dt.date
    level: OnScale | None
    not_evaluated: bool
    version: int


def change(before: Point | None, now: Point) -> str:
    """Return in a sentence what this edition says beside the one before it."""
    if before is None:
        return "The first edition that says something of it." if now.level else _without(now)
    if before.version != now.version:
        again = f"Version {now.version} of the framework begins: its scale is its own."
        return again if now.level else f"{again} {_without(now)}"
    if now.level is None:
        return _without(now) if before.level else f"Again: {lower(_without(now))}"
    if before.level is None:
        return f"Now {lower(now.level.name)}."
    if before.level.key == now.level.key:
        return f"Still {lower(now.level.name)}."
    return f"From {lower(before.level.name)} to {lower(now.level.name)}."


def _without(now: Point) -> str:
    return "Not evaluated." if now.not_evaluated else "No level was given."


def breaks(before: Point | None, now: Point) -> bool:
    """Return whether the line breaks here: nothing led here, or by another scale."""
    return before is None or before.level is None or before.version != now.version


def mark_of(day: dt.date | None, kind: str, text: str) -> str:
    """Return the mark of a note, by which a form knows whether it is still as it was."""
    return mark(f"{day}\n{kind}\n{text}")


def check_note(*, day: dt.date | None, kind: str, text: str, today: dt.date) -> list[Refused]:
    """Return every rule that a note breaks, each with its field."""
    broken = []
    if day is None:
        broken.append(Refused("note-needs-day", "Enter the day, for example 3 March 2026.", "day"))
    elif day < EARLIEST:
        broken.append(Refused("note-day-early", "Enter a day from 1990 on. Is the year right?", "day"))
    elif day > today:
        broken.append(Refused("note-day-to-come", "That day is still to come. Enter one that was.", "day"))
    if kind not in KINDS:
        broken.append(Refused("note-needs-kind", "Choose what it was.", "kind"))
    if not text:
        broken.append(Refused("note-needs-text", "Say in a sentence what happened.", "text"))
    elif len(text) > LONGEST_NOTE:
        said = f"This is {len(text):,} characters long. Shorten it to {LONGEST_NOTE:,}; nothing is cut off."
        broken.append(Refused("note-long", said, "text"))
    return broken
