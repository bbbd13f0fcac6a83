"""Periods as people write them: a day, a month, a quarter, a year, a reporting year or a stretch of any of these."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from speir.core import reporting_years
from speir.core.errors import Refused
from speir.core.reporting_years import Part
from speir.core.text import MONTHS, one_line, period

FIRST_YEAR, LAST_YEAR = 1990, 2099
UNREAD_CODE = "period-unread"

_NAMES = {name.lower(): at for at, name in enumerate(MONTHS, 1)}
_NAMES |= {name[:3].lower(): at for at, name in enumerate(MONTHS, 1)} | {"sept": 9}
_SPLIT = re.compile(r"\s+(?:to|until|till)\s+|\s*[–—]\s*|\s+-\s+|(?<=[a-z])-(?=[a-z])", re.IGNORECASE)
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_SLASH = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
_DAY = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?,?(?:\s+(\d{4}))?$", re.IGNORECASE)
_MONTH = re.compile(r"^([a-z]+)\.?(?:\s+(\d{4}))?$", re.IGNORECASE)
_BARE_DAY = re.compile(r"^(\d{1,2})$")
_YEAR = re.compile(r"^(\d{4})$")


def read_period(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day that a text names, such as `3 March 2026`, `2025/26` or `January to June 2026`.

    A first part takes the year and month that it lacks from the last. Raises Refused when it names no period, one that
    can be read in two ways, a day that there is not, or a year that nobody here means.
    """
    parts = [part for part in _SPLIT.split(reporting_years.joined(one_line(text))) if part]
    if not 1 <= len(parts) <= 2:
        raise _unread()
    begins, ends = parts[0], parts[-1]
    if len(parts) == 2:
        begins = reporting_years.with_year_of(begins, ends)
    of_first, of_last = reporting_years.span(begins), reporting_years.span(ends)
    first = of_first[0] if of_first else _part(begins)
    last = of_last[1] if of_last else _part(ends)
    if first is None or last is None or (of_last and first[0] is None):
        raise _unread()
    if len(parts) == 2:
        first = _completed(first, last)
    return _edge(first, last_day=False), _edge(last, last_day=True)


def months_later(day_: dt.date, months: int) -> dt.date:
    """Return the day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day_.year * 12 + day_.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day_.day, calendar.monthrange(year, month + 1)[1]))


def understood(text: str) -> str:
    """Return a period that was typed as everybody reads it; empty where it was typed so. Raises Refused."""
    said = period(*read_period(text))
    return "" if said.casefold() == one_line(text).casefold() else said


def _unread() -> Refused:
    return Refused(
        UNREAD_CODE,
        "Write a day, a month, a year or a period, "
        "such as 3 March 2026, April 2026, 2026, 2025/26, Q2 2025/26 or January to June 2026.",
    )


def _completed(first: Part, last: Part) -> Part:
    """Return the first part with what it lacks, taken from the last: `13 to 24 April 2026`, `November to May 2026`."""
    year, month, day = first
    if year is None:
        year = last[0]
        if year is not None and month is not None and month > (last[1] or 12):
            year -= 1
    if month is None and day is not None:
        month = last[1]
    return year, month, day


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
        raise _unread()
    if year < FIRST_YEAR:
        raise Refused("period-too-old", f"Enter a date from {FIRST_YEAR} onwards. Is the year right?")
    if year > LAST_YEAR:
        raise Refused("period-too-far", f"Enter a date up to {LAST_YEAR}. Is the year right?")
    if month is None:
        month = 12 if last_day else 1
    if not 1 <= month <= 12:
        raise Refused(
            "no-such-month", f"There is no month {month}. Write the day first, then the month: 25/3/{year}."
        )
    longest = calendar.monthrange(year, month)[1]
    if day is None:
        day = longest if last_day else 1
    if not 1 <= day <= longest:
        raise Refused("no-such-day", f"There is no {day} {MONTHS[month - 1]} {year}.")
    return dt.date(year, month, day)
