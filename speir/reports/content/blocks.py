"""What stands under a heading: levels, paragraphs, lists, boxes, room to write in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

STEPS = 6


@dataclass(frozen=True)
class Level:
    """A level as people know it: a word. The position only says how much of the six-step mark is filled.

    `provisional` holds the words that say so ("provisional: one kind of source"); empty means settled.
    """

    name: str
    position: int
    provisional: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.position <= STEPS:
            raise ValueError(f"A level stands on one of {STEPS} steps, not on {self.position}.")


@dataclass(frozen=True)
class NoLevel:
    """No level: the words that say why ("Not evaluated"), or, with no words, an empty box to write one in."""

    words: str = ""


@dataclass(frozen=True)
class Room:
    """Empty space to write in by hand, so many lines high."""

    lines: int = 6


class Tone(Enum):
    """How a paragraph speaks."""

    PLAIN = "plain"
    LEAD = "lead"
    MUTED = "muted"
    STRONG = "strong"


@dataclass(frozen=True)
class Paragraph:
    """Running text. A blank line in it starts a new paragraph, a single line break stays a line break."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Item:
    """One entry of a list: what it says and, more quietly below, what there is to know about it."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list in no particular order."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Fact:
    """A label and its value, such as period and "January to June 2026"."""

    label: str
    value: str


@dataclass(frozen=True)
class Facts:
    """A short list of labels and values."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class LevelLine:
    """A judgement on one line: the level, then what belongs to it (how sure, crucial)."""

    level: Level | NoLevel
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One line of a summary: an indicator, its level, and what belongs to it."""

    number: str
    title: str
    level: Level | NoLevel
    notes: tuple[str, ...] = ()
    emphasis: str = ""


@dataclass(frozen=True)
class Findings:
    """A list of indicators with their levels, in the order given. Nothing in it is counted or added up."""

    items: tuple[Finding, ...]


@dataclass(frozen=True)
class Scale:
    """The levels that there are, by their words, on one line."""

    label: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Blanks:
    """Labels, each with a line to write on, two beside each other."""

    labels: tuple[str, ...]

    def pairs(self) -> tuple[tuple[str, ...], ...]:
        """The labels that share a line."""
        return tuple(self.labels[at : at + 2] for at in range(0, len(self.labels), 2))


class Picture(Enum):
    """A small drawing that adds nothing to the words beside it; a file of this name holds it."""

    HEARD = "heard"
    DECIDED = "decided"
    HAPPENED = "happened"


@dataclass(frozen=True)
class Box:
    """A few words in a coloured box, under a heading of their own."""

    label: str
    text: str
    picture: Picture | None = None


@dataclass(frozen=True)
class Boxes:
    """Boxes below one another, each in a colour of its own; `depth` is that of their headings."""

    items: tuple[Box, ...]
    depth: int = 2
