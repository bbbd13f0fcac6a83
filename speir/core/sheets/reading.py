"""A file as rows of texts. A workbook is read by a process of its own (`workbook.py`), which ends with it."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from speir.core.errors import Refused

ROOT = Path(__file__).resolve().parents[3]
LARGEST = 1_000_000
LONGEST = 20

TOO_LARGE = "This file is larger than {most} MB. Take the template, and leave out pictures and other sheets."
EMPTY = "There is nothing in this file. Take the template and fill it in."
OLD = "This is an old or protected workbook. Save it as an Excel workbook (.xlsx) without a password, or as CSV UTF-8."
NOT_UTF8 = "This file's letters cannot be read. In Excel choose Save as, then CSV UTF-8; or use the .xlsx."
NOT_READ = "This file cannot be read. Take the template, copy your rows into it and try again."
TOO_MANY = "There are more than {most:,} rows. Divide the file and bring the parts in one after the other."
TOO_WIDE = "There are more columns than in the template. Take the template and copy your rows into it."


@dataclass(frozen=True, slots=True)
class Size:
    """How much is read of a file: its bytes, rows below the headings, columns, a cell's characters, bytes unpacked."""

    largest: int = LARGEST
    rows: int = 2_000
    columns: int = 40
    cell: int = 1_000
    unpacked: int = 20_000_000


@dataclass(slots=True)
class _Read:
    """Which worksheet is read, and the others that hold something."""

    worksheet: str = ""
    left: tuple[tuple[str, bool], ...] = ()


class Rows(Iterator[list[str]]):
    """The rows of a file, a few at a time. Once the first was asked for, it tells which worksheet they are of."""

    def __init__(self, file: IO[bytes], size: Size) -> None:
        # What reads knows this and not the rows themselves: whoever stops early lets go of it and of the file at once.
        self._read = _Read()
        self._rows = _of(file, size, self._read)

    def __next__(self) -> list[str]:
        return next(self._rows)

    @property
    def worksheet(self) -> str:
        """The name of the worksheet that is read; a CSV file has none."""
        return self._read.worksheet

    @property
    def left(self) -> tuple[tuple[str, bool], ...]:
        """The other worksheets that hold something: (name, whether it is hidden)."""
        return self._read.left


def rows_of(body: bytes) -> list[list[str]]:
    """Return the rows of a CSV file or a workbook's first worksheet, as texts; dates as 2026-03-31. Raises Refused."""
    return list(rows_in(BytesIO(body), Size()))


def rows_in(file: IO[bytes], size: Size) -> Rows:
    """Return the rows of a file as `rows_of` does, a few at a time. Raises Refused when they are asked for."""
    return Rows(file, size)


def _of(file: IO[bytes], size: Size, read: _Read) -> Iterator[list[str]]:
    file.seek(0)
    head = file.read(8)
    file.seek(0, os.SEEK_END)
    if file.tell() > size.largest:
        raise Refused("sheet-too-large", TOO_LARGE.format(most=size.largest // 1_000_000), "file")
    file.seek(0)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("sheet-old", OLD, "file")
    with closing(_workbook(file, size, read) if head.startswith(b"PK") else _csv(file)) as rows:
        yield from _fitting(map(_cut, rows), size)


def _workbook(file: IO[bytes], size: Size, read: _Read) -> Generator[list[str]]:
    for one in _said(file, size):
        if isinstance(one, str):
            raise Refused("sheet-unfit", one, "file")
        if isinstance(one, dict):
            read.worksheet = one["read"]
            read.left = tuple((name, hidden) for name, hidden in one["left"])
        else:
            yield [str(cell) for cell in one]


def _fitting(rows: Iterator[list[str]], size: Size) -> Iterator[list[str]]:
    count = empty = 0  # empty rows at the end are no rows, and those between keep the others' numbers right
    for row in rows:
        if not row:
            empty += 1
            continue
        count += empty + 1
        if count > size.rows + 1:
            raise Refused("sheet-too-long", TOO_MANY.format(most=size.rows), "file")
        if len(row) > size.columns:
            raise Refused("sheet-too-wide", TOO_WIDE, "file")
        yield from ([] for _row in range(empty))
        yield [cell[: size.cell] for cell in row]
        empty = 0
    if not count:
        raise Refused("sheet-empty", EMPTY, "file")


def _cut(row: list[str]) -> list[str]:
    """Return a row without the empty cells at its end."""
    filled = [at for at, cell in enumerate(row, 1) if cell.strip()]
    return row[: filled[-1]] if filled else []


def _csv(file: IO[bytes]) -> Generator[list[str]]:
    """Yield the rows of a CSV file, whatever divides its cells: a comma, a semicolon or a tab."""
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        heading = next((line for line in text if line.strip("\r\n")), "")
        divider = max(",;\t", key=heading.count)
        yield from csv.reader(_whole(chain([heading], text)), delimiter=divider, strict=True)
    except UnicodeDecodeError:
        raise Refused("sheet-not-utf8", NOT_UTF8, "file") from None
    except csv.Error:
        raise Refused("sheet-not-read", NOT_READ, "file") from None
    finally:
        text.detach()


def _whole(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if "\x00" in line:
            raise Refused("sheet-not-utf8", NOT_UTF8, "file")
        yield line


def _said(file: IO[bytes], size: Size) -> Generator[Any]:
    """Yield what `workbook.said` says. It waits in a file without a name: who reads it may take their time."""
    command = [sys.executable, "-P", "-m", "speir.core.sheets.workbook"]
    command += [str(size.rows), str(size.columns), str(size.unpacked)]
    with TemporaryFile() as given, TemporaryFile() as made:
        shutil.copyfileobj(file, given)
        given.seek(0)
        try:
            subprocess.run(
                command,
                stdin=given,
                stdout=made,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                check=True,
                timeout=LONGEST,
            )
        except subprocess.SubprocessError:
            raise Refused("sheet-not-read", NOT_READ, "file") from None
        made.seek(0)
        for line in made:
            try:
                yield json.loads(line)
            except ValueError:
                raise Refused("sheet-not-read", NOT_READ, "file") from None
