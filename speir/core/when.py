"""Periods as people write them: a day, a month, a year or a stretch of any of these."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from speir.core.text import MONTHS, one_line

_NAMES = {name.lower(): at for at, name in enumerate(MONTHS, 1)}
_NAMES |= {name[:3].lower(): at for at, name in enumerate(MONTHS, 1)} | {"sept": 9}
_SPLIT = re.compile(r"\s+(?:to|until|till)\s+|\s*[–—]\s*|\s+-\s+", re.IGNORECASE)
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_SLASH = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
_DAY = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?(?:\s+(\d{4}))?$", re.IGNORECASE)
_MONTH = re.compile(r"^([a-z]+)\.?(?:\s+(\d{4}))?$", re.IGNORECASE)
_BARE_DAY = re.compile(r"^(\d{1,2})$")
_YEAR = re.compile(r"^(\d{4})$")

Part = tuple[int | None, int | None, int | None]


def read_period(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day that a text names, such as `3 March 2026`, `April 2026` or `January to June 2026`.

    None when it names no period. A first part takes the year and month that it lacks from the last.
    """
    parts = [part for part in _SPLIT.split(one_line(text)) if part]
    if not 1 <= len(parts) <= 2:
        return None
    first, last = _part(parts[0]), _part(parts[-1])
    if first is None or last is None:
        return None
    if len(parts) == 2:
        year = first[0] or last[0]
        if first[0] is None and last[0] and (first[1] or 0) > (last[1] or 12):
            year = last[0] - 1
        first = (year, first[1] or last[1] if first[2] else first[1], first[2])
    try:
        return _edge(first, last_day=False), _edge(last, last_day=True)
    except ValueError:
        return None


def _part(text: str) -> Part | None:
    """Return (year, month, day) as far as the text names them."""
    if m := _ISO.match(text):
        return int(m[1]), int(m[2]), int(m[3])
    if m := _SLASH.match(text):
        return int(m[3]), int(m[2]), int(m[1])
    if m := _YEAR.match(text):
        return int(m[1]), None, None
    if m := _BARE_DAY.match(text):
        return None, None, int(m[1])
    if (m := _DAY.match(text)) and m[2].lower() in _NAMES:
        return int(m[3]) if m[3] else None, _NAMES[m[2].lower()], int(m[1])
    if (m := _MONTH.match(text)) and m[1].lower() in _NAMES:
        return int(m[2]) if m[2] else None, _NAMES[m[1].lower()], None
    return None


def _edge(part: Part, *, last_day: bool) -> dt.date:
    year, month, day = part
    if year is None or (day is not None and month is None):
        raise ValueError("a period needs a year")
    month = month or (12 if last_day else 1)
    if day is None:
        day = calendar.monthrange(year, month)[1] if last_day else 1
    return dt.date(year, month, day)
