"""Is it a strength or a weakness here, there or everywhere? Only what follows from the levels is said.

Levels are sorted by what they count as (`CountsAs`), as the framework's data has it, and are not added up. Who gave no
level is not spoken of: the page says who they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from speir.core.text import capital, listed, number
from speir.evaluations.rules.spread import OnScale, lower
from speir.frameworks.rules.levels import CountsAs

# Where there are priorities in more places than these, and in most, the others are named.
MOST_NAMED = 3
ORGANISATIONS, UNITS = ("organisation", "organisations"), ("unit", "units")


class Counting(OnScale, Protocol):
    """A level that counts as a strength or as a priority for improvement."""

    @property
    def counts_as(self) -> str:
        """What it counts as."""


def phrase(levels: Iterable[Counting]) -> str:
    """Return levels of one side in a few words: `weak`; `good or better`; `adequate or below`; empty for none.

    It names one that was given: the lowest of strengths, the highest of priorities.
    """
    found = sorted({level.key: level for level in levels}.values(), key=lambda level: level.position)
    if not found:
        return ""
    if len(found) == 1:
        return lower(found[0].name)
    if strength(found[0]):
        return f"{lower(found[0].name)} or better"
    return f"{lower(found[-1].name)} or below"


def strength(level: Counting) -> bool:
    """Return whether a level counts as a strength; one that does not is a priority for improvement."""
    return level.counts_as == CountsAs.STRENGTH


def overall(judged: Sequence[tuple[str, Counting]]) -> str:
    """Return what judgements say together, each with who gave it: everywhere the same side, one alone, or how many.

    `Good or better in all five`; `Weak in Police alone, good or better in the other four`; `Good or better in three,
    weak in two`. Empty without a level.
    """
    if len(judged) < 2:
        return "".join(f"{level.name}: one judgement" for _who, level in judged)
    well = [(who, level) for who, level in judged if strength(level)]
    less = [(who, level) for who, level in judged if not strength(level)]
    if not well or not less:
        every = "both" if len(judged) == 2 else f"all {number(len(judged))}"
        side = "A strength" if well else "A priority for improvement"
        return f"{side} everywhere: {phrase(level for _who, level in judged)} in {every}"
    for one, others in ((less, well), (well, less)):
        if len(one) == 1 and len(others) > 1:
            who, level = one[0]
            rest = phrase(level for _who, level in others)
            return f"{level.name} in {who} alone, {rest} in the other {number(len(others))}"
    said = (f"{phrase(level for _who, level in side)} in {number(len(side))}" for side in (well, less))
    return capital(", ".join(said))


def across(places: Mapping[str, Sequence[Counting]], of: tuple[str, str] = ORGANISATIONS) -> str:
    """Return where there are priorities and where strengths alone, of places with the levels given in each.

    `Weak in North (both organisations); good or better elsewhere`; `Good or better in every one`. `of` is what those
    who judge are called, one and several. A place in which nobody gave a level is not spoken of; empty where fewer than
    two are left.
    """
    there = {place: levels for place, levels in places.items() if levels}
    if len(there) < 2:
        return ""
    low = {
        place: [level for level in levels if not strength(level)]
        for place, levels in there.items()
        if not all(map(strength, levels))
    }
    every = [level for levels in there.values() for level in levels]
    if not low or len({strength(level) for level in every}) == 1:
        return f"{capital(phrase(every))} in every one"
    strong = {place: levels for place, levels in there.items() if place not in low}
    below = phrase(level for levels in low.values() for level in levels)
    above = phrase(level for levels in strong.values() for level in levels)
    if len(low) <= max(len(strong), MOST_NAMED):
        where = listed([f"{place} ({_how_many(len(low[place]), len(there[place]), of)})" for place in low])
        return f"{capital(below)} in {where}; {f'{above} elsewhere' if above else 'nowhere are there strengths alone'}"
    if not strong:
        return f"{capital(below)} from somebody in every one"
    where = listed(
        [f"{place} ({_how_many(len(levels), len(levels), of)})" for place, levels in strong.items()]
    )
    return f"{capital(above)} in {where}; {below} from somebody in every other one"


def _how_many(some: int, every: int, of: tuple[str, str]) -> str:
    """Return how many of those who judge in a place these are, in words."""
    one, several = of
    if every == 1:
        return f"one {one}"
    if some == every:
        return f"both {several}" if every == 2 else f"all {number(every)} {several}"
    return f"{number(some)} of {number(every)}"
