"""How alike people judged, as one coefficient: Krippendorff's alpha for what has an order.

It asks which level came before which and how often each was chosen, and nothing else: no level becomes a number here,
and none is worked out. It stands apart, below the plain facts, and speaks of a meeting and never of a person. ADR 38
says why it is counted here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from speir.evaluations.rules.spread import OnScale

# With fewer indicators one view more or less moves it so far that it says nothing.
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Alike:
    """Krippendorff's alpha (ordinal), and of how many indicators that two people or more judged before the reveal."""

    alpha: float
    indicators: int

    @property
    def figure(self) -> str:
        """The coefficient as it is printed: two places, and a minus sign."""
        return f"{self.alpha:.2f}".replace("-0.00", "0.00").replace("-", "−")


def alike(indicators: Iterable[Sequence[OnScale]]) -> Alike | None:
    """Return how alike people judged, from the levels that they gave each indicator alone.

    None where fewer than ten indicators were judged by two people or more, and where all chose one and the same level
    throughout: there is then no chance agreement to hold theirs to.
    """
    judged = [levels for levels in indicators if len(levels) > 1]
    if len(judged) < FEWEST:
        return None
    found = alpha([[level.position for level in levels] for levels in judged])
    return None if found is None else Alike(found, len(judged))


def alpha(units: Iterable[Sequence[int]]) -> float | None:
    """Return Krippendorff's alpha of values that have an order, by unit; units with fewer than two are left out.

    1 is the same value throughout each unit, 0 what chance would bring, less than 0 apart more than by chance; None
    where all values are one. As in K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011):
    his four observers of twelve units, with values missing, come to 0.815.
    """
    together: defaultdict[tuple[int, int], float] = defaultdict(float)
    for unit in (unit for unit in units if len(unit) > 1):
        given = Counter(unit)
        for one, other in product(given, repeat=2):
            pairs = given[one] * (given[other] - (one == other))
            together[one, other] += pairs / (len(unit) - 1)
    often: defaultdict[int, float] = defaultdict(float)
    for (one, _other), weight in together.items():
        often[one] += weight
    values = sorted(often)
    apart = by_chance = 0.0
    for low, high in combinations(values, 2):
        between = sum(often[one] for one in values if low <= one <= high)
        far = (between - (often[low] + often[high]) / 2) ** 2
        apart += together[low, high] * far
        by_chance += often[low] * often[high] * far
    return None if not by_chance else 1 - (sum(often.values()) - 1) * apart / by_chance
