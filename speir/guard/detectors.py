"""All detectors, in the order in which they are believed, and the one function that asks them."""

from __future__ import annotations

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


def find(text: str) -> tuple[Found, ...]:
    """Return what could identify somebody in a text, in the order of the text; nothing overlaps."""
    return settle(chain.from_iterable(detector(text) for detector in DETECTORS))
