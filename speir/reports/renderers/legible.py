"""Makes any text fit to be written into a file, without losing what it says.

What no file format may hold (control characters, half surrogates) becomes U+FFFD, which every reader shows as a
replacement. Nothing here is markup and nothing is cut.
"""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ILLEGAL_HIGH = re.compile(
    "[" + "".join(chr(p * 0x10000 + 0xFFFE) + chr(p * 0x10000 + 0xFFFF) for p in range(1, 17)) + "]"
)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_RIGHT_TO_LEFT = {"R", "AL"}


def clean(text: str) -> str:
    """The text with every kind of line break as a newline and every illegal character replaced."""
    text = _BREAKS.sub("\n", text)
    return _ILLEGAL_HIGH.sub("\ufffd", _ILLEGAL.sub("\ufffd", text))


def line(text: str) -> str:
    """The text on one line, for titles, headings and properties."""
    return " ".join(clean(text).replace("\t", " ").split("\n")).strip()


def shortened(text: str, most: int) -> str:
    """The text on one line of at most so many characters: for a page's edge, where its whole stands elsewhere."""
    whole = line(text)
    return whole if len(whole) <= most else whole[: most - 1].rstrip() + "…"


def paragraphs(text: str) -> list[list[str]]:
    """The text as paragraphs, each a list of lines: a blank line parts paragraphs, a break stays a break."""
    found = [part.strip("\n").split("\n") for part in _BLANK_LINES.split(clean(text).strip("\n"))]
    return [lines for lines in found if any(one.strip() for one in lines)]


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left (Arabic, Hebrew)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in _RIGHT_TO_LEFT:
            return True
    return False
