"""Ways to reach somebody: e-mail addresses, telephone numbers, postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speir.guard.finding import Found, Kind
from speir.guard.words import known

_EMAIL = re.compile(
    r"(?<![\w.+'-])[\w.!#$%&'*+/=?^`{|}~-]{1,64}(?: ?@ ?| ?[(\[]at[)\]] ?)"
    r"(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])",
    re.IGNORECASE,
)
# Said instead of typed: "isla dot reid at example dot scot".
_SPOKEN = re.compile(
    r"(?<![\w.+'-])[\w.+'-]{1,64}(?: dot [\w+'-]{1,63}){0,4} at [\w-]{1,63}(?: dot [\w-]{1,63}){0,5}"
    r" dot (?:com|org|net|uk|scot|eu|ie|info|edu|pl|me)(?![\w-])",
    re.IGNORECASE,
)
# An area of one or two letters, a district, a space, a hyphen or none, a figure and two letters (never C I K M O V).
_POSTCODE = re.compile(
    rf"(?<![A-Za-z0-9])(?:{'|'.join(sorted(known('postcode_areas'), key=len, reverse=True))})"
    r"\d[A-HJKMNPR-Y\d]?(?:[ \u00a0]{0,2}| ?- ?)\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# What each of them cannot do without, which is read much faster: most texts hold none of it.
_AT = re.compile(r"@|[(\[]at[)\]]", re.IGNORECASE)
_DOT = re.compile(r" dot ", re.IGNORECASE)
_INWARD = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])", re.IGNORECASE)
_PART = r"[ \u00a0\n.\-\u2010-\u2013/()]{0,3}"
_TELEPHONE = re.compile(
    rf"(?<![\w£$€.,])(?:(?:\+|00){_PART}44(?:{_PART}0(?=\)))?|\(?0)"
    rf"(?:{_PART}\d){{9,10}}(?:{_PART}(?:ext|extn|extension|x)\.?{_PART}\d{{1,6}})?(?!\d)",
    re.IGNORECASE,
)
# Written without the area, after a word that says what it is.
_LOCAL = re.compile(
    r"(?:\b(?:tel|telephone|phone|phoned|mobile|mob|landline|ring|call|called on|text)\b\.?"
    r"(?: (?:no|number|her|him|them|us|on|is|at))*\.?:?\s{0,2})"
    r"(\d{3}[ -]?\d{3,4}|\d{2}[ -]\d{2}[ -]\d{2})(?![\d/-])",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Found]:
    """Find e-mail addresses."""
    for pattern, holds in ((_EMAIL, _AT), (_SPOKEN, _DOT)):
        for match in pattern.finditer(text) if holds.search(text) else ():
            yield Found(*match.span(), Kind.EMAIL)


def postcodes(text: str) -> Iterator[Found]:
    """Find whole postcodes, with the areas that there are. Source: Royal Mail, "Postcode Address File" guide."""
    for match in _POSTCODE.finditer(text) if _INWARD.search(text) else ():
        yield Found(*match.span(), Kind.POSTCODE)


def telephones(text: str) -> Iterator[Found]:
    """Find telephone numbers of the United Kingdom: nine or ten figures after the nought or +44. Source: Ofcom."""
    for match in _TELEPHONE.finditer(text):
        # A full stop or bracket that only follows the number is not part of it.
        end = match.start() + len(match.group().rstrip(" .-/"))
        yield Found(match.start(), end, Kind.TELEPHONE)
    for match in _LOCAL.finditer(text):
        yield Found(*match.span(1), Kind.TELEPHONE)
