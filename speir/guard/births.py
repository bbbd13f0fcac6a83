"""Dates of birth: a date is one where the words beside it say so. Other dates stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speir.guard.finding import Found, Kind

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:'?\d{2}|\d{4})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_GAP = r"[ \u00a0./\-\u2010-\u2013]{1,3}"
_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|{_DAY}{_GAP}\d{{1,2}}{_GAP}{_YEAR}"
    rf"|{_DAY}(?:\s+of)?[ \u00a0.\-]?{_MONTH}\b\.?,?[ \u00a0.\-]{{0,2}}{_YEAR}"
    rf"|{_DAY}(?:\s+of)?[ \u00a0.\-]?{_MONTH}\b"
    rf"|{_MONTH}\b\.?\s+{_DAY},?\s+{_YEAR}"
    rf"|{_MONTH}\b\.?\s+{_DAY}\b"
    r")(?!\d)"
)
_AGE = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen)"
)
_BEFORE = (
    r"(?:\bd\.?\s?o\.?\s?b\b\.?|\bdates? of birth\b|\bbirth\s?-?(?:date|day)s?\b|\bborn\b|\bbirth\b|\bbn\b\.?"
    rf"|(?<![\w.])b\.(?=\s?\d)|\b(?:turn(?:s|ed|ing)?|will be|was|is|be) {_AGE}\b(?: years old)?)"
)
_BETWEEN = (
    r"(?:[\s:=,(\[–—-]|\b(?:is|was|were|of|on|the|as|given|recorded|noted|registered|shown|a|in|being|at|his|her|their"
    r"|day)\b){0,10}"
)
_BIRTH = re.compile(rf"{_BEFORE}{_BETWEEN}(?<![\w/.-])(?P<date>{_DATE})", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?<![\w/.-])(?P<date>{_DATE})[\s,)(]{{0,3}}"
    r"(?:d\.?o\.?b\b|\(?date of birth|\(?born\b|(?:is|was|being) (?:his|her|their|the child's) birthday)",
    re.IGNORECASE,
)


def births(text: str) -> Iterator[Found]:
    """Find dates that the words before or after them call a date of birth or a birthday."""
    for pattern in (_BIRTH, _AFTER):
        for match in pattern.finditer(text):
            yield Found(*match.span("date"), Kind.BIRTH)
