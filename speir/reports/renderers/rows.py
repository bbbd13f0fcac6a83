"""Plain rows as CSV. A text is never a formula, whatever it begins with."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from speir.reports.renderers.legible import line

# With these a spreadsheet takes a text for a formula; a full-width sign counts as its plain one.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_csv(headings: Sequence[str], parts: Iterable[Sequence[Sequence[str]]]) -> Iterator[bytes]:
    """Yield a CSV file in pieces, with a mark at its beginning by which spreadsheets know that it is UTF-8."""
    yield b"\xef\xbb\xbf" + _lines([headings])
    for part in parts:
        yield _lines(part)


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    made = StringIO()
    csv.writer(made, lineterminator="\r\n").writerows([[_plain(text) for text in row] for row in rows])
    return made.getvalue().encode()


def _plain(text: str) -> str:
    text = line(text)
    return f"'{text}" if text.startswith(FORMULA) else text
