"""A real table in Word: its header row is marked and comes back on every page, and short rows stay whole."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from speir.reports.content import (
    Blanks,
    Bullets,
    Cell,
    Level,
    NoLevel,
    Paragraph,
    Room,
    Row,
    Table,
    Tone,
    length,
)
from speir.reports.renderers import palette
from speir.reports.renderers.docx_frame import text_width
from speir.reports.renderers.docx_text import LONG, quieten, write_item, write_level, write_text
from speir.reports.renderers.legible import line

LINE_HEIGHT = Mm(7)


def write_table(word: Any, table: Table) -> None:
    """The caption, the header row and the rows."""
    caption = word.add_paragraph(line(table.caption), style="Quiet")
    caption.paragraph_format.keep_with_next = True
    made = word.add_table(rows=1, cols=len(table.columns))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    widths = _widths(table, text_width(word))
    _describe(made, line(table.caption))
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        _first(cell, "Cell").add_run(line(column.heading)).bold = True
        _edges(cell, bottom=(8, palette.INK))
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    _row_property(made.rows[0], "w:cantSplit", "w:tblHeader")
    for row in table.rows:
        _row(made, row)
    for made_row in made.rows:
        for cell, width in zip(made_row._tr.tc_lst, widths, strict=False):
            if len(made_row._tr.tc_lst) == len(widths):
                cell.width = width
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    word.add_paragraph(style="Quiet")


def write_blanks(word: Any, blanks: Blanks) -> None:
    """Labels with a line each: cells, so that what is typed wraps above its own line and moves no other."""
    label = Mm(26 if len(blanks.labels) > 1 else 34)
    pairs = blanks.pairs()
    beside = min(2, len(blanks.labels))  # one alone has the whole line
    made = word.add_table(rows=0, cols=2 * beside)
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _describe(made, ", ".join(line(one) for one in blanks.labels), header=False)
    written = text_width(word) // beside - label
    indent = OxmlElement(
        "w:tblInd"
    )  # the labels stand under the words above, not a cell's margin beside them
    for key, value in (("w", "-108"), ("type", "dxa")):
        indent.set(qn(f"w:{key}"), value)
    made._tbl.tblPr.insert_element_before(
        indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )
    for pair in pairs:
        row = made.add_row()
        row.height, row.height_rule = LINE_HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
        _row_property(row, "w:cantSplit")
        for at, cell in enumerate(row.cells):
            cell.width = written if at % 2 else label
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            paragraph = _first(cell, "Cell")
            if at % 2 == 0 and at // 2 < len(pair):
                quieten(paragraph.add_run(line(pair[at // 2])), size=9.5)
            elif at % 2:
                _edges(cell, bottom=(4, palette.MUTED))
    for at, column in enumerate(made.columns):
        column.width = written if at % 2 else label


def _row(made: Any, row: Row) -> None:
    built = made.add_row()
    if row.group:
        cell = built.cells[0].merge(built.cells[-1])
        _write(cell, row.cells[0], heading=True)
        _edges(cell, bottom=(4, palette.LINE))
        _shade(cell)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
        _row_property(built, "w:cantSplit")
        return
    for target, cell in zip(built.cells, row.cells, strict=True):
        _write(target, cell)
        boxed = cell == NoLevel()
        edge = (6, palette.MUTED) if boxed else (4, palette.LINE)
        _edges(target, bottom=edge, **({"top": edge, "left": edge, "right": edge} if boxed else {}))
    room = max((cell.lines for cell in row.cells if isinstance(cell, Room)), default=0)
    if room:
        built.height, built.height_rule = room * LINE_HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
    if sum(length(cell) for cell in row.cells) < LONG:
        _row_property(built, "w:cantSplit")


def _write(target: Any, cell: Cell, *, heading: bool = False) -> None:
    paragraph = _first(target, "Cell")
    match cell:
        case Level() | NoLevel():
            write_level(paragraph, cell)
            if isinstance(cell, Level) and cell.provisional:
                quieten(target.add_paragraph(style="Cell").add_run(line(cell.provisional)))
            return
        case Room():
            return
        case str():
            write_text(target, cell, "Cell", bold=heading)
        case tuple():
            for block in cell:
                _flow(target, block)
    if len(target.paragraphs) > 1:
        target._tc.remove(paragraph._p)


def _flow(target: Any, block: Paragraph | Bullets) -> None:
    if isinstance(block, Paragraph):
        write_text(target, block.text, "Cell", bold=block.tone is Tone.STRONG)
        return
    for item in block.items:
        write_item(target, item)


def _first(cell: Any, style: str) -> Any:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    return paragraph


def _widths(table: Table, width: int) -> list[int]:
    whole = sum(column.share for column in table.columns)
    return [int(width * column.share / whole) for column in table.columns]


def _describe(made: Any, words: str, *, header: bool = True) -> None:
    """What a screen reader says of the table before it reads it."""
    properties = made._tbl.tblPr
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words)
    properties.append(caption)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        for key in list(look.attrib):
            del look.attrib[key]
        said = ("0020", "1", "0", "0") if header else ("0000", "0", "0", "0")
        for key, value in zip(("val", "firstRow", "lastRow", "firstColumn"), said, strict=True):
            look.set(qn(f"w:{key}"), value)


def _row_property(row: Any, *names: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))


def _edges(cell: Any, **edges: tuple[int, str]) -> None:
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        if side in edges:
            eighths, colour = edges[side]
            edge = OxmlElement(f"w:{side}")
            for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", colour)):
                edge.set(qn(f"w:{key}"), value)
            borders.append(edge)
    cell._tc.get_or_add_tcPr().append(borders)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", palette.WASH)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
