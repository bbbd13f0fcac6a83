"""How like two items are: by the words they share and the order these stand in. Pure.

Of each item a few numbers are kept (bands of min-hashes), of which two very like items share at least one and others
next to none. They find who is worth comparing among many; `alike` then compares the words themselves.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from hashlib import blake2b
from heapq import nsmallest
from itertools import pairwise

# So many bands of the line that says what an item shows, and of its account, each of so many least hashes.
LINE_BANDS, ACCOUNT_BANDS, ROWS = 8, 4, 3
BANDS = LINE_BANDS + ACCOUNT_BANDS
# An account with fewer words says too little to be told from others by its words.
FEWEST = 20
SAMPLE = 128
# What two lines, and two accounts, share of what both have, from which on they are very like; and where the letters
# themselves are next to the same, a word more or less does not matter.
LIKE_LINES, LIKE_ACCOUNTS = 0.55, 0.75
WORTH_READING, SAME_LETTERS = 0.3, 0.92

# A first and a last day, the last one None for a single day.
Period = tuple[dt.date | None, dt.date | None]

_WORDS = re.compile(r"[^\W_]+")


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


_MASKS = [_hash(f"mask {at}") for at in range(BANDS * ROWS)]


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: small letters without accents, no marks between."""
    bare = text.replace("’", "").replace("'", "").casefold()
    if not bare.isascii():
        apart = unicodedata.normalize("NFKD", bare)
        bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _WORDS.findall(bare)


def _features(found: list[str]) -> frozenset[str]:
    """Return what words are compared by: themselves, and those in pairs that follow each other."""
    return frozenset(found) | {f"{one} {next_one}" for one, next_one in pairwise(found)}


def bands(unit_id: str, shows: str, account: str) -> tuple[int | None, ...]:
    """Return the numbers by which items like this one are found within a unit: 32 bits each, None where it has none."""
    said = Said(shows, account)
    of_line = _bands(unit_id, said.line, 0, LINE_BANDS)
    if len(said.words[1]) < FEWEST:
        return (*of_line, *[None] * ACCOUNT_BANDS)
    return (*of_line, *_bands(unit_id, said.rest, LINE_BANDS, ACCOUNT_BANDS))


def _bands(unit_id: str, found: frozenset[str], first: int, count: int) -> list[int | None]:
    if not found:
        return [None] * count
    hashes = list(map(_hash, found))
    if len(hashes) > SAMPLE:
        hashes = nsmallest(SAMPLE, hashes)
    made: list[int | None] = []
    for band in range(first, first + count):
        least = [min(one ^ mask for one in hashes) ^ mask for mask in _MASKS[band * ROWS : (band + 1) * ROWS]]
        key = blake2b(f"{unit_id} {band} {least}".encode(), digest_size=4).digest()
        made.append(int.from_bytes(key, signed=True))
    return made


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much two texts share of all that either has, from 0 to 1."""
    both = len(one & other)
    either = len(one) + len(other) - both
    return both / either if either else 0.0


@dataclass(frozen=True)
class Said:
    """What an item shows, and its account; what they are compared by is worked out once."""

    shows: str
    account: str

    @cached_property
    def words(self) -> tuple[list[str], list[str]]:
        """The words of both."""
        return words(self.shows), words(self.account)

    @cached_property
    def line(self) -> frozenset[str]:
        """What the line is compared by."""
        return _features(self.words[0])

    @cached_property
    def rest(self) -> frozenset[str]:
        """What the account is compared by."""
        return _features(self.words[1])


def same(one: Said, other: Said) -> bool:
    """Return whether two items say the same but for marks and capitals."""
    return one.words == other.words


def apart(one: Period, other: Period) -> bool:
    """Return whether two periods are known and share no day: what was so in March may be so again in April."""
    if one[0] is None or other[0] is None:
        return False
    return (one[1] or one[0]) < other[0] or (other[1] or other[0]) < one[0]


def alike(one: Said, other: Said) -> bool:
    """Return whether two items are very like."""
    lines = shared(one.line, other.line)
    if lines >= LIKE_LINES:
        return True
    if lines >= WORTH_READING and _same_letters(" ".join(one.words[0]), " ".join(other.words[0])):
        return True
    if min(len(one.words[1]), len(other.words[1])) < FEWEST:
        return False
    return shared(one.rest, other.rest) >= LIKE_ACCOUNTS


def _same_letters(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= SAME_LETTERS
        and matcher.quick_ratio() >= SAME_LETTERS
        and matcher.ratio() >= SAME_LETTERS
    )
