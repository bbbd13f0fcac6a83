"""Plain rows as CSV or as a workbook of one sheet, for lists too long to be set as a document.

A text is never a formula, whatever it begins with.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from speir.reports.renderers.legible import clean, line
from speir.reports.renderers.xlsx_text import sheet_name

# With these a spreadsheet takes a text for a formula; a full-width sign counts as its plain one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BOLD = Font(bold=True)


def as_csv(headings: Sequence[str], parts: Iterable[Sequence[Sequence[str]]]) -> Iterator[bytes]:
    """Yield a CSV file in pieces, with a mark at its beginning by which spreadsheets know that it is UTF-8."""
    yield b"\xef\xbb\xbf" + _lines([headings])
    for part in parts:
        yield _lines(part)


def as_xlsx(
    name: str, headings: Sequence[str], widths: Sequence[float], parts: Iterable[Sequence[Sequence[str]]]
) -> bytes:
    """Return a workbook with one sheet of this name."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(sheet_name(name))
    sheet.freeze_panes = "A2"
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.append([_cell(sheet, heading, _BOLD) for heading in headings])
    for part in parts:
        for row in part:
            sheet.append([_cell(sheet, text) for text in row])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    made = StringIO()
    csv.writer(made, lineterminator="\r\n").writerows([[_plain(text) for text in row] for row in rows])
    return made.getvalue().encode()


def _plain(text: str) -> str:
    text = line(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cell(sheet: Any, text: str, font: Font | None = None) -> Any:
    cell: Any = WriteOnlyCell(sheet, value=clean(text).replace("_x", "_x005F_x"))
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.number_format, cell.quotePrefix = "@", True
    if font is not None:
        cell.font = font
    return cell
