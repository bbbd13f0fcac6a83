"""A file as rows of texts. A workbook is read by a process of its own (`workbook.py`), which ends with it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from speir.core.errors import Refused

ROOT = Path(__file__).resolve().parents[3]
LARGEST = 1_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 40
LONGEST_CELL = 1_000
LONGEST = 20

TOO_LARGE = "This file is larger than 1 MB. Take the template, and leave out pictures and other sheets."
EMPTY = "There is nothing in this file. Take the template and fill it in."
OLD = "This is an old or protected workbook. Save it as an Excel workbook (.xlsx) without a password, or as CSV UTF-8."
NOT_UTF8 = "This file's letters cannot be read. In Excel choose Save as, then CSV UTF-8; or use the .xlsx."
NOT_READ = "This file cannot be read. Take the template, copy your rows into it and try again."
TOO_MANY = "There are more than 2,000 rows. Divide the file and bring the parts in one after the other."
TOO_WIDE = "There are more columns than in the template. Take the template and copy your rows into it."


def rows_of(body: bytes) -> list[list[str]]:
    """Return the rows of a CSV file or of a workbook's first sheet, as texts; dates as 2026-03-31. Raises Refused."""
    if len(body) > LARGEST:
        raise Refused("sheet-too-large", TOO_LARGE, "file")
    if not body.strip():
        raise Refused("sheet-empty", EMPTY, "file")
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("sheet-old", OLD, "file")
    rows = _workbook(body) if body.startswith(b"PK") else _csv(body)
    rows = [_cut(row) for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > MOST_ROWS + 1:
        raise Refused("sheet-too-long", TOO_MANY, "file")
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise Refused("sheet-too-wide", TOO_WIDE, "file")
    if not rows:
        raise Refused("sheet-empty", EMPTY, "file")
    return [[cell[:LONGEST_CELL] for cell in row] for row in rows]


def _cut(row: list[str]) -> list[str]:
    """Return a row without the empty cells at its end."""
    filled = [at for at, cell in enumerate(row, 1) if cell.strip()]
    return row[: filled[-1]] if filled else []


def _csv(body: bytes) -> list[list[str]]:
    """Return the rows of a CSV file, whatever divides its cells: a comma, a semicolon or a tab."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("sheet-not-utf8", NOT_UTF8, "file") from None
    if "\x00" in text:
        raise Refused("sheet-not-utf8", NOT_UTF8, "file")
    heading = text.lstrip("\r\n").split("\n", 1)[0]
    divider = max(",;\t", key=heading.count)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=divider, strict=True))
    except csv.Error:
        raise Refused("sheet-not-read", NOT_READ, "file") from None


def _workbook(body: bytes) -> list[list[str]]:
    command = [sys.executable, "-P", "-m", "speir.core.sheets.workbook"]
    try:
        done = subprocess.run(
            command,
            input=body,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            timeout=LONGEST,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise Refused("sheet-not-read", NOT_READ, "file") from None
    if "refused" in answer:
        raise Refused("sheet-unfit", str(answer["refused"]), "file")
    return [[str(cell) for cell in row] for row in answer["rows"]]
