"""Reads one workbook, as a process of its own: the file comes in, lines of JSON go out.

The first says which worksheet is read and which others hold something; then comes a line for each of its rows.

Its memory and time are bounded, and what could be made to grow is looked at before anything reads it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import resource
import sys
from collections.abc import Iterator
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

MEMORY = 1_000_000_000
WRITTEN = 300_000_000
SECONDS = 15
MOST_PARTS = 200
PIECE = 1_000_000
BEYOND = "…"

NOT_A_WORKBOOK = "This is no Excel workbook. Take the template, copy your rows into it and try again."
MACROS = "This workbook holds macros, so Speir does not open it. Save it as an Excel workbook (.xlsx) without them."
GROWS = "This workbook is far larger inside than it looks. Take the template and copy your rows into it."
FORMULA = "Cell %s holds a formula. Put the words themselves there: copy the cells, then paste values only."
MERGED = (
    "Some cells are merged, so nobody can tell which rows they belong to. In Excel select all, choose Unmerge cells, "
    "and fill each row."
)
_UNFIT = re.compile(rb"<!DOCTYPE|<!ENTITY")
_WIDE = b"\x00"  # what UTF-16 puts beside each Latin letter
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s")
# A date whose cell shows no day is a month or a year: "April 2026" becomes one as it is typed.
_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Unfit(Exception):
    """The workbook is refused, in a sentence."""


def look(file: IO[bytes], unpacked: int) -> None:
    """Look at a file before it is opened. Raises Unfit for what is no workbook, has macros, or would grow."""
    try:
        with ZipFile(file) as packed:
            parts = packed.infolist()
            names = {part.filename.lower() for part in parts}
            if "xl/workbook.xml" not in names:
                raise Unfit(NOT_A_WORKBOOK)
            if any("vbaproject" in name or "macrosheets/" in name for name in names):
                raise Unfit(MACROS)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > unpacked:
                raise Unfit(GROWS)
            # What a part says of its own size need not be so.
            left = unpacked
            for part in parts:
                for piece in _pieces(packed, part.filename):
                    left -= len(piece)
                    if left < 0 or _UNFIT.search(piece.replace(_WIDE, b"")):
                        raise Unfit(GROWS)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError):
        raise Unfit(NOT_A_WORKBOOK) from None


def _pieces(packed: ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part in pieces, each with the end of the one before, so that nothing is cut in two."""
    end = b""
    with packed.open(name) as opened:
        while piece := opened.read(PIECE):
            yield end + piece
            end = piece[-20:]


def said(file: IO[bytes], most_rows: int, most_columns: int) -> Iterator[Any]:
    """Yield which worksheet is read and which others hold something (name, whether hidden), then its rows as texts.

    It is the first that is not hidden. Raises Unfit for a formula and for merged cells in it.
    """
    from openpyxl import load_workbook

    sheets: list[Any] = load_workbook(file, read_only=True, data_only=False, keep_links=False).worksheets
    sheet = next((one for one in sheets if one.sheet_state == "visible"), sheets[0])
    others = [one for one in sheets if one is not sheet and _holds_something(one)]
    yield {"read": sheet.title, "left": [(one.title, one.sheet_state != "visible") for one in others]}
    yield from rows(file, sheet, most_rows, most_columns)


def _holds_something(sheet: Any) -> bool:
    """Return whether a worksheet that is not read holds anything; one that cannot be read may."""
    try:
        sheet.reset_dimensions()
        return any(value is not None for row in sheet.iter_rows(values_only=True) for value in row)
    except Exception:  # noqa: BLE001  whatever is wrong with it, it is not what was asked for
        return True


def rows(file: IO[bytes], sheet: Any, most_rows: int, most_columns: int) -> Iterator[list[str]]:
    """Yield the rows of a worksheet as texts. Raises Unfit for a formula and for merged cells.

    Of what is more than is read only so much comes that whoever reads it sees that there is more: the first row that
    holds something so far down, the first cell so far to the right. Nothing of it is left out as if it were not there.
    """
    with ZipFile(file) as packed:
        if any(_MERGED.search(piece) for piece in _pieces(packed, sheet._worksheet_path)):
            raise Unfit(MERGED)
    sheet.reset_dimensions()
    for at, row in enumerate(sheet.iter_rows()):
        if not any(cell.value is not None for cell in row):
            if at <= most_rows:
                yield []
            continue
        for cell in row[: most_columns + 1]:
            if cell.data_type == "f":
                raise Unfit(FORMULA % cell.coordinate)
        texts = [text(cell.value, getattr(cell, "number_format", "")) for cell in row[: most_columns + 1]]
        if any(cell.value is not None for cell in row[most_columns + 1 :]):
            texts[-1] = texts[-1] or BEYOND
        yield texts
        if at > most_rows:
            return


def text(value: Any, shown: str = "") -> str:
    """Return what a cell holds as a text: dates as 2026-03-31, whole numbers without a point.

    `shown` is the cell's format; a date of which it shows only the month or the year is that month or year.
    """
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        signs = _SHOWN.sub("", shown.lower())
        if "y" in signs and "d" not in signs:
            return f"{value:%B %Y}" if "m" in signs else f"{value:%Y}"
        return value.date().isoformat() if isinstance(value, dt.datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def main() -> None:
    """Read the workbook from standard input; write what `said` says, or why it is refused, to standard output."""
    most_rows, most_columns, unpacked = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with open(0, "rb") as file:
        try:
            look(file, unpacked)
            for one in said(file, most_rows, most_columns):
                sys.stdout.write(json.dumps(one) + "\n")
        except Unfit as unfit:
            sys.stdout.write(json.dumps(str(unfit)) + "\n")


if __name__ == "__main__":
    main()
