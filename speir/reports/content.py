"""What a document holds, said without a word about how it is drawn.

Every text here is already in the reader's language: content knows no translations, no clock and no Django.
Text is what people typed, so nothing in it is markup: a renderer must show `#`, `=`, `<` and `*` as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
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


Flow = Paragraph | Bullets
Cell = str | Level | NoLevel | Room | tuple[Flow, ...]


def length(cell: Cell) -> int:
    """How many characters of text a cell holds, to tell whether its row may be kept on one page."""
    match cell:
        case str():
            return len(cell)
        case tuple():
            return sum(
                len(block.text)
                if isinstance(block, Paragraph)
                else sum(len(item.text) for item in block.items)
                for block in cell
            )
    return 0


@dataclass(frozen=True)
class Column:
    """A column's heading, and its width as a share of the others'."""

    heading: str
    share: float = 1.0


@dataclass(frozen=True)
class Row:
    """One row; a group row has a single cell, which spans the table and heads the rows below it."""

    cells: tuple[Cell, ...]
    group: bool = False


@dataclass(frozen=True)
class Table:
    """A real table: its caption says what it shows, its header row is repeated on every page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            wanted = 1 if row.group else len(self.columns)
            if len(row.cells) != wanted:
                raise ValueError(
                    f"“{self.caption}” has a row of {len(row.cells)} cells where {wanted} belong."
                )


Block = Paragraph | Bullets | Facts | LevelLine | Findings | Scale | Blanks | Boxes | Room | Table


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. Depth 1 is a chapter; no section skips a depth.

    `leads`: its words lead to the section below it, so no page ends between the two.
    """

    heading: str
    blocks: tuple[Block, ...] = ()
    depth: int = 1
    new_page: bool = False
    leads: bool = False

    def asks(self) -> bool:
        """Whether it ends with a line to write on: what is written there answers all that stands above it."""
        return bool(self.blocks) and isinstance(self.blocks[-1], Blanks)

    def introduces(self) -> bool:
        """Whether it begins with a level: then its blocks say what the sections below it are about."""
        return bool(self.blocks) and isinstance(self.blocks[0], LevelLine)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: the same content as rows to sort and filter."""

    name: str
    table: Table
    blanks: Blanks = Blanks(())


@dataclass(frozen=True)
class Furniture:
    """The words a renderer needs that nobody typed, already translated."""

    page: str = "Page {page} of {pages}"
    continued: str = "(continued)"
    levels: str = "Levels"
    choose_level: str = "Choose one of the levels on the sheet “Levels”, or leave the cell empty."
    stand_ins: str = (
        "Some characters in this document could not be drawn with the fonts it was made with. "
        "The name of each stands in its place in square brackets. "
        "The Word and Excel downloads keep the characters themselves."
    )


@dataclass(frozen=True)
class Document:
    """A whole document, ready for any renderer.

    `mark` stands at the top and on every page ("Demonstration: invented people and places").
    `size` is that of its plain text in points; headings grow with it.
    `levels` are the scale's, best first, and `not_evaluated` the words for leaving one out: a workbook offers both.
    """

    title: str
    made_at: datetime
    author: str = ""
    subtitle: str = ""
    lede: str = ""
    language: str = "en-GB"
    facts: tuple[Fact, ...] = ()
    mark: str = ""
    source: str = ""
    printed: str = ""
    landscape: bool = False
    size: float = 10
    sections: tuple[Section, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    levels: tuple[Level, ...] = ()
    not_evaluated: str = ""
    words: Furniture = Furniture()

    def named(self) -> str:
        """What it is and whom it is about, for the edge of a page."""
        return " · ".join(part for part in (self.title, self.subtitle) if part)

    def kept(self) -> Iterator[tuple[Section, tuple[bool, ...]]]:
        """Each section, and for each of its blocks whether a page may not end after it.

        An indicator's level and themes stay with its first words, what is asked with the line to write it on, and words
        that lead to the section below them with it. Where nothing follows below it, and for anything else under a
        heading, a page may end: otherwise a row of empty indicators would cling together.
        """
        for at, section in enumerate(self.sections):
            after = self.sections[at + 1 : at + 2]
            goes_on = any(next_one.depth > section.depth for next_one in after)
            last = len(section.blocks) - 1
            keep = section.introduces() or section.asks() or section.leads
            yield section, tuple(keep and (n < last or goes_on) for n in range(last + 1))

    def __post_init__(self) -> None:
        before = 0
        for section in self.sections:
            if not 1 <= section.depth <= before + 1:
                raise ValueError(f"“{section.heading}” skips a depth of heading.")
            before = section.depth


@dataclass(frozen=True)
class Listing:
    """A list too long to be set as a document: a sheet's name, headings, how wide each column is, and rows of texts."""

    name: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Event:
    """A day or several in a calendar. `key` stays the same whatever becomes of it, and `revision` counts up from 1."""

    key: str
    title: str
    starts: date
    ends: date
    stamp: datetime
    revision: int
