"""Rules for beginning a broad view."""

from __future__ import annotations

import datetime as dt

from speir.core.errors import Refused
from speir.core.text import one_line
from speir.evaluations.rules.saving import mark

LONGEST_TITLE = 200
EARLIEST = dt.date(1990, 1, 1)


def check(title: str, start: dt.date | None, end: dt.date | None, today: dt.date) -> list[Refused]:
    """Return every rule that a new broad view breaks, each with its field; empty when it can begin."""
    broken = []
    if not one_line(title):
        broken.append(Refused("view-needs-title", "Enter a title, such as “Broad view 2026”.", "title"))
    elif len(one_line(title)) > LONGEST_TITLE:
        broken.append(
            Refused("view-title-long", f"Use at most {LONGEST_TITLE} characters for the title.", "title")
        )
    if start is None:
        broken.append(
            Refused("view-needs-start", "Enter the first day of the period it looks at.", "period_from")
        )
    if end is None:
        broken.append(Refused("view-needs-end", "Enter the last day of the period it looks at.", "period_to"))
    if start and start < EARLIEST:
        broken.append(
            Refused("view-too-old", "Enter a date from 1990 onwards. Is the year right?", "period_from")
        )
    if start and end and end < start:
        broken.append(Refused("view-backwards", "The last day is before the first day.", "period_to"))
    if end and end.year > today.year + 5:
        broken.append(
            Refused("view-too-far", "Enter a date in the next five years. Is the year right?", "period_to")
        )
    return broken


def description_mark(title: str, start: dt.date, end: dt.date) -> str:
    """Return the mark of a title and period, by which a form says what it was opened with."""
    return mark(f"{title}|{start.isoformat()}|{end.isoformat()}")
