"""A document's sheets as an Excel workbook to fill in, sort and filter.

Every cell is text: nothing anyone typed is ever a formula, and no level has a number, shown or hidden. A level cell
offers the scale's words in a drop-down; its colour and mark follow the word, so they follow a change as well.
"""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from speir.reports.content import STEPS, Document, Level, NoLevel, Room, Row, Sheet
from speir.reports.renderers import palette
from speir.reports.renderers.legible import line
from speir.reports.renderers.xlsx_page import Printed, set_up_page, without_green_corners
from speir.reports.renderers.xlsx_text import height, plain, put, sheet_name, split

FACE = "Arial"
BODY = Font(name=FACE, size=10, color=palette.INK)
STRONG = Font(name=FACE, size=10, color=palette.INK, bold=True)
TITLE = Font(name=FACE, size=15, color=palette.INK, bold=True)
QUIET = Font(name=FACE, size=9, color=palette.MUTED)
ALERT = Font(name=FACE, size=10, color=palette.ALERT, bold=True)
WASH = PatternFill("solid", fgColor=palette.WASH)
HAIRLINE = Border(bottom=Side("thin", color=palette.LINE))
RULE = Border(bottom=Side("medium", color=palette.INK))
EDGE = Side("thin", color=palette.MUTED)
WRITE_ON = Border(bottom=EDGE)
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
TOP = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
ONE_LINE = Alignment(wrap_text=False, vertical="center", horizontal="left", indent=1)
BLANKS = ((2, 3, 4), (5, 6, 6))  # where a label stands, and the first and last column of its line
BESIDE = Alignment(wrap_text=False, vertical="bottom", horizontal="right", indent=1)
LINE_HEIGHT = 13
AIR = 6  # under the headings, so that the rule does not touch the first row of a page
ON, OFF = "▪", "▫"


def render(document: Document) -> bytes:
    """The document as an .xlsx file. Raises ValueError for one without sheets: it has nothing to put in a workbook."""
    if not document.sheets:
        raise ValueError(f"“{document.title}” has no sheets, so it cannot be a workbook.")
    book = Workbook()
    book.remove(book.worksheets[0])
    _measured_in(book, BODY)
    _properties(book, document)
    scale = sheet_name(document.words.levels)
    for sheet in document.sheets:
        _sheet(book.create_sheet(sheet_name(sheet.name)), sheet, document, scale)
    if document.levels:
        _scale(book.create_sheet(scale), document)
    made = BytesIO()
    book.save(made)
    return without_green_corners(made.getvalue())


def choices(document: Document) -> list[str]:
    """What a level cell offers: the levels, best first, and leaving one out."""
    names = [line(level.name) for level in document.levels]
    return [*names, line(document.not_evaluated)] if document.not_evaluated else names


def _measured_in(book: Workbook, font: Font) -> None:
    """The font that columns are measured in: openpyxl's own, where it is missing, makes every column a third wider."""
    book._fonts = IndexedList([font])  # type: ignore[attr-defined]
    for style in book._named_styles:  # type: ignore[attr-defined]
        style.font = font


def _properties(book: Workbook, document: Document) -> None:
    book.properties.title = line(document.title)
    book.properties.subject = line(document.subtitle)
    book.properties.creator = book.properties.lastModifiedBy = line(document.author)
    book.properties.language = document.language
    book.properties.created = book.properties.modified = document.made_at.replace(tzinfo=None)


def _sheet(page: Worksheet, sheet: Sheet, document: Document, scale: str) -> None:
    table = sheet.table
    header = _head(page, document, sheet)
    for at, column in enumerate(table.columns, 1):
        page.column_dimensions[get_column_letter(at)].width = column.share
        put(page, header, at, column.heading, STRONG, TOP, RULE)
    lines = max(height(line(column.heading), column.share) for column in table.columns)
    page.row_dimensions[header].height = lines * LINE_HEIGHT + 5
    grouped = any(row.group for row in table.rows)
    above = header
    if grouped:  # a sheet to filter can have no empty row under its headings
        above += 1
        page.row_dimensions[above].height = AIR
    page.freeze_panes = f"{'C' if len(table.columns) > 3 else 'A'}{above + 1}"
    level_cells: list[str] = []
    at = above + 1
    printed: list[Printed] = []
    for row in table.rows:
        begun = at
        at += (
            _group(page, at, row, len(table.columns))
            if row.group
            else _row(page, at, row, sheet, document, level_cells)
        )
        printed += [Printed(n, page.row_dimensions[n].height, row.group) for n in range(begun, at)]
    if not grouped:
        page.auto_filter.ref = f"A{header}:{get_column_letter(len(table.columns))}{max(at - 1, header)}"
    put(page, at + 1, 1, document.source, QUIET, ONE_LINE)
    if level_cells and document.levels:
        _offer(page, level_cells, document, scale)
    set_up_page(page, document, (header, above), [column.share for column in table.columns], printed)


def _head(page: Worksheet, document: Document, sheet: Sheet) -> int:
    """Title, mark, facts and lines to write on above the table; gives the header row's number."""
    caption = line(sheet.table.caption)
    facts = _packed(document, 1.2 * sum(column.share for column in sheet.table.columns))
    at = 0
    for text, font in ((document.named(), TITLE), (document.mark, ALERT)):
        at += _said(page, at + 1, line(text), font)
    for pair in sheet.blanks.pairs():
        at += 1
        page.row_dimensions[at].height = 20
        for label, (where, first, last) in zip(pair, BLANKS, strict=False):
            put(page, at, where, line(label), QUIET, BESIDE)
            for column in range(first, last + 1):
                put(page, at, column, "", BODY, ONE_LINE, WRITE_ON)
    for text in (*facts, caption):
        at += _said(page, at + 1, text, QUIET)
    page.row_dimensions[1].height = 24
    return at + 1


def _packed(document: Document, most: float) -> list[str]:
    """The facts in lines that end where the table does, so that none is cut in print."""
    lines = [""]
    for fact in document.facts:
        said = f"{line(fact.label)}: {line(fact.value)}"
        longer = f"{lines[-1]} · {said}" if lines[-1] else said
        if len(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(said)
    return lines


def _said(page: Worksheet, at: int, text: str, font: Font) -> int:
    """One line above the table; gives how many rows it took, which is none where there is nothing to say."""
    if text:
        put(page, at, 1, text, font, ONE_LINE)
        page.row_dimensions[at].height = 18
    return 1 if text else 0


def _group(page: Worksheet, at: int, row: Row, width: int) -> int:
    for column in range(1, width + 1):
        page.cell(at, column).fill = WASH
    put(page, at, 1, plain(row.cells[0]), STRONG, ONE_LINE)
    page.row_dimensions[at].height = 22
    return 1


def _row(page: Worksheet, at: int, row: Row, sheet: Sheet, document: Document, level_cells: list[str]) -> int:
    """The row, and as many continuation rows below as its longest cell needs; gives how many rows that is."""
    widths = [column.share for column in sheet.table.columns]
    pieces = [split(plain(cell), width) for cell, width in zip(row.cells, widths, strict=True)]
    needed = max(len(parts) for parts in pieces)
    room = max((cell.lines for cell in row.cells if isinstance(cell, Room)), default=1)
    for more in range(needed):
        lines = room if more == 0 else 1
        for column, (parts, cell) in enumerate(zip(pieces, row.cells, strict=True), 1):
            text = parts[more] if more < len(parts) else ""
            if more and column == 1:
                text = f"{pieces[0][0]} {document.words.continued}".strip()
            is_level = isinstance(cell, Level | NoLevel) and more == 0
            border = BOX if is_level and not text else HAIRLINE
            where = put(page, at + more, column, text, STRONG if is_level else BODY, TOP, border)
            lines = max(lines, height(text, widths[column - 1]))
            if is_level:
                level_cells.append(where)
        page.row_dimensions[at + more].height = min(409, lines * LINE_HEIGHT + 5)
    return needed


def _offer(page: Worksheet, cells: list[str], document: Document, scale: str) -> None:
    """The drop-down on every level cell, and the colour and mark of whatever word stands in it."""
    last = len(choices(document)) + 1
    offer = DataValidation(
        type="list", formula1=f"'{scale.replace(chr(39), chr(39) * 2)}'!$A$2:$A${last}", allow_blank=True
    )
    offer.promptTitle, offer.prompt = (
        line(document.words.levels)[:32],
        line(document.words.choose_level)[:255],
    )
    offer.errorTitle, offer.error = offer.promptTitle, line(document.words.choose_level)[:225]
    offer.showInputMessage = offer.showErrorMessage = True
    for cell in cells:
        offer.add(cell)
    page.add_data_validation(offer)
    _colour(page, cells, document)


def _colour(page: Worksheet, cells: list[str], document: Document) -> None:
    for at, level in enumerate(document.levels):
        steps = ON * level.position + OFF * (STEPS - level.position)
        look = DifferentialStyle(
            font=Font(color=palette.colour(level.position), bold=True),
            numFmt=NumberFormat(numFmtId=200 + at, formatCode=f'General;General;General;"{steps}  "@'),
        )
        name = line(level.name).replace('"', '""')
        rule = Rule(type="expression", formula=[f'{cells[0]}="{name}"'], dxf=look)
        page.conditional_formatting.add(" ".join(cells), rule)


def _scale(page: Worksheet, document: Document) -> None:
    """The words a level cell offers, on a sheet of their own."""
    put(page, 1, 1, document.words.levels, STRONG, TOP, RULE)
    for at, name in enumerate(choices(document), 2):
        where = put(page, at, 1, name, STRONG, TOP, HAIRLINE)
        page[where].font = Font(name=FACE, size=10, bold=True, color=_ink(document, at - 2))
    page.column_dimensions["A"].width = 28
    page.freeze_panes = "A2"
    put(page, len(choices(document)) + 3, 1, document.source, QUIET, ONE_LINE)
    if document.levels:
        _colour(page, [f"A{at}" for at in range(2, len(document.levels) + 2)], document)
    set_up_page(page, document, (1, 1), [28])


def _ink(document: Document, at: int) -> str:
    return palette.colour(document.levels[at].position) if at < len(document.levels) else palette.MUTED
