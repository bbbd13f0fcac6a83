"""Evidence in full, at the end of a grid: each piece once, under a number that stands wherever the piece does."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from speir.reports.builders import grid as grids
from speir.reports.builders.grid import EvidenceInput
from speir.reports.content import Bullets, Paragraph
from speir.reports.renderers.xlsx import render
from tests.reports import cast

READ = EvidenceInput(
    summary="We read fifteen files.",
    kind="Reviews of case files",
    period="May 2026",
    taken_as="fact",
    cautions=("first look: uncertain", "stale since 3 March 2026"),
    key="a" * 16,
    account="Two readers read each file.\n\nThey agreed in thirteen.",
    origin="Case file reading of spring 2026",
    links=(("The whole report", "https://example.org/report"), ("", "https://example.org/table")),
)
SHORT = EvidenceInput(summary="Nothing more is written of this.", key="b" * 16)
HIDDEN = EvidenceInput(summary="One piece of evidence that is not open to you.")


def grid_with(*pieces):
    """A grid with these pieces under its first indicator and the first of them under its second."""
    question, *rest = cast.grid().key_questions
    first, second, *others = question.indicators
    indicators = (replace(first, evidence=pieces), replace(second, evidence=pieces[:1]))
    others = [replace(one, evidence=()) for one in others]
    question = replace(question, indicators=(*indicators, *others))
    rest = [replace(q, indicators=tuple(replace(i, evidence=()) for i in q.indicators)) for q in rest]
    return cast.grid(key_questions=(question, *rest))


@pytest.fixture
def document():
    return grids.filled(grid_with(READ, SHORT, HIDDEN))


def known(document, number):
    """Return what stands under "How do we know?" of an indicator as (text, note)."""
    at = next(n for n, one in enumerate(document.sections) if one.heading.startswith(f"{number}  "))
    section = next(one for one in document.sections[at:] if one.heading == "How do we know?")
    (items,) = (block for block in section.blocks if isinstance(block, Bullets))
    return [(item.text, item.note) for item in items.items]


def test_a_piece_with_an_account_has_one_number_wherever_it_stands(document):
    [(_text, note), short, hidden] = known(document, "1.1")
    assert note.endswith("first look: uncertain · stale since 3 March 2026 · in full at the end, 1")
    assert "fact" in note
    assert known(document, "1.2")[0][1] == note
    assert "in full" not in short[1]
    assert hidden == (HIDDEN.summary, "")


def test_the_account_where_it_came_from_and_the_links_are_told_once_at_the_end(document):
    at = next(n for n, one in enumerate(document.sections) if one.heading == "Evidence in full")
    assert document.sections[at].new_page
    (piece,) = document.sections[at + 1 :]
    assert piece.heading == "1  We read fifteen files."
    said = [block.text for block in piece.blocks if isinstance(block, Paragraph)]
    assert said[0].endswith("beside 1.1 and 1.2")
    assert said[1:] == [READ.account, "Where it came from: Case file reading of spring 2026"]
    (links,) = (block for block in piece.blocks if isinstance(block, Bullets))
    assert [(item.text, item.note) for item in links.items] == [
        ("The whole report", "https://example.org/report"),
        ("https://example.org/table", ""),
    ]


def test_a_long_line_of_an_older_piece_stands_whole_under_a_short_heading():
    long = "We read files. " + "Word " * 100
    *_, piece = grids.filled(grid_with(replace(READ, summary=long.strip()))).sections
    assert piece.heading == "1  We read files."
    assert piece.blocks[0].text == long.strip()


def test_where_there_is_nothing_more_to_tell_there_is_no_such_section():
    document = grids.filled(grid_with(SHORT))
    assert "Evidence in full" not in {one.heading for one in document.sections}
    assert "In full" not in {sheet.name for sheet in document.sheets}


def test_the_workbook_has_accounts_on_a_sheet_of_their_own(document):
    book = openpyxl.load_workbook(BytesIO(render(document)))
    assert book.sheetnames[1:4] == ["Evidence", "In full", "Answers"]
    cells = {str(cell.value) for row in book["In full"].iter_rows() for cell in row if cell.value}
    assert {"1", READ.summary, READ.origin, "1.1 and 1.2"} <= cells
    assert "The whole report: https://example.org/report\nhttps://example.org/table" in cells
    assert READ.account in cells
    assert "stale since 3 March 2026" in " ".join(
        str(cell.value) for row in book["Evidence"].iter_rows() for cell in row
    )
