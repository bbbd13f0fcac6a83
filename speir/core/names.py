"""Names as people see them."""

from __future__ import annotations

import re
import unicodedata

from speir.core.text import one_line

# These turn what stands after them around, on the page also beyond the name: "garoM" would read "Morag".
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Fonts draw nothing for these, although Unicode counts them among letters and symbols.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNSEEN = ("C", "M", "Z")


def name_of(typed: str) -> str:
    """Return a typed name on one line, without signs that turn its direction; empty when nobody would see anything."""
    name = one_line(_TURNING.sub("", typed))
    return name if any(_is_seen(char) for char in name) else ""


def _is_seen(char: str) -> bool:
    return char not in _BLANK and not unicodedata.category(char).startswith(_UNSEEN)
