"""A sheet that somebody uploads: read as texts, or refused in a sentence before it can do harm."""

from __future__ import annotations

import datetime as dt
import gc
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any
from weakref import ref

import pytest
from openpyxl import Workbook, load_workbook

from speir.core.errors import Refused
from speir.core.sheets import LARGEST, Size, rows_in, rows_of


def workbook(rows: Sequence[Sequence[Any]] = (("Organisation",), ("NHS",))) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_part(name: str, body: bytes, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook with one more part, or another in its place."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(made, "w", compress) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, body)
    return made.getvalue()


@pytest.mark.parametrize("divider", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_csv_file_is_read_whatever_divides_its_cells_and_lines(divider, end, mark):
    text = end.join(
        divider.join(row)
        for row in (["Organisation", "Name"], ["Comhairle nan Eilean", '"Ó Dálaigh, 🙂"'], ["", ""])
    )
    assert rows_of(mark + text.encode()) == [
        ["Organisation", "Name"],
        ["Comhairle nan Eilean", "Ó Dálaigh, 🙂"],
    ]


@pytest.mark.usefixtures("really_apart")
def test_a_workbook_is_read_as_texts_with_dates_as_days_and_numbers_as_they_look():
    rows: list[list[Any]] = [
        ["Organisation", "First day"],
        ["NHS", dt.date(2026, 3, 31)],
        ["Ó 🙂", dt.datetime(2026, 3, 31, 0, 0)],  # noqa: DTZ001  as Excel knows no zone
        [12, 12.5],
        [None, True],
        [None, None],
    ]
    assert rows_of(workbook(rows)) == [
        ["Organisation", "First day"],
        ["NHS", "2026-03-31"],
        ["Ó 🙂", "2026-03-31"],
        ["12", "12.5"],
        ["", "True"],
    ]


@pytest.mark.usefixtures("really_apart")
def test_the_first_worksheet_in_sight_is_read_and_others_that_hold_something_are_told():
    book = Workbook()
    book.worksheets[0].title = "Lists"
    book.worksheets[0].sheet_state = "hidden"
    book.worksheets[0].append(["Police"])
    for name, cell in (("Police", "Area"), ("Health, 🙂", "Area"), ("Sheet3", None)):
        book.create_sheet(name).append([cell])
    made = io.BytesIO()
    book.save(made)
    rows = rows_in(made, Size())
    assert list(rows) == [["Area"]]
    assert (rows.worksheet, rows.left) == ("Police", (("Lists", True), ("Health, 🙂", False)))


def test_openpyxl_is_loaded_by_a_process_of_its_own_alone():
    import subprocess
    import sys

    code = "import sys; from speir.core.sheets import rows_of; print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def merged() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Organisation", "Name"])
    sheet.merge_cells("A1:A9")
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


MANY = {"xl/workbook.xml": b"<a/>"} | {f"xl/{n}.xml": b"<a/>" for n in range(300)}
BOMB = b"<worksheet>" + b" " * 40_000_000 + b"</worksheet>"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"  \n", "nothing in this file"),
    "only commas": (lambda: b",,,\n,,,", "nothing in this file"),
    "larger than 1 MB": (lambda: b"a" * (LARGEST + 1), "larger than 1 MB"),
    "Latin letters": (lambda: "Organisation\nÓ".encode("latin-1"), "CSV UTF-8"),
    "sixteen bits": (lambda: "Organisation\nNHS".encode("utf-16"), "CSV UTF-8"),
    "a nought": (lambda: b"Organisation\nN\x00HS", "CSV UTF-8"),
    "a quotation mark left open": (lambda: b'Organisation\n"NHS', "cannot be read"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old or protected"),
    "10,000 rows": (lambda: b"Organisation\n" + b"NHS\n" * 10_000, "more than 2,000 rows"),
    "10,000 rows in a workbook": (
        lambda: workbook([["Organisation"]] + [["NHS"]] * 10_000),
        "more than 2,000 rows",
    ),
    "a hundred columns": (lambda: b"a," * 100 + b"\n", "more columns"),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"x"), "macros"),
    "old macros": (lambda: with_part("xl/macrosheets/sheet1.xml", b"<a/>"), "macros"),
    "a bomb": (lambda: with_part("xl/worksheets/sheet1.xml", BOMB), "far larger inside"),
    "many parts": (lambda: zipped(MANY), "far larger inside"),
    "entities": (lambda: with_part("xl/sharedStrings.xml", ENTITIES), "far larger inside"),
    "a formula": (
        lambda: workbook([["Organisation"], ['=HYPERLINK("https://example.scot")']]),
        "Cell A2 holds a formula",
    ),
    "merged cells": (merged, "Some cells are merged"),
    "10,000 columns": (lambda: workbook([["Organisation"] * 10_000]), "more columns"),
    "no workbook": (lambda: zipped({"a.txt": b"x"}), "no Excel workbook"),
    "cut short": (lambda: workbook()[:-200], "no Excel workbook"),
    "nonsense inside": (lambda: with_part("xl/worksheets/sheet1.xml", b"nonsense"), "cannot be read"),
}


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, body in parts.items():
            new.writestr(name, body)
    return made.getvalue()


@pytest.mark.usefixtures("really_apart")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(name):
    make, sentence = HOSTILE[name]
    with pytest.raises(Refused, match=sentence) as refused:
        rows_of(make())
    assert refused.value.field == "file"
    assert refused.value.sentence.endswith(".")


def test_a_cell_that_is_endless_is_cut_and_no_page_grows_by_it():
    assert [len(cell) for cell in rows_of(b"Organisation\n" + b"a" * 100_000)[1]] == [1_000]


def test_a_workbook_that_our_own_template_makes_is_read():
    assert load_workbook(io.BytesIO(workbook())).sheetnames
    assert rows_of(workbook())[0] == ["Organisation"]


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("mmm-yy", "April 2026"),
        ("[$-809]mmmm\\ yyyy;@", "April 2026"),
        ("yyyy", "2026"),
        ("dd/mm/yyyy", "2026-04-01"),
        ("General", "2026-04-01"),
    ],
)
def test_a_date_of_which_a_cell_shows_its_month_alone_is_that_month(shown, text):
    """Excel makes the first of April of what somebody typed as April 2026."""
    book = Workbook()
    cell = book.worksheets[0]["A1"]
    cell.value, cell.number_format = dt.date(2026, 4, 1), shown if shown != "General" else "yyyy-mm-dd"
    made = io.BytesIO()
    book.save(made)
    assert rows_of(made.getvalue()) == [[text]]


@pytest.mark.usefixtures("really_apart")
def test_a_larger_sheet_is_read_a_row_at_a_time_where_its_size_allows_it():
    size = Size(largest=20_000_000, rows=5_000, columns=20, cell=32_000, unpacked=80_000_000)
    body = b"A\n" + (b"b" * 3_000 + b"\n") * 5_000
    rows = rows_in(io.BytesIO(body), size)
    assert next(rows) == ["A"]
    assert sum(len(row[0]) for row in rows) == 15_000_000
    with pytest.raises(Refused, match=r"more than 5,000 rows\."):
        list(rows_in(io.BytesIO(body + b"one more\n"), size))
    with pytest.raises(Refused, match=r"larger than 20 MB\."):
        list(rows_in(io.BytesIO(body * 2), size))
    assert len(list(rows_in(io.BytesIO(workbook([["A"]] + [["b" * 3_000]] * 3_000)), size))) == 3_001


def test_empty_rows_between_leave_the_others_their_numbers():
    assert rows_of(b"A\n\n,,\nb\n\n") == [["A"], [], [], ["b"]]


def spread_out(rows: str) -> bytes:
    """A workbook whose first sheet holds these rows, which stand anywhere in it."""
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_part(
        "xl/worksheets/sheet1.xml",
        f'<worksheet xmlns="{sheet}"><sheetData>{rows}</sheetData></worksheet>'.encode(),
    )


def in_cell(ref: str, words: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{words}</t></is></c>'


def test_a_row_far_below_the_others_is_not_left_out_as_if_it_were_not_there():
    """Somebody who pastes at the end of a formatted sheet has rows far below."""
    top = f'<row r="1">{in_cell("A1", "Organisation")}</row><row r="2">{in_cell("A2", "NHS")}</row>'
    with pytest.raises(Refused, match="more than 2,000 rows"):
        rows_of(spread_out(top + f'<row r="5000">{in_cell("A5000", "Police")}</row>'))
    within = rows_of(spread_out(top + f'<row r="2001">{in_cell("A2001", "Police")}</row>'))
    assert (len(within), within[-1]) == (2_001, ["Police"])


def test_a_cell_far_to_the_right_is_not_left_out_as_if_it_were_not_there():
    top = f'<row r="1">{in_cell("A1", "Organisation")}{in_cell("BZ1", "Level")}</row>'
    with pytest.raises(Refused, match="more columns"):
        rows_of(spread_out(top))


def test_empty_rows_as_many_as_a_sheet_has_are_read_in_bounded_time():
    empty = "".join(f'<row r="{at}"/>' for at in range(3, 60_000))
    top = f'<row r="1">{in_cell("A1", "Organisation")}</row><row r="2">{in_cell("A2", "NHS")}</row>'
    assert rows_of(spread_out(top + empty)) == [["Organisation"], ["NHS"]]
    assert rows_of(spread_out(top + '<row r="1048576"/>')) == [["Organisation"], ["NHS"]]


def test_whoever_stops_early_lets_go_of_the_file_at_once():
    """Whatever else holds on to it lets go at some later time, when the file is closed, and fails then."""
    file = io.BytesIO(b"a,b\n1,2\n3,4\n")
    rows = rows_in(file, Size())
    next(rows)
    there = ref(rows)
    gc.disable()
    try:
        del rows
        assert there() is None
    finally:
        gc.enable()
    assert not file.closed
