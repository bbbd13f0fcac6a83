"""All detectors, in the order in which they are believed, and the one function that asks them."""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import chain

from speir.guard.alike import ALIKE, hides, seen
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


# Where a text can be parted so that nothing found reaches across: after a sentence that ends in a word of some length,
# before one that begins with a capital, with no figure anywhere near. "prof." goes on with a name.
_APART = re.compile(r"(?<=[a-z]{4}[.!?])(?<!\bprof\.) (?=[A-Z][a-z’'])")
_NEAR = 120
# What was found in the last parts that were read, by a digest of each: somebody who types on changes the last one only.
MOST_REMEMBERED = 4_000
_read: dict[bytes, tuple[Found, ...]] = {}


def find(text: str) -> tuple[Found, ...]:
    """Return what could identify somebody in a text, in the order of the text; nothing overlaps."""
    bare = seen(text)
    if bare is None:
        return tuple(_in(text.translate(ALIKE)))
    shown, places = bare
    found = [
        Found(places[one.start], places[one.end - 1] + 1, one.kind) for one in _in(shown.translate(ALIKE))
    ]
    # What nobody sees parts two words as well as it stands within one.
    return settle([*found, *(_in(text.translate(ALIKE)) if hides(text) else ())])


def _in(text: str) -> list[Found]:
    found: list[Found] = []
    for start, part in _parts(text):
        key = blake2b(part.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        here = _read.get(key)
        if here is None:
            here = _found(part)
            if len(_read) >= MOST_REMEMBERED:
                _read.clear()
            _read[key] = here
        found += [Found(start + one.start, start + one.end, one.kind) for one in here] if start else here
    return found


def forget() -> None:
    """Forget what was found in the parts that were read before, so that reading them again can be measured."""
    _read.clear()


def _parts(text: str) -> list[tuple[int, str]]:
    """Part a text where nothing reaches across; each part with where it begins."""
    parts, begin = [], 0
    for gap in _APART.finditer(text):
        at = gap.end()
        if not _FIGURE.search(text, max(begin, at - _NEAR), at + _NEAR):
            parts.append((begin, text[begin:at]))
            begin = at
    return [*parts, (begin, text[begin:])]


def _found(text: str) -> tuple[Found, ...]:
    figures = _FIGURE.search(text)
    asked = [detector for detector in DETECTORS if figures or detector not in _WITH_FIGURES]
    return settle(chain.from_iterable(detector(text) for detector in asked))
