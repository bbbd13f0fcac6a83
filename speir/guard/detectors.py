"""All detectors, in the order in which they are believed, and the one function that asks them."""

from __future__ import annotations

import re
from itertools import chain

from speir.guard.births import births
from speir.guard.contacts import emails, postcodes, telephones
from speir.guard.finding import Detector, Found, settle
from speir.guard.names import names
from speir.guard.numbers import health_numbers, national_insurance

DETECTORS: tuple[Detector, ...] = (
    emails,
    health_numbers,
    national_insurance,
    births,
    telephones,
    postcodes,
    names,
)
# What these find has figures in it; many a text has none.
_WITH_FIGURES = (health_numbers, national_insurance, births, telephones, postcodes)
_FIGURE = re.compile(r"\d")


# What stands for a figure, a letter, a space or a hyphen in texts from elsewhere, one character for one.
_ALIKE = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {ord(sign): " " for sign in "\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\u2060\u3000\ufeff"}
    | {ord(sign): "-" for sign in "\u00ad\u2010\u2011\u2012\u2013\u2212"}
)


def find(text: str) -> tuple[Found, ...]:
    """Return what could identify somebody in a text, in the order of the text; nothing overlaps."""
    text = text.translate(_ALIKE)
    figures = _FIGURE.search(text)
    asked = [detector for detector in DETECTORS if figures or detector not in _WITH_FIGURES]
    return settle(chain.from_iterable(detector(text) for detector in asked))
