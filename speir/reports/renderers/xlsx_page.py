"""How a sheet prints: landscape, as wide as the paper, header row again on each page, the mark on every one."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from speir.reports.content import Document
from speir.reports.renderers import palette
from speir.reports.renderers.legible import line

LONGEST = 250  # Excel refuses a file whose header or footer is longer than 255 characters, codes included

IGNORED = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'


def set_up_page(page: Worksheet, document: Document, header_row: int) -> None:
    """Paper, margins, repeated rows, header and footer."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    if page.sheet_properties.pageSetUpPr is not None:
        page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{header_row}:{header_row}"
    page.print_options.gridLines = False
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top, page.page_margins.bottom = 0.8, 0.7
    page.sheet_view.showGridLines = False
    page.sheet_view.zoomScale = 100
    _header_and_footer(page, document)


def without_green_corners(book: bytes) -> bytes:
    """The workbook told not to warn that "1.1" is a number written as text: it is the name of an indicator."""
    made = BytesIO()
    with ZipFile(BytesIO(book)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for part in before.infolist():
            content = before.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                content = content.replace(b"</worksheet>", IGNORED + b"</worksheet>")
            after.writestr(part, content)
    return made.getvalue()


def _header_and_footer(page: Worksheet, document: Document) -> None:
    right = " · ".join(part for part in (_fitting(document.printed, 40), _numbered(document)) if part)
    _edge(page.oddHeader, _fitting(document.named(), 90), _fitting(document.mark, 120), palette.ALERT)
    _edge(page.oddFooter, _fitting(document.source, LONGEST - 20 - len(right)), right, None)


def _edge(edge: HeaderFooterItem | None, left: str, right: str, colour: str | None) -> None:
    if edge is not None:
        edge.left.text, edge.left.size = left, 8
        edge.right.text, edge.right.size, edge.right.color = right, 8, colour


def _numbered(document: Document) -> str:
    return line(document.words.page).replace("&", "&&").replace("{page}", "&P").replace("{pages}", "&N")


def _fitting(text: str, most: int) -> str:
    """The text for a header or footer; the whole of it stands on the sheet itself."""
    short = line(text)
    if _units(short) > most:
        while _units(short) > most - 1:
            short = short[:-1]
        short = short.rstrip() + "…"
    return short.replace("&", "&&")


def _units(text: str) -> int:
    return len(text.replace("&", "&&").encode("utf-16-le")) // 2
