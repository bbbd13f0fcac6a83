"""Text as people paste it, and text as people read it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

# Control characters other than tab and line feed have no business in a text; they break XML exports. Those that turn
# the direction of what follows would turn around what stands after the text, too.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")
_BULLET = re.compile(r"[•·▪◦‣●○\uf0b7\u2013-]\s+")  # as a word processor's list leaves it when pasted

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def clean(text: str) -> str:
    """Return typed or pasted text in one form: NFC, line feeds, no control characters, no space at its ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = text.replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _LONE.sub("\ufffd", _CONTROLS.sub("", text))
    text = unicodedata.normalize("NFC", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def one_line(text: str) -> str:
    """Return `clean(text)` with every run of white space as a single space."""
    return " ".join(clean(text).split())


def headline(text: str, most: int = 160) -> str:
    """Return the first sentence of a text, or its first words and an ellipsis where that is over `most` characters.

    A bullet that was pasted before it is left out: a headline is no item of a list.
    """
    first = clean(text).split("\n", 1)[0]
    if bullet := _BULLET.match(first):
        first = first[bullet.end() :]
    sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"‘'(0-9])", first, maxsplit=1)[0]
    if len(sentence) <= most:
        return sentence
    cut = sentence[:most].rsplit(" ", 1)[0]
    return cut.rstrip(",;: ") + "…"


def day(date: dt.date) -> str:
    """Return a date as people say it: 3 March 2026."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def period(start: dt.date | None, end: dt.date | None) -> str:
    """Return a period as people say it; whole months and years lose their days; empty without a date."""
    if start is None or end is None or start == end:
        only = start or end
        return day(only) if only else ""
    if start.day == 1 and (end + dt.timedelta(days=1)).day == 1:
        if start.year == end.year:
            if (start.month, end.month) == (1, 12):
                return str(start.year)
            if start.month == end.month:
                return f"{MONTHS[start.month - 1]} {start.year}"
            return f"{MONTHS[start.month - 1]} to {MONTHS[end.month - 1]} {end.year}"
        return f"{MONTHS[start.month - 1]} {start.year} to {MONTHS[end.month - 1]} {end.year}"
    if start.year != end.year:
        return f"{day(start)} to {day(end)}"
    if start.month != end.month:
        return f"{start.day} {MONTHS[start.month - 1]} to {day(end)}"
    return f"{start.day} to {day(end)}"


def dated(title: str, period: str) -> str:
    """Return a title with its period in a sentence; one that ends with the period says it already."""
    return title if title.endswith(period) else f"{title}, {period}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number(count: int) -> str:
    """Return a count as a word below ten, as figures from ten."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def capital(text: str) -> str:
    """Return the text with its first letter as a capital and the rest as it is."""
    return text[:1].upper() + text[1:]
