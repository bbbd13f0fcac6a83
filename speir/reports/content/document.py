"""A whole document: its sections, its sheets, and the words around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from speir.reports.content.blocks import (
    Blanks,
    Boxes,
    Bullets,
    Fact,
    Facts,
    Findings,
    Level,
    LevelLine,
    Paragraph,
    Room,
    Scale,
)
from speir.reports.content.tables import Table

NO_BLANKS = Blanks(())
# In characters: about four lines on paper.
LONG = 400
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
    blanks: Blanks = NO_BLANKS


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
        that lead to the section below them with it. Before a long text in what is asked a page may end all the same:
        half a page would stay empty otherwise. Where nothing follows below it, and for anything else under a
        heading, a page may end: otherwise a row of empty indicators would cling together.
        """
        for at, section in enumerate(self.sections):
            after = self.sections[at + 1 : at + 2]
            goes_on = any(next_one.depth > section.depth for next_one in after)
            last = len(section.blocks) - 1
            keep = section.introduces() or section.asks() or section.leads
            long = {n for n, block in enumerate(section.blocks) if section.asks() and _is_long(block)}
            yield (
                section,
                tuple(keep and (n < last or goes_on) and n + 1 not in long for n in range(last + 1)),
            )

    def __post_init__(self) -> None:
        before = 0
        for section in self.sections:
            if not 1 <= section.depth <= before + 1:
                raise ValueError(f"“{section.heading}” skips a depth of heading.")
            before = section.depth


def _is_long(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) > LONG
