"""A level on a framework's scale. It has an order and no arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CountsAs(StrEnum):
    """What a level says of an indicator: a key strength, or a priority for improvement (HMIE 2005, Part 3)."""

    STRENGTH = "strength"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a scale. Levels are compared and counted apart in steps; they are never added or averaged.

    `position` is its place on the scale from the lowest, from 1; it orders and is never shown.
    `maintain` says that the level implies going on without significant change.
    """

    id: str
    key: str
    name: str
    position: int
    counts_as: CountsAs
    maintain: bool
    definition: str

    def __lt__(self, other: Level) -> bool:
        return self.position < other.position

    def steps_from(self, other: Level) -> int:
        """Return how many steps lie between two levels of one scale, so that a wide gap can be shown first."""
        return abs(self.position - other.position)
