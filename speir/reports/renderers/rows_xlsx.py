"""Plain rows as a workbook of one sheet. A text is never a formula, whatever it begins with."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from speir.reports.content import Listing
from speir.reports.renderers.legible import clean
from speir.reports.renderers.rows import FORMULA
from speir.reports.renderers.xlsx_text import sheet_name

_BOLD = Font(bold=True)


def render(listing: Listing) -> bytes:
    """The workbook, written row by row."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(sheet_name(listing.name))
    sheet.freeze_panes = "A2"
    for at, width in enumerate(listing.widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.append([_cell(sheet, heading, _BOLD) for heading in listing.headings])
    for row in listing.rows:
        sheet.append([_cell(sheet, text) for text in row])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(sheet: Any, text: str, font: Font | None = None) -> Any:
    cell: Any = WriteOnlyCell(sheet, value=clean(text).replace("_x", "_x005F_x"))
    cell.data_type = "s"
    if text.startswith(FORMULA):
        cell.number_format, cell.quotePrefix = "@", True
    if font is not None:
        cell.font = font
    return cell
