"""The list of formats is the whole of what can leave."""

from __future__ import annotations

import ast
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdf

import speir.reports
from speir.reports.builders import grid as grids
from speir.reports.renderers import FORMATS
from tests.reports import cast

REPORTS = Path(speir.reports.__file__).parent


def test_a_document_leaves_as_word_excel_or_pdf():
    assert {name: format_.media_type for name, format_ in FORMATS.items()} == {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf": "application/pdf",
    }


def test_each_format_makes_what_its_name_says():
    document = grids.blank(cast.grid())
    beginnings = {name: format_.render(document)[:4] for name, format_ in FORMATS.items()}
    assert beginnings == {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF"}


def test_a_sealed_edition_says_the_head_of_the_trail_in_every_format():
    head = "214-5d1c88e01fa2b7c94d3f60a1b2c3d4e5"
    document = grids.filled(cast.grid(trail_head=head))
    made = {name: BytesIO(format_.render(document)) for name, format_ in FORMATS.items()}
    word = docx.Document(made["docx"])
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert head in [*cells, *(paragraph.text.split("\t")[-1] for paragraph in word.paragraphs)]
    sheet = openpyxl.load_workbook(made["xlsx"]).worksheets[0]
    assert any(f"Head of the trail: {head}" in str(cell.value) for row in sheet["A1:A6"] for cell in row)
    assert head in pypdf.PdfReader(made["pdf"]).pages[0].extract_text().replace("\u200b", "")


def test_an_edition_from_which_words_were_removed_says_so_in_every_format():
    said = "Words were removed on 3 March 2026: a child could be identified."
    document = grids.filled(cast.grid(removed=said, trail_head="214-5d1c88e01fa2b7c94d3f60a1b2c3d4e5"))
    made = {name: BytesIO(format_.render(document)) for name, format_ in FORMATS.items()}
    word = docx.Document(made["docx"])
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert said in [*cells, *(paragraph.text.split("\t")[-1] for paragraph in word.paragraphs)]
    sheet = openpyxl.load_workbook(made["xlsx"]).worksheets[0]
    assert any(said in str(cell.value) for row in sheet["A1:A8"] for cell in row)
    pages = " ".join(pypdf.PdfReader(made["pdf"]).pages[0].extract_text().replace("\u200b", "").split())
    assert said in pages


def test_an_approved_edition_says_by_whom_and_that_it_came_later_in_every_format():
    said = "By Catriona Munro, chief officer, on 3 March 2026. This came after the sealing"
    document = grids.filled(cast.grid(approved=said, trail_head="214-5d1c88e01fa2b7c94d3f60a1b2c3d4e5"))
    made = {name: BytesIO(format_.render(document)) for name, format_ in FORMATS.items()}
    word = docx.Document(made["docx"])
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert said in [*cells, *(paragraph.text.split("\t")[-1] for paragraph in word.paragraphs)]
    sheet = openpyxl.load_workbook(made["xlsx"]).worksheets[0]
    assert any(said in str(cell.value) for row in sheet["A1:A8"] for cell in row)
    pages = " ".join(pypdf.PdfReader(made["pdf"]).pages[0].extract_text().replace("\u200b", "").split())
    assert said in pages


def test_content_and_renderers_know_no_django():
    for path in [*(REPORTS / "content").glob("*.py"), *(REPORTS / "renderers").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.startswith("django") or ".builders" in name for name in names), path
