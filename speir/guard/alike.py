"""A text as its reader sees it: what looks like a plain letter or figure is one, and what nobody sees is not there.

What is pasted from letters, telephones and PDF files is full of both: a telephone number copied from a contact has a
sign before it that turns its direction, and nobody sees it.
"""

from __future__ import annotations

import re
import unicodedata

# The nought of each script's figures; the other nine follow it.
_NOUGHTS = (
    "\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20\u1040\u17e0\u1810"
    "\U0001d7ce\U0001d7d8\U0001d7e2\U0001d7ec\U0001d7f6"
)
# Letters for mathematics, in circles and in squares.
_DRESSED = (range(0x1D400, 0x1D7CC), range(0x2100, 0x2140), range(0x24B6, 0x24EA), range(0x1F130, 0x1F14A))
# Cyrillic and Greek letters, and the Latin ones that nobody tells from them.
_DOUBLES = str.maketrans(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0455\u0456\u0458\u0501\u04bb\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u041e"
    "\u0420\u0422\u0425\u0405\u0406\u0408\u0423\u03bf\u03b1\u03bd\u03b9\u03ba\u03c1\u0391\u0392\u0395\u0396\u0397\u0399\u039a"
    "\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "aceopxysijdhABCEHKMOPTXSIJYoavikpABEZHIKMNOPTYX",
)


def _undressed() -> dict[int, str]:
    plain = {code: unicodedata.normalize("NFKC", chr(code)) for each in _DRESSED for code in each}
    return {
        code: letter
        for code, letter in plain.items()
        if len(letter) == 1 and letter.isascii() and letter.isalpha()
    }


# One character for one, so that what is found stands where it was typed.
ALIKE: dict[int, str] = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {ord(sign): " " for sign in "\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\u2060\u3000\ufeff"}
    | {ord(sign): "-" for sign in "\u00ad\u2010\u2011\u2012\u2013\u2212"}
    | {ord(nought) + figure: str(figure) for nought in _NOUGHTS for figure in range(10)}
    | _undressed()
    | {code: chr(letter) for code, letter in _DOUBLES.items()}
)
# Nobody sees these between two letters, and each could stand in the middle of a name.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e01ef"
)
_ANY = re.compile(f"[{_UNSEEN}]")
_GONE = re.compile(f"[{_UNSEEN}]| (?= )")


def seen(text: str) -> tuple[str, list[int]] | None:
    """Return a text without what nobody sees, spaces single, and where each character stood; None if it is so."""
    if "  " not in text and (text.isascii() or not _ANY.search(text)):
        return None
    gone = {match.start() for match in _GONE.finditer(text)}
    places = [at for at in range(len(text)) if at not in gone]
    return "".join(text[at] for at in places), places


def hides(text: str) -> bool:
    """Whether there is something in a text that nobody sees, which may also stand in the place of a space."""
    return not text.isascii() and bool(_ANY.search(text))
