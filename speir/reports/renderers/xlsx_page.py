"""How a sheet prints: across, as wide as its paper, header again on each page, the mark on every one.

A sheet that A4 would make too small to read is set for A3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from speir.reports.content import Document
from speir.reports.renderers import palette
from speir.reports.renderers.legible import line

LONGEST = 230  # Excel refuses a file whose header or footer is longer than 255 characters, codes included
LETTER = 4.8  # points that a letter of the header takes at 8 points, rather too much than too little
GAP = 3
SMALLEST = 0.85  # of its size on the screen: about eight and a half points
SIDES, TOP, BOTTOM = 0.5, 0.8, 0.7  # inches
POINT, MILLIMETRE = 72, 72 / 25.4

IGNORED = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'


@dataclass(frozen=True)
class Paper:
    """A sheet of paper lying across, in points, by Excel's number for it."""

    code: int
    width: float
    height: float

    @property
    def across(self) -> float:
        """How wide a print may be."""
        return self.width - 2 * SIDES * POINT

    @property
    def down(self) -> float:
        """How high a print may be."""
        return self.height - (TOP + BOTTOM) * POINT


A4 = Paper(9, 297 * MILLIMETRE, 210 * MILLIMETRE)
A3 = Paper(8, 420 * MILLIMETRE, 297 * MILLIMETRE)


@dataclass(frozen=True)
class Printed:
    """A row as a page sees it: its number, its height in points, and whether it heads the rows below."""

    at: int
    height: float
    heads: bool = False


def set_up_page(
    page: Worksheet,
    document: Document,
    header: tuple[int, int],
    widths: Sequence[float],
    rows: Sequence[Printed] = (),
) -> None:
    """Paper, margins, repeated rows, header and footer, and breaks that keep a heading row with its first row."""
    across = sum(width * 7 + 5 for width in widths) * 0.75  # Excel's columns in points
    paper = A4 if across * SMALLEST <= A4.across else A3
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", paper.code
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    if page.sheet_properties.pageSetUpPr is not None:
        page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{header[0]}:{header[1]}"
    page.print_options.gridLines = False
    page.page_margins.left = page.page_margins.right = SIDES
    page.page_margins.top, page.page_margins.bottom = TOP, BOTTOM
    page.sheet_view.showGridLines = False
    page.sheet_view.zoomScale = 100
    heights = [
        page.row_dimensions[at].height or page.sheet_format.defaultRowHeight for at in range(1, header[1] + 1)
    ]
    for at in breaks(
        rows,
        before=sum(heights),
        again=sum(heights[header[0] - 1 :]),
        down=paper.down * max(1, across / paper.across),
    ):
        page.row_breaks.append(Break(id=at - 1))
    _header_and_footer(page, document, int(paper.across / LETTER))


def breaks(rows: Sequence[Printed], *, before: float, again: float, down: float) -> list[int]:
    """The heading rows that must begin a page, because the row below would not fit on theirs.

    `before` stands above the rows on the first page, `again` on every other. A printer may take a little more or
    less than `down`, and where a page ends decides where the next one does: so both are followed to the end.
    """
    found: list[int] = []
    used = {down * 0.93: before, down * 1.02: before}
    for n, row in enumerate(rows):
        needed = row.height + (rows[n + 1].height if n + 1 < len(rows) else 0)
        if n and row.heads and any(so_far + needed > most for most, so_far in used.items()):
            found.append(row.at)
            used = dict.fromkeys(used, again)
        for most, so_far in used.items():
            used[most] = (so_far if so_far + row.height <= most else again) + row.height
    return found


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


def _header_and_footer(page: Worksheet, document: Document, letters: int) -> None:
    """Left and right on one line each, at one size whatever the scale, so that they never print over each other.

    The source is left out where it does not fit whole: it stands on the sheet itself.
    """
    most = min(letters, LONGEST)
    page.HeaderFooter.scaleWithDoc = False
    mark = _fitting(document.mark, most * 2 // 3)
    _edge(page.oddHeader, _fitting(document.named(), most - len(mark) - GAP), mark, palette.ALERT)
    right = " · ".join(part for part in (_fitting(document.printed, 40), _numbered(document)) if part)
    fits = _units(line(document.source)) <= most - len(right) - GAP
    _edge(page.oddFooter, _fitting(document.source, most) if fits else "", right, None)


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
