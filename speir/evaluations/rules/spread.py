"""What several judgements of one indicator say beside each other, in a sentence. Nothing is added up.

A spread knows which levels were given, by how many, and how far apart the highest and the lowest are. It never names a
level that nobody gave and never says what the level is: that is for people who talk about it (issue 6, *The matrix*).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from speir.core.text import capital, number

# How many steps apart the highest and the lowest must be before people are told to talk about it first.
WIDE = 3
# How many rows of one matrix are told so; what is said of every row says nothing.
MOST_FIRST = 3
TALK = "talk about this first"


class OnScale(Protocol):
    """A level of one scale: `frameworks.rules.levels.Level`, and `RecordLevel` as it was sealed."""

    @property
    def key(self) -> str:
        """Its key on its scale."""

    @property
    def name(self) -> str:
        """Its name, as the framework prints it."""

    @property
    def position(self) -> int:
        """Its place on the scale from the lowest; it orders and is never shown."""


L = TypeVar("L", bound=OnScale)


@dataclass(frozen=True, slots=True)
class Group(Generic[L]):
    """A level that was given, and how many gave it."""

    level: L
    count: int


@dataclass(frozen=True, slots=True)
class Spread(Generic[L]):
    """The levels given to one indicator, from the highest; `none` counts those who gave none, which is a gap.

    Those who chose to evaluate nothing (`not_evaluated`) are no gap: a level is optional. Its sentences have no full
    stop: they stand in a cell, or at the head of a longer one.
    """

    groups: tuple[Group[L], ...]
    none: int = 0
    not_evaluated: int = 0

    @property
    def judged(self) -> int:
        """How many gave a level."""
        return sum(group.count for group in self.groups)

    @property
    def steps(self) -> int:
        """How many steps lie between the highest and the lowest level given; 0 for fewer than two."""
        return self.groups[0].level.position - self.groups[-1].level.position if self.groups else 0

    @property
    def wide(self) -> bool:
        """Whether highest and lowest are so far apart that people should talk about it before all else."""
        return self.steps >= WIDE

    @property
    def apart(self) -> int:
        """How many do not say what is said most often: of two rows with the same gap the one with more comes first."""
        return self.judged - max((group.count for group in self.groups), default=0)

    @property
    def order(self) -> tuple[int, int, int]:
        """What sorts rows: the widest gap first, then where fewest say the same, then where most gave none."""
        return (-self.steps, -self.apart, -self.none)

    @property
    def range(self) -> str:
        """From the highest to the lowest level given: `Very good to weak`, `Good`; empty for none."""
        names = [group.level.name for group in self.groups]
        return " to ".join((names[0], lower(names[-1]))) if len(names) > 1 else "".join(names)

    @property
    def counts(self) -> str:
        """How many say which, from the highest: `Two say very good, one says weak`; for one level `All say good`.

        Empty where nobody gave a level.
        """
        if len(self.groups) == 1 and self.judged > 1 and not self.none and not self.not_evaluated:
            every = "Both" if self.judged == 2 else "All"
            return f"{every} say {lower(self.groups[0].level.name)}"
        said = (
            f"{number(group.count)} {'says' if group.count == 1 else 'say'} {lower(group.level.name)}"
            for group in self.groups
        )
        return capital(", ".join(said))

    @property
    def says(self) -> str:
        """What the levels say: who agrees, who says what where that are two levels, or the range of more.

        `All say good`; `Four say good, one says weak`; `Very good to weak, most say good`.
        """
        if self.judged < 2:
            return "One judgement" if self.judged else "No judgement"
        if len(self.groups) < 3:
            return self.counts
        most = [group for group in self.groups if group.count * 2 > self.judged]
        return f"{self.range}, most say {lower(most[0].level.name)}" if most else self.range

    def sentence(self, *, first: bool = False) -> str:
        """Return what a row says: its levels, whether to talk about it `first`, and who gave no level.

        `Very good to weak: talk about this first`; `One judgement: four gaps`; `Two say good: one gave no level`.
        """
        said = f"{self.says}: {TALK}" if first else self.says
        # Beside two levels a gap would be read as what lies between them.
        gap = "gave no level" if self.judged > 1 else "gap" if self.none == 1 else "gaps"
        missing = [f"{number(self.none)} {gap}"] if self.none else []
        missing += [f"{number(self.not_evaluated)} not evaluated"] if self.not_evaluated else []
        if not missing:
            return said
        return f"{said}{'; ' if first else ': '}{', '.join(missing)}"


def spread(levels: Iterable[L | None], *, not_evaluated: int = 0) -> Spread[L]:
    """Return how levels of one scale spread, in whatever order they come; None is somebody who gave none."""
    return counted(((level, 1) for level in levels), not_evaluated=not_evaluated)


def counted(given: Iterable[tuple[L | None, int]], *, not_evaluated: int = 0) -> Spread[L]:
    """The same of levels with how many gave each; a level may come more than once."""
    counts: Counter[str] = Counter()
    one_of: dict[str, L] = {}
    none = 0
    for level, many in given:
        if level is None:
            none += many
        else:
            counts[level.key] += many
            one_of[level.key] = level
    highest_first = sorted(one_of.values(), key=lambda level: -level.position)
    return Spread(tuple(Group(level, counts[level.key]) for level in highest_first), none, not_evaluated)


def talk_first(rows: Sequence[Spread[L]]) -> frozenset[int]:
    """Return the places of those rows, in the order shown, that are to be talked about first: three at most.

    They are those with the widest gap of all, and none where every gap is narrow.
    """
    widest = max((row.steps for row in rows), default=0)
    found = [at for at, row in enumerate(rows) if row.wide and row.steps == widest]
    return frozenset(sorted(found, key=lambda at: (rows[at].order, at))[:MOST_FIRST])


def lower(name: str) -> str:
    """Return a level's name as it stands within a sentence."""
    return name[:1].lower() + name[1:]
