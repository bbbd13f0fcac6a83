"""Text in a workbook: never a formula, never cut, split over rows where one cell or one row cannot show it whole."""

from __future__ import annotations

import re
from math import inf
from textwrap import wrap

from openpyxl.styles import Alignment, Border, Font
from openpyxl.worksheet.worksheet import Worksheet

from speir.reports.content import Bullets, Cell, Level, NoLevel, Paragraph, Room
from speir.reports.renderers.legible import clean, line

LONGEST_CELL = 32_767  # in UTF-16 units, as Excel counts
LINES_A_ROW = 29  # a row can be 409 points high and no higher
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@", "\t")


def put(
    page: Worksheet,
    row: int,
    column: int,
    text: str,
    font: Font,
    alignment: Alignment,
    border: Border | None = None,
) -> str:
    """Writes text as text, whatever it begins with, and says where."""
    cell = page.cell(row, column)
    text = clean(text)
    if text:
        # Excel reads _x0041_ as the letter A; an escaped underscore keeps what was typed.
        cell.value = _ESCAPED.sub("_x005F_", text)
        cell.data_type = "s"
        cell.number_format = "@" if text.startswith(_FORMULA) else "General"
    cell.font, cell.alignment = font, alignment
    if border is not None:
        cell.border = border
    if text.startswith(_FORMULA):
        cell.quotePrefix = True
    return str(cell.coordinate)


def plain(cell: Cell) -> str:
    """A cell's content as the text that stands in it."""
    match cell:
        case str():
            return clean(cell).strip("\n")
        case Level():
            return line(cell.name)
        case NoLevel():
            return line(cell.words)
        case Room():
            return ""
        case tuple():
            return "\n".join(_flow(block) for block in cell)


def _flow(block: Paragraph | Bullets) -> str:
    if isinstance(block, Paragraph):
        return clean(block.text)
    return "\n".join(
        "\n".join(part for part in (f"• {clean(i.text)}", clean(i.note)) if part) for i in block.items
    )


def split(text: str, width: float) -> list[str]:
    """The text in pieces that a cell of this width can hold and a row can show; put together they are the text."""
    pieces: list[str] = []
    while height(text, width, LINES_A_ROW) > LINES_A_ROW or _units(text) > LONGEST_CELL:
        at = _cut(text, width)
        pieces.append(text[:at])
        text = text[at:]
    return [*pieces, text] if text or not pieces else pieces


def _cut(text: str, width: float) -> int:
    """Where to part: after the last break or space that fits, or, in an endless word, where it is full."""
    most, lines, start = 0, 0, 0
    for found in re.finditer(r"[^\n]*\n|[^\n]+", text):
        lines += height(found.group().rstrip("\n"), width, LINES_A_ROW)
        if lines > LINES_A_ROW or _units(text[: found.end()]) > LONGEST_CELL:
            break
        most = start = found.end()
    if most:
        return most
    fits = min(int(LINES_A_ROW * _characters(width) * 0.9), LONGEST_CELL // 2)
    while height(text[:fits], width, LINES_A_ROW) > LINES_A_ROW:
        fits = int(fits * 0.9)
    space = text.rfind(" ", start, fits)
    return space + 1 if space > fits // 2 else fits


def height(text: str, width: float, most: float = inf) -> int:
    """How many lines the text takes in a column of this width, broken between words as Excel breaks it.

    Above `most` it is not counted to its end: a long text would be laid out anew for each of its pieces.
    """
    characters, lines = int(_characters(width)), 0
    for one in text.split("\n"):
        left = (most - lines) * characters
        # A line holds no more letters than it is wide, and spaces at its ends take no room.
        if len(one) > left and len("".join(one.split())) > left:
            return int(most) + 1
        lines += max(1, len(wrap(one, characters)))
        if lines > most:
            return lines
    return lines


def _characters(width: float) -> float:
    return max(1.0, (width - 2) * 1.25)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def sheet_name(name: str) -> str:
    """A name Excel accepts for a sheet: short, and without the characters it keeps for addresses."""
    return re.sub(r"[\[\]:*?/\\]", " ", line(name)).strip("' ")[:31] or "Sheet"
