"""Reporting years (1 April to 31 March) and their quarters, as people write them: `2025/26`, `Q2 2025/26`."""

from __future__ import annotations

import re

from speir.core.errors import Refused
from speir.core.text import MONTHS

# (year, month, day) as far as a text names them.
Part = tuple[int | None, int | None, int | None]

_PREFIX = r"(?:(?:(?:financial|reporting)\s+year|fy)\s*)?"
_PAIR = re.compile(rf"^{_PREFIX}(\d{{4}})\s?([/-])\s?(\d\d|\d{{4}})$", re.IGNORECASE)
_DASHED = re.compile(
    r"(?<!\d)(\d{4})\s?[–—-]\s?(\d\d|\d{4})(?=\s*(?:$|[,–—]|-\s|to\b|until\b|till\b|q))", re.IGNORECASE
)
_Q = r"(?:q\s?|quarter\s+)(\d)"
_QUARTER = re.compile(rf"^{_Q},?(?:\s+(?:of\s+)?(.+))?$", re.IGNORECASE)
_QUARTER_LAST = re.compile(rf"^(.+?),?\s+{_Q}$", re.IGNORECASE)
_YEAR = re.compile(r"^\d{4}$")
_FIRST_MONTHS = {1: 4, 2: 7, 3: 10, 4: 1}


def joined(text: str) -> str:
    """Return a text with each pair of years that a dash joins written with a hyphen, so that no dash splits it."""
    return _DASHED.sub(r"\1-\2", text)


def span(text: str) -> tuple[Part, Part] | None:
    """Return the first and last month of a reporting year or a quarter of one, or None where a text names neither.

    Raises Refused for what can be read in two ways, for years that do not follow each other, and for a fifth quarter.
    """
    if pair := _PAIR.match(text):
        return _year(text, int(pair[1]), pair[2], pair[3])
    if quarter := _QUARTER.match(text):
        return _quarter(text, int(quarter[1]), quarter[2] or "")
    if quarter := _QUARTER_LAST.match(text):
        return _quarter(text, int(quarter[2]), quarter[1])
    return None


def with_year_of(text: str, last: str) -> str:
    """Return a quarter that names no year with the reporting year of the last one: `Q1` of `Q1 to Q3 2025/26`."""
    bare = _QUARTER.match(text)
    if bare is None or bare[2]:
        return text
    until = _QUARTER.match(last)
    return f"{text} {until[2]}" if until and until[2] else text


def _year(text: str, year: int, sign: str, second: str) -> tuple[Part, Part]:
    follows = int(second) == (year + 1 if len(second) == 4 else (year + 1) % 100)
    whole = f"{year}/{(year + 1) % 100:02} for April {year} to March {year + 1}"
    month = int(second) if len(second) == 2 and sign == "-" and 1 <= int(second) <= 12 else 0
    if month and not follows:
        return (year, month, None), (year, month, None)  # as a calendar has it: 2025-06
    if follows and month:
        raise _two_ways(text, f"{whole}, or {MONTHS[month - 1]} {year}")
    if follows and len(second) == 4 and sign == "-":
        raise _two_ways(text, f"{whole}, or {year} to {second} for both years from January to December")
    if not follows and len(second) == 4 and sign == "-":
        return (year, None, None), (int(second), None, None)
    if not follows:
        raise Refused("no-reporting-year", f"“{text}” names no reporting year. Write {whole}.")
    return (year, 4, None), (year + 1, 3, None)


def _quarter(text: str, number: int, years: str) -> tuple[Part, Part] | None:
    if _YEAR.match(years):
        year = int(years)
        if 1 <= number <= 4:
            ours, theirs = _months(number, year), (number * 3 - 2, number * 3)
            told = f"{MONTHS[theirs[0] - 1]} to {MONTHS[theirs[1] - 1]} {year}"
            pair = f"{year}/{(year + 1) % 100:02}"
            said = f"{MONTHS[(ours[0][1] or 1) - 1]} to {MONTHS[(ours[1][1] or 1) - 1]} {ours[1][0]}"
            raise _two_ways(text, f"Q{number} {pair} for {said}, or {told}")
    elif not (pair_of := _PAIR.match(years)) or _year(years, int(pair_of[1]), "/", pair_of[3])[0][1] != 4:
        return None
    else:
        year = int(pair_of[1])
    if not 1 <= number <= 4:
        raise Refused(
            "no-such-quarter", f"There is no quarter {number}. A year has four, the first from April."
        )
    return _months(number, year)


def _months(number: int, year: int) -> tuple[Part, Part]:
    first = _FIRST_MONTHS[number]
    within = year + 1 if number == 4 else year
    return (within, first, None), (within, first + 2, None)


def _two_ways(text: str, ways: str) -> Refused:
    return Refused("period-two-ways", f"“{text}” can be read in two ways. Write {ways}.")
