"""Reads one workbook, as a process of its own: the file comes in, its first sheet's rows go out as JSON.

Its memory and time are bounded, and what could be made to grow is looked at before anything reads it.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

MEMORY = 1_000_000_000
SECONDS = 15
MOST_PARTS = 200
UNPACKED = 20_000_000
MOST_ROWS = 2_100
MOST_COLUMNS = 50

NOT_A_WORKBOOK = "This is no Excel workbook. Take the template, copy your rows into it and try again."
MACROS = "This workbook holds macros, so Speir does not open it. Save it as an Excel workbook (.xlsx) without them."
GROWS = "This workbook is far larger inside than it looks. Take the template and copy your rows into it."
FORMULA = "Cell %s holds a formula. Put the words themselves there: copy the cells, then paste values only."


class Unfit(Exception):
    """The workbook is refused, in a sentence."""


def look(body: bytes) -> None:
    """Look at a file before it is opened. Raises Unfit for what is no workbook, has macros, or would grow."""
    try:
        with ZipFile(BytesIO(body)) as packed:
            parts = packed.infolist()
            names = {part.filename.lower() for part in parts}
            if "xl/workbook.xml" not in names:
                raise Unfit(NOT_A_WORKBOOK)
            if any("vbaproject" in name or "macrosheets/" in name for name in names):
                raise Unfit(MACROS)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
                raise Unfit(GROWS)
            # What a part says of its own size need not be so.
            left = UNPACKED
            for part in parts:
                with packed.open(part) as opened:
                    head = opened.read(left + 1)
                left -= len(head)
                if left < 0 or b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise Unfit(GROWS)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Unfit(NOT_A_WORKBOOK) from None


def rows(body: bytes) -> list[list[str]]:
    """Return the rows of the first sheet as texts. Raises Unfit for a formula."""
    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(body), read_only=True, data_only=False, keep_links=False).worksheets[0]
    sheet.reset_dimensions()
    made: list[list[str]] = []
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
        for cell in row:
            if cell.data_type == "f":
                raise Unfit(FORMULA % cell.coordinate)
        made.append([text(cell.value) for cell in row])
    return made


def text(value: Any) -> str:
    """Return what a cell holds as a text: dates as 2026-03-31, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return value.date().isoformat() if isinstance(value, dt.datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def main() -> None:
    """Read the workbook from standard input, write its rows, or why it is refused, to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    body = sys.stdin.buffer.read()
    try:
        look(body)
        answer: dict[str, Any] = {"rows": rows(body)}
    except Unfit as unfit:
        answer = {"refused": str(unfit)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
