"""Ids for rows that are loaded by the hundred thousand: of the same form as the product's, made faster."""

from __future__ import annotations

import random

from speir.core.ids import ALPHABET, LENGTH

_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
_chance = random.SystemRandom()
_seeded = random.Random(_chance.random())


def quick_id() -> str:
    """Return a random id; not for anything that must not be guessed."""
    bits = _seeded.getrandbits(5 * LENGTH)
    return "".join(_PAIRS[bits >> shift & 1023] for shift in range(0, 5 * LENGTH, 10))
