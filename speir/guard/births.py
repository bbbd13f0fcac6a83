"""Dates of birth: a date is one where the words beside it say so. Other dates stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speir.guard.finding import Found, Kind
from speir.guard.numbers import is_day

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:'?\d{2}|\d{4})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?: day)?"
_GAP = r"[ \u00a0./\-\u2010-\u2013]{1,3}"
_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|{_DAY}{_GAP}\d{{1,2}}{_GAP}{_YEAR}"
    rf"|{_DAY}(?:\s+of)?[ \u00a0.\-]?{_MONTH}\b\.?,?[ \u00a0.\-]{{0,2}}{_YEAR}"
    rf"|{_DAY}(?:\s+of)?[ \u00a0.\-]?{_MONTH}\b"
    rf"|{_MONTH}\b\.?\s+{_DAY},?\s+{_YEAR}"
    rf"|{_MONTH}\b\.?\s+{_DAY}\b"
    r"|\b(?:christmas|boxing|new year'?s) (?:day|eve),? \d{4}"
    r")(?!\d)"
)
_AGE = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen)"
)
_BEFORE = (
    r"(?:\bd\.?\s?o\.?\s?bs?\b\.?|\bdates? of birth\b|\bbirth\s?-?(?:date|day)s?\b|\bb'?days?\b|\bborn\b"
    rf"|\bbirth\b|\bbn\b\.?|(?<![\w.])b\.(?=\s?\d)|\b(?:turn(?:s|ed|ing)?|will be|was|is|be) {_AGE}\b(?: years old)?)"
)
_BETWEEN = (
    r"(?:[\s:=,(\[–—-]|\b(?:is|was|were|of|on|the|as|given|recorded|noted|registered|shown|a|in|being|at|his|her|their"
    r"|day|boy|girl|card|party|cake)\b){0,10}"
)
_BIRTH = re.compile(rf"{_BEFORE}{_BETWEEN}(?<![\w/.])(?<!\d-)(?P<date>{_DATE})", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?<![\w/.])(?<!\d-)(?P<date>{_DATE})[\s,)(]{{0,3}}"
    r"(?:d\.?o\.?b\b|birthday|\(?date of birth|\(?born\b|(?:is|was|being) (?:his|her|their|the child's) birthday)",
    re.IGNORECASE,
)


# Six figures without a sign between them are a date only straight after such a word.
_SOLID = re.compile(rf"{_BEFORE}[\s:=,(]{{0,3}}(?P<date>\d{{6}})(?!\d)", re.IGNORECASE)
# Most texts have neither a date nor six figures, and then need not be read for the words around them.
_ANY = re.compile(rf"(?<![\w/.])(?<!\d-)(?:{_DATE})", re.IGNORECASE)
_SIX = re.compile(r"\d{6}")
_FULL = re.compile(rf"(?<![\w/.])(?<!\d-)(?:{_DATE})(?<=\d\d)", re.IGNORECASE)
_YEARLESS = re.compile(rf"{_DAY}(?:\s+of)?[ .\-]?{_MONTH}\.?|{_MONTH}\.?\s+{_DAY}", re.IGNORECASE)
_SURELY = re.compile(
    r"\bd\.?\s?o\.?\s?bs?\b|\bdates?[ -]of[ -]birth\b|\bbirth\s?-?(?:date|day|certificate)s?\b|\bb'?days?\b",
    re.IGNORECASE,
)
_BIRTH_ITSELF = re.compile(
    r"(?<![\w-])births?\b(?!\s+(?:plan|parent|mother|father|famil|weight|rate|cohort))", re.IGNORECASE
)
_BORN = re.compile(
    r"\bborn\b(?!\s+(?:before|after|since|between|from|until|in the (?:year|month|quarter|same)))",
    re.IGNORECASE,
)
# Between such a word and a date these say that the date is of something else.
_ELSE = re.compile(
    r"[!?;\n]|[.]\s+[A-Z]|\b(?:files?|sample|audit\w*|review\w*|meetings?|hearing|visit\w*|seen|reports?|checked"
    r"|sent|dated|since|until|before|after|moved|placed|referr\w+)\b"
)
_AS = re.compile(
    r"[\s,(–-]{0,4}(?:born\b|(?:(?:is|was|being|as|for|his|her|their|the|a|child's|recorded|given)\s){0,4}"
    r"(?:d\.?o\.?b\b|dates? of birth|birth\s?-?(?:date|day)))",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:[\s,/&]|\band\b|\bor\b){1,8}")
# How far such a word may stand before a date, in characters, and how far behind one.
_BEFORE_IT = ((_SURELY, 75), (_BORN, 55), (_BIRTH_ITSELF, 35))
_BEHIND_IT = 30


def births(text: str) -> Iterator[Found]:
    """Find dates that the words before or after them call a date of birth or a birthday."""
    any_date = _ANY.search(text)
    for pattern in (_BIRTH, _AFTER) if any_date else ():
        for match in pattern.finditer(text):
            yield Found(*match.span("date"), Kind.BIRTH)
    if _SIX.search(text):
        for match in _SOLID.finditer(text):
            if is_day(match["date"]):
                yield Found(*match.span("date"), Kind.BIRTH)
    if any_date:
        yield from _further(text)


def _further(text: str) -> Iterator[Found]:
    """Find whole dates that stand some words away from what they are: "born by section on 18 October 2023"."""
    before, was_birth = 0, False
    for match in _FULL.finditer(text):
        start, end = match.span()
        if _YEARLESS.fullmatch(match.group()):
            was_birth = False
        else:
            joined = was_birth and _JOINED.fullmatch(text[before:start])
            was_birth = bool(joined) or _is_of(text[before:start], text[end : end + _BEHIND_IT])
            if was_birth:
                yield Found(start, end, Kind.BIRTH)
        before = end


def _is_of(before: str, behind: str) -> bool:
    for pattern, reach in _BEFORE_IT:
        near = before[-reach:]
        words = list(pattern.finditer(near))
        if words and not _ELSE.search(near[words[-1].end() :]):
            return True
    return bool(_AS.match(behind))
