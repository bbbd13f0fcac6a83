"""Paths as a search sees them: every id is as long as every other, so each depth is a length."""

from __future__ import annotations

from speir.core.ids import LENGTH

# So many depths have an index of their own; what is deeper is looked for within the third.
DEEPEST = 3


def length(depth: int) -> int:
    """Return how many characters of a path reach down to this depth, the root being the first."""
    return depth * (LENGTH + 1)


def depth_of(path: str) -> int:
    """Return the depth of a unit by its path."""
    return path.count("/")
