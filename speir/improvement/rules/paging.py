"""Long lists in parts: the first of each part, or one part a page at a time. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Of each part on a page that has several, and on a page of one part alone.
FEW, PAGE = 4, 16


@dataclass(frozen=True, slots=True)
class Cut:
    """What of some parts stands on a page: ids by part, how many each has in all, and of one alone which page it is.

    `of` is that one part, empty for all of them; `more`: it has a page after this one.
    """

    shown: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, int]
    of: str = ""
    page: int = 1
    more: bool = False


def cut(parts: Mapping[str, Sequence[str]], *, of: str = "", page: int = 1, at: str = "") -> Cut:
    """Return the first few of each part, or a page of the part `of`. `at` is an id that is to stand on the page."""
    counts = {key: len(ids) for key, ids in parts.items()}
    if at and not of:
        of = next((key for key, ids in parts.items() if at in ids[FEW:]), "")
    if of not in parts:
        return Cut({key: tuple(ids[:FEW]) for key, ids in parts.items()}, counts)
    ids = parts[of]
    if at in ids:
        page = ids.index(at) // PAGE + 1
    first = (page - 1) * PAGE
    return Cut({of: tuple(ids[first : first + PAGE])}, counts, of, page, len(ids) > first + PAGE)
