"""Tables, and what a cell of one may hold."""

from __future__ import annotations

from dataclasses import dataclass

from speir.reports.content.blocks import Bullets, Level, NoLevel, Paragraph, Room

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
