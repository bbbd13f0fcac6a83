"""Which fonts a PDF is made with, which characters they can draw, and what stands in for those they cannot.

PDF/UA forbids a glyph that is missing. So before a text is set, every group of characters that belong together is
looked up in the fonts' own tables; one that no single font can draw is replaced by its name in square brackets.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

FAMILIES = ("Roboto", "DejaVu Sans")
FILES = (
    "Roboto_400Regular.ttf",
    "Roboto_600SemiBold.ttf",
    "Roboto_700Bold.ttf",
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
)

# Joiners and selectors shape their neighbours and draw nothing themselves.
_JOINER = "\u200d"
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\u200e\u200f\u061c\u00ad\ufe0e\ufe0f")
# These draw nothing either, and PDF/UA or the fonts refuse them.
_UNSAFE = dict.fromkeys(map(ord, "\ufeff\u2061\u2062\u2063\u2064\u180e"))

# Flags of nations spell their name in invisible letters: the flag of Scotland ends in gbsct.
_TAGS = {chr(0xE0000 + code): chr(code) for code in range(0x20, 0x7F)} | {"\U000e007f": "", "\U000e0001": ""}


class FontsMissing(Exception):
    """The folder of fonts is not there or not whole."""


def folder() -> Path:
    """Where `bin/setup` puts the fonts."""
    return Path(__file__).resolve().parents[3] / "var" / "assets" / "fonts"


@lru_cache(maxsize=4)
def coverage(where: Path) -> tuple[frozenset[int], ...]:
    """For each family the characters that every one of its weights can draw. Raises FontsMissing."""
    missing = [name for name in FILES if not (where / name).is_file()]
    if missing:
        raise FontsMissing(f"{where} lacks {', '.join(missing)}. Run bin/setup, which copies them there.")
    tables = {name: _characters((where / name).read_bytes()) for name in FILES}
    return tuple(
        frozenset.intersection(
            *(found for name, found in tables.items() if name.startswith(family.replace(" ", "")))
        )
        for family in FAMILIES
    )


def drawable(text: str, covers: tuple[frozenset[int], ...]) -> tuple[str, bool]:
    """The text with stand-ins for what no font can draw, and whether there are any."""
    if text.isascii():
        return text, False
    text = text.translate(_UNSAFE)
    if all(ord(character) in covers[0] for character in text):
        return text, False
    parts, stood_in = [], False
    for cluster in clusters(text):
        drawn = _as_drawn(cluster, covers)
        stood_in = stood_in or drawn is None
        parts.append("".join(_stand_in(c, covers) for c in cluster) if drawn is None else drawn)
    return "".join(parts), stood_in


def _as_drawn(cluster: str, covers: tuple[frozenset[int], ...]) -> str | None:
    """The cluster in a form that one font can draw whole, or nothing."""
    if all(c in _INVISIBLE for c in cluster):
        return ""
    if unicodedata.category(cluster[0]) == "Zs" and not any(ord(cluster[0]) in have for have in covers):
        cluster = " " + cluster[1:]
    if not unicodedata.combining(cluster[0]):
        plain = "".join(c for c in cluster if c not in _INVISIBLE)
        for form in (cluster, unicodedata.normalize("NFC", cluster), plain):
            if any(all(ord(c) in have for c in form) for have in covers):
                return form
    return None


def clusters(text: str) -> Iterator[str]:
    """Characters that are drawn together: a base with its marks, selectors and whatever a joiner ties to it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and (_continues(text[at]) or text[at - 1] == _JOINER):
            continue
        yield text[start:at]
        start = at


def _continues(character: str) -> bool:
    tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return (
        tone
        or character in _TAGS
        or character in (_JOINER, "\ufe0e", "\ufe0f")
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
    )


def _stand_in(character: str, covers: tuple[frozenset[int], ...]) -> str:
    """A name a person can read: [grinning face]; where Unicode has none, its code point."""
    if character in _INVISIBLE:
        return ""
    if character in _TAGS:
        return _TAGS[character]
    if not unicodedata.combining(character) and any(ord(character) in have for have in covers):
        return character
    return f"[{unicodedata.name(character, f'character {ord(character):04X}').lower()}]"


def _characters(font: bytes) -> frozenset[int]:
    """The code points in a TrueType font's `cmap` table (formats 4 and 12, which is what fonts carry)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    offsets = {
        font[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">I", font, 20 + 16 * n)[0] for n in range(tables)
    }
    cmap = offsets[b"cmap"]
    found: set[int] = set()
    for n in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * n)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            found |= _subtable(font, cmap + offset)
    return frozenset(found)


def _subtable(font: bytes, at: int) -> set[int]:
    (format_,) = struct.unpack_from(">H", font, at)
    if format_ == 12:
        groups = struct.iter_unpack(
            ">III", font[at + 16 : at + 16 + 12 * struct.unpack_from(">I", font, at + 12)[0]]
        )
        return {code for first, last, _ in groups for code in range(first, last + 1)}
    if format_ != 4:
        return set()
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2
    row = struct.Struct(f">{segments}H")
    ends, starts, deltas, ranges = (
        row.unpack_from(font, at + 14 + n * 2 * segments + (2 if n else 0)) for n in range(4)
    )
    found = set()
    for n in range(segments):
        for code in range(starts[n], min(ends[n], 0xFFFE) + 1):
            glyph = code
            if ranges[n]:
                where = at + 16 + 6 * segments + 2 * n + ranges[n] + 2 * (code - starts[n])
                (glyph,) = struct.unpack_from(">H", font, where)
                if glyph == 0:
                    continue
            if (glyph + deltas[n]) & 0xFFFF:
                found.add(code)
    return found
