"""The Word file, by opening it again."""

from __future__ import annotations

import itertools
import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Emu

from speir.reports.builders import grid as grids
from speir.reports.builders.broad_view import MARK
from speir.reports.renderers import mark
from speir.reports.renderers.docx import render
from speir.reports.renderers.docx_frame import text_width
from tests.reports import cast


@pytest.fixture(scope="module")
def filled():
    return docx.Document(BytesIO(render(grids.filled(cast.grid()))))


@pytest.fixture(scope="module")
def blank():
    return docx.Document(BytesIO(render(grids.blank(cast.grid()))))


def text_of(word):
    return "\n".join(paragraph.text for paragraph in word.paragraphs)


def test_headings_are_real_and_none_is_skipped(filled):
    depths = [int(p.style.name[-1]) for p in filled.paragraphs if p.style.name.startswith("Heading")]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(depths))
    assert {1, 2, 3, 4} == set(depths)


def test_an_indicators_level_and_themes_stay_with_what_follows_and_an_empty_answer_does_not():
    paragraphs = docx.Document(BytesIO(render(grids.filled(cast.begun())))).paragraphs
    kept = {p.text.partition(":")[0] for p in paragraphs if p.paragraph_format.keep_with_next}
    assert {"Themes", "Not yet judged"} <= kept
    assert not {"No evidence yet.", "No answer written yet."} & kept


def test_language_title_and_author_are_set(filled):
    assert filled.core_properties.title == "What we found"
    assert filled.core_properties.author == "Lochside children and families team"
    assert filled.core_properties.language == "en-GB"
    assert {tag.get(qn("w:val")) for tag in filled.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_the_mark_stands_at_the_top_and_in_every_pages_header(filled):
    assert filled.paragraphs[0].text == cast.MARK
    assert cast.MARK in filled.sections[0].header.paragraphs[0].text
    assert not filled.sections[0].different_first_page_header_footer


@pytest.mark.parametrize("made", [grids.filled, grids.blank])
def test_the_header_holds_whom_it_is_about_and_the_demonstrations_mark_on_one_line(made):
    about = "Port Varroch and the Northern Isles children, families and young people’s protection team"
    for mark_in_full in (MARK, "Demonstration " * 30):
        word = docx.Document(BytesIO(render(made(cast.grid(about=about, mark=mark_in_full)))))
        (header,) = word.sections[0].header.paragraphs
        room = Emu(text_width(word)).pt
        named, _tab, mark_shown = header.text.partition("\t")
        assert len(header.text) * 4.6 <= room
        assert named.startswith("What we found · Port")
        assert mark_shown == MARK or mark_in_full != MARK


def test_without_a_mark_nothing_stands_in_its_place():
    word = docx.Document(BytesIO(render(grids.filled(cast.grid(mark=None)))))
    assert word.paragraphs[0].text == "What we found"
    assert "Demonstration" not in word.sections[0].header.paragraphs[0].text


def test_the_footer_names_the_source_the_day_and_the_page(filled):
    footer = filled.sections[0].footer
    assert footer.paragraphs[0].text == cast.SOURCE
    assert footer.paragraphs[1].text.startswith("Printed 3 March 2026")
    fields = [code.text.strip() for code in footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_blank_grid_lies_across_and_repeats_its_header_row(blank):
    assert blank.sections[0].orientation == WD_ORIENT.LANDSCAPE
    _who, table = blank.tables
    header = table.rows[0]
    assert [cell.text for cell in header.cells] == [
        "No",
        "QI and themes",
        "Level",
        "Evidence to support assigned level",
    ]
    assert header._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_the_blank_grid_has_lines_for_whose_it_is_and_names_the_six_levels(blank):
    who, _table = blank.tables
    assert [[cell.text for cell in row.cells] for row in who.rows] == [
        ["Who we are", "", "Period", ""],
        ["Filled in by", "", "Date", ""],
    ]
    for row in who.rows:
        for cell in row.cells[1::2]:
            assert cell._tc.tcPr.find(qn("w:tcBorders")) is not None
    (levels,) = [p for p in blank.paragraphs if p.text.startswith("Levels")]
    assert levels.text.replace("\u00a0", " ").split("   ")[1:] == [f" {name}" for name, _ in cast.LEVELS]
    assert len(levels._p.findall(f".//{qn('wp:inline')}")) == 6


def test_an_empty_level_is_a_box_to_write_in(blank):
    _who, table = blank.tables
    rows = [row for row in table.rows if row.cells[0].text == "1.1"]
    assert rows[0].cells[2].text == ""
    borders = rows[0].cells[2]._tc.tcPr.find(qn("w:tcBorders"))
    assert [edge.tag for edge in borders] == [qn(f"w:{side}") for side in ("top", "left", "bottom", "right")]
    assert rows[0].height is not None


def test_every_picture_has_words_for_those_who_cannot_see_it(filled):
    pictures = list(filled.element.iter(qn("wp:docPr")))
    names = {name for name, _ in cast.LEVELS}
    assert pictures
    assert {picture.get("descr") for picture in pictures} <= names


def test_a_level_is_a_word_in_its_colour_beside_its_mark(filled):
    paragraph = next(p for p in filled.paragraphs if p.style.name == "Finding" and "Very good" in p.text)
    word = next(run for run in paragraph.runs if "Very good" in run.text)
    assert str(word.font.color.rgb) == "1C6B68"
    assert paragraph._p.findall(f".//{qn('wp:inline')}")


def test_no_numeral_percentage_or_total_stands_for_a_level(filled):
    said = text_of(filled)
    assert "%" not in said
    assert not re.search(r"\b(level|score|grade|total|average|mean)s?:?\s+\d", said, re.IGNORECASE)
    assert not re.search(r"\b[1-6]\s*(/|out of|of)\s*6\b", said)


def test_the_mark_is_a_picture_of_six_bars():
    assert mark.png(1) != mark.png(6)
    assert all(mark.png(position).startswith(b"\x89PNG") for position in range(1, 7))


def test_every_part_is_well_formed_and_no_id_of_a_picture_is_used_twice():
    with zipfile.ZipFile(BytesIO(render(grids.filled(cast.grid())))) as parts:
        assert parts.testzip() is None
        body = parts.read("word/document.xml").decode()
    ids = re.findall(r'<wp:docPr id="(\d+)"', body)
    assert len(ids) == len(set(ids))


def test_a_right_to_left_paragraph_says_so():
    word = docx.Document(BytesIO(render(grids.filled(cast.grid(lede="مرحبا بالعالم")))))
    paragraph = next(p for p in word.paragraphs if p.text == "مرحبا بالعالم")
    assert paragraph._p.find(f".//{qn('w:bidi')}") is not None
    assert paragraph.runs[0].font.rtl
