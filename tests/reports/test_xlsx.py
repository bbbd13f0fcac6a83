"""The workbook, by opening it again."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest

from speir.reports.builders import grid as grids
from speir.reports.content import Column, Document, Row, Sheet, Table
from speir.reports.renderers.xlsx import render
from speir.reports.renderers.xlsx_page import A3, A4, Printed, breaks
from speir.reports.renderers.xlsx_text import LINES_A_ROW, LONGEST_CELL, height, split
from tests.reports import cast


def opened(document):
    return openpyxl.load_workbook(BytesIO(render(document)))


def one_cell(text):
    table = Table("A table", (Column("No", 7), Column("Words", 40)), (Row(("1.1", text)),))
    return Document("Grid", datetime(2026, 3, 3, tzinfo=UTC), sheets=(Sheet("Grid", table),))


def words_under(sheet, heading):
    header = next(row for row in sheet.iter_rows() if row[0].value == "No")
    column = next(cell.column for cell in header if cell.value == heading)
    below = sheet.iter_rows(min_row=header[0].row + 1, min_col=column, max_col=column)
    return [cell.value for (cell,) in below]


@pytest.fixture(scope="module")
def filled():
    return opened(grids.filled(cast.grid()))


@pytest.fixture(scope="module")
def blank():
    return opened(grids.blank(cast.grid()))


def test_the_sheets_are_there(filled, blank):
    assert filled.sheetnames == ["Grid", "Evidence", "Answers", "Levels"]
    assert blank.sheetnames == ["Grid", "Evidence", "Levels"]


def test_every_cell_is_text_so_no_level_has_a_number(filled):
    for sheet in filled:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row if cell.value is not None} <= {"s"}


def test_no_position_is_hidden_anywhere_in_the_file(filled):
    assert [cell.value for (cell,) in filled["Levels"]["A2:A8"]] == [
        *(name for name, _ in cast.LEVELS),
        "Not evaluated",
    ]
    assert all(sheet.sheet_state == "visible" for sheet in filled)
    assert not any(dimension.hidden for sheet in filled for dimension in sheet.column_dimensions.values())
    assert not filled.defined_names
    rules = [rule for found in filled["Grid"].conditional_formatting for rule in found.rules]
    assert {rule.formula[0].partition("=")[2] for rule in rules} == {f'"{name}"' for name, _ in cast.LEVELS}


def test_every_level_cell_offers_the_scale_and_not_evaluated(filled, blank):
    for book in (filled, blank):
        (offer,) = book["Grid"].data_validations.dataValidation
        assert offer.type == "list"
        assert offer.formula1 == "'Levels'!$A$2:$A$8"
        assert offer.showErrorMessage
        covered = [cell for span in offer.sqref.ranges for cell in span.cells]
        assert len(covered) == 18


def test_a_filled_level_is_its_word_and_an_empty_one_waits(filled, blank):
    found = words_under(filled["Grid"], "Level")
    assert "Unsatisfactory" in found
    assert "Not evaluated" in found
    assert "Not yet judged" not in found
    assert not any(words_under(blank["Grid"], "Level"))


def test_the_reason_stands_in_a_column_of_its_own_beside_the_level(filled):
    assert [one for one in words_under(filled["Grid"], "Why this level") if one] == [cast.REASON] * 2


def test_it_prints_across_with_its_header_row_and_the_mark_on_every_page(filled):
    for sheet in filled:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert sheet.oddHeader.right.text == cast.MARK
        assert "Page &P of &N" in sheet.oddFooter.right.text
        assert "Printed 3 March 2026" in sheet.oddFooter.right.text
    assert filled["Grid"]["A2"].value == cast.MARK


def test_what_a4_would_make_too_small_to_read_is_set_for_a3(filled):
    paper = {sheet.title: sheet.page_setup.paperSize for sheet in filled}
    assert paper == {"Grid": A3.code, "Evidence": A3.code, "Answers": A4.code, "Levels": A4.code}


def test_nothing_at_a_pages_edge_prints_over_anything_else(filled, blank):
    for book in (
        filled,
        blank,
        opened(grids.filled(cast.grid(about="Lochside " * 40, mark="Invented " * 40))),
    ):
        for sheet in book:
            room = {A3.code: A3, A4.code: A4}[sheet.page_setup.paperSize].across
            assert not sheet.HeaderFooter.scaleWithDoc
            for edge in (sheet.oddHeader, sheet.oddFooter):
                assert len((edge.left.text or "") + (edge.right.text or "")) * 4.8 < room
        assert book["Grid"].oddFooter.left.text == cast.SOURCE
        assert not book["Levels"].oddFooter.left.text


def test_the_blank_workbook_has_lines_for_whose_it_is_above_the_grid(blank):
    written = [[cell.value for cell in row] for row in blank["Grid"]["A3:G4"]]
    assert written == [
        [None, "Who we are", None, None, "Period", None, None],
        [None, "Filled in by", None, None, "Date", None, None],
    ]
    assert blank["Grid"]["C3"].border.bottom.style
    assert not any(cell.value == "Who we are" for row in blank["Evidence"].iter_rows() for cell in row)


def test_columns_are_measured_in_the_font_that_the_words_are_set_in(blank):
    (normal,) = [style for style in blank._named_styles if style.name == "Normal"]
    assert (normal.font.name, normal.font.size) == ("Arial", 10)


def test_a_key_question_is_never_the_last_row_of_a_page():
    rows = [Printed(10, 20, heads=True), *(Printed(at, 80) for at in range(11, 15))]
    rows += [Printed(15, 20, heads=True), Printed(16, 80), Printed(17, 20, heads=True), Printed(18, 80)]
    assert breaks(rows, before=60, again=20, down=1_000) == []
    assert breaks(rows, before=60, again=20, down=480) == [15]
    assert breaks(rows, before=60, again=20, down=530) == [
        15
    ]  # it would only just fit, which no printer promises
    assert breaks(rows, before=60, again=20, down=640) == [17]


def test_the_blank_grid_breaks_before_a_key_question_and_nowhere_else(blank):
    grid = blank["Grid"]
    begun = [grid.cell(one.id + 1, 1).value for one in grid.row_breaks.brk]
    assert begun
    assert {text[:3] for text in begun} <= {f"{n}  " for n in range(2, 6)}


def test_the_rule_under_the_headings_does_not_touch_the_first_row_of_a_page(blank):
    grid = blank["Grid"]
    first, last = (int(row) for row in grid.print_title_rows.replace("$", "").split(":"))
    assert grid.cell(first, 1).value == "No"
    assert last == first + 1
    assert not any(cell.value for cell in grid[last])


def test_the_header_stays_in_sight_and_long_text_is_wrapped(filled):
    assert filled["Grid"].freeze_panes == "C7"
    assert filled["Grid"]["E9"].alignment.wrap_text


def test_each_piece_of_evidence_has_a_row_to_filter(filled):
    assert filled["Evidence"].auto_filter.ref is not None
    assert len([one for one in words_under(filled["Evidence"], "Evidence") if one]) == 16 * 5


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "=cmd|' /C calc'!A0", "#REF!", "TRUE", "1.5", "12%"]
)
def test_typed_text_stays_text(text):
    cell = opened(one_cell(text))["Grid"]["B4"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@", "\t"))


def test_no_cell_of_the_file_holds_a_formula():
    with zipfile.ZipFile(BytesIO(render(one_cell("=HYPERLINK(1)")))) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_what_excel_would_take_for_an_escaped_letter_is_kept():
    assert opened(one_cell("_x0041_"))["Grid"]["B4"].value in {"_x005F_x0041_", "_x0041_"}


@pytest.mark.parametrize("text", ["x" * 100_000, "word " * 20_000, "line\n" * 9_000, "😀" * 20_000])
def test_text_too_long_for_a_cell_goes_on_in_the_rows_below(text):
    rows = [row[:2] for row in opened(one_cell(text))["Grid"].iter_rows(min_row=4, values_only=True)]
    assert "".join(words or "" for _, words in rows) == text.rstrip("\n")
    assert all(len((words or "").encode("utf-16-le")) // 2 <= LONGEST_CELL for _, words in rows)
    assert rows[1][0] == "1.1 (continued)"


def test_splitting_loses_nothing_and_never_ends_in_nothing():
    for width in (7, 40, 90):
        for text in cast.HOSTILE:
            pieces = split(text, width)
            assert "".join(pieces) == text
            assert all(pieces) or not text


def test_a_header_is_never_longer_than_excel_reads():
    book = opened(grids.filled(cast.grid(mark="&" * 300, about="A & B " * 80, source="s" * 2_000)))
    for sheet in book:
        for edge in (sheet.oddHeader, sheet.oddFooter):
            assert len(str(edge.left.text or "")) + len(str(edge.right.text or "")) <= 250
    assert any(cell.value == "s" * 2_000 for row in book["Grid"].iter_rows() for cell in row)


def test_a_sheets_name_is_one_that_excel_takes():
    document = grids.blank(cast.grid())
    renamed = replace(document, words=replace(document.words, levels="How good? [levels]: a/b " * 3))
    assert len(opened(renamed).sheetnames[-1]) <= 31


def test_a_document_without_sheets_is_refused_in_words():
    with pytest.raises(ValueError, match="has no sheets"):
        render(replace(grids.blank(cast.grid()), sheets=()))


def test_a_row_is_high_enough_for_words_that_do_not_break():
    title = "Children and young people are listened to, understood and respected"
    assert height(title, 28) == 3
    assert all(height(piece, 28) <= LINES_A_ROW for piece in split("understandable circumstances " * 400, 28))
