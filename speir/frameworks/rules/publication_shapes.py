"""What goes into reading a publication and what comes out of it.

The structure (numbers, titles, themes) is data of ours and is handed in; the words stay in the organisation's own
copy and come out of it. Nothing of the publication's wording stands in this code.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ThemePlan:
    """One theme of an indicator: its stable key and the name the publication prints."""

    key: str
    title: str


@dataclass(frozen=True)
class IndicatorPlan:
    """One indicator to look for: its number, its title, other wordings of the title, its themes in order."""

    number: str
    title: str
    also_titled: tuple[str, ...]
    themes: tuple[ThemePlan, ...]

    @property
    def label(self) -> str:
        """The number and title, as a reader knows the indicator."""
        return f"{self.number} {self.title}"


@dataclass(frozen=True)
class Found:
    """The illustrations found for one indicator; the n-th text of each tuple belongs to the n-th theme."""

    number: str
    very_good: tuple[str, ...]
    weak: tuple[str, ...]


class Unreadable(Exception):
    """The copy cannot be read without guessing.

    `line` is the line of the copy (counted from 1), `expected` says what should stand there; the exception's own
    text is one English sentence that names both and what was found instead.
    """

    def __init__(self, line: int, expected: str, found: str) -> None:
        super().__init__(f"Line {line}: expected {expected}, but found {found}.")
        self.line = line
        self.expected = expected
