"""Whatever people type or paste, every renderer makes a file, and nothing of it is lost."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import openpyxl
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speir.reports.builders import grid as grids
from speir.reports.content import Column, Document, Paragraph, Row, Section, Sheet, Table
from speir.reports.renderers import FORMATS
from speir.reports.renderers.legible import clean, line, paragraphs
from speir.reports.renderers.make import renderer
from tests.reports import cast

EVERYTHING = "\n\n".join(cast.HOSTILE)


def everywhere(text):
    """A grid with this text in every place that people write in."""
    short = text[:300] or "x"
    question = cast.grid().key_questions[0]
    piece = replace(cast.evidence(0), summary=text, kind=short, period=short, speaks_of=short, stance=short)
    one = replace(
        question.indicators[3],
        title=short,
        themes=(short, text),
        how_sure=short,
        provisional_note=short,
        strengths=text,
        improvements=text,
        confirmation=text,
        evidence=(piece,),
    )
    return cast.grid(
        title=short,
        about=short,
        lede=text,
        mark=short,
        source=text,
        period=short,
        audience=short,
        overarching_answer=text,
        key_questions=(replace(question, title=short, answer=text, indicators=(one,)),),
    )


def small(text):
    table = Table("Words", (Column("No", 7), Column("Words", 40)), (Row(("1.1", text)),))
    return Document(
        "Words",
        datetime(2026, 3, 3, tzinfo=UTC),
        sections=(Section("Words", (Paragraph(text), table)),),
        sheets=(Sheet("Words", table),),
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", [*cast.HOSTILE, EVERYTHING], ids=lambda text: ascii(text[:12]))
def test_any_text_in_every_place_makes_a_file(name, text):
    assert len(renderer(name)(grids.filled(everywhere(text)))) > 1_000


@pytest.mark.parametrize("name", FORMATS)
def test_a_blank_grid_survives_all_of_it_at_once(name):
    assert len(FORMATS[name].render(grids.blank(everywhere(EVERYTHING)))) > 1_000


@pytest.mark.parametrize("text", cast.HOSTILE, ids=lambda text: ascii(text[:12]))
def test_a_word_file_keeps_every_character(text):
    word = docx.Document(BytesIO(renderer("docx")(small(text))))
    lines = [one for lines in paragraphs(text) for one in lines]
    body = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "\n".join(lines) in body
    assert word.tables[0].rows[1].cells[1].text == "\n".join(lines)


@pytest.mark.parametrize("text", cast.HOSTILE, ids=lambda text: ascii(text[:12]))
def test_a_workbook_keeps_every_character(text):
    sheet = openpyxl.load_workbook(BytesIO(renderer("xlsx")(small(text))))["Words"]
    found = "".join(str(row[1] or "") for row in sheet.iter_rows(min_row=4, max_col=2, values_only=True))
    assert found.replace("_x005F_", "_") == clean(text).strip("\n")


def test_a_pdf_keeps_every_paragraph():
    reader = pypdf.PdfReader(BytesIO(FORMATS["pdf"].render(small(EVERYTHING))))
    said = re.sub(r"\s|\u200b", "", "".join(page.extract_text() for page in reader.pages))
    assert all(f"Paragraph{n}" in said for n in range(200))
    assert said.count("x") >= 20_000
    assert "</w:t></w:r><script>alert(1)</script>" in said
    assert "[thumbsupsign]" in said


@given(st.text(alphabet=st.characters(), max_size=80))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_characters_of_unicode_stop_a_document(text):
    for name in FORMATS:
        assert renderer(name)(small(text))


@given(st.text(alphabet=st.characters()))
def test_cleaning_leaves_nothing_that_xml_forbids(text):
    found = clean(text)
    assert clean(found) == found
    assert not any(unicodedata.category(c) in {"Cs", "Cc"} and c not in "\t\n" for c in found)
    assert "\n" not in line(text)


def test_what_may_not_be_written_is_shown_as_replaced_and_not_swallowed():
    assert clean("a\x00b\ud800c\r\nd\x0be\u2028f") == "a\ufffdb\ufffdc\nd\ne\nf"
