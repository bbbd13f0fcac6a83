"""The PDF, by reading it again."""

from __future__ import annotations

import os
import re
import unicodedata
from io import BytesIO

import pypdf
import pytest

from speir.reports.builders import grid as grids
from speir.reports.renderers import apart, fonts, pdf
from tests.reports import cast

BUDGET = 0.5  # seconds of processor for a full grid
GENEROUS = 4


def opened(document):
    return pypdf.PdfReader(BytesIO(pdf.render(document)))


def said(reader):
    return "\n".join(page.extract_text() for page in reader.pages).replace("\u200b", "")


def squeezed(text):
    return re.sub(r"\s|\u200b", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(scope="module")
def filled():
    return opened(grids.filled(cast.grid()))


def tags(node, found):
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            tags(one, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(node["/S"])
        if "/K" in node:
            tags(node["/K"], found)
    return found


def test_it_claims_pdf_ua_and_is_tagged_titled_and_in_a_language(filled):
    catalog = filled.trailer["/Root"]
    metadata = catalog["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part(>|=[\"'])1", metadata)
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert catalog["/Lang"] == "en-GB"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert filled.metadata.title == "What we found"
    assert filled.metadata.author == "Lochside children and families team"


def test_headings_lists_and_tables_are_tagged_as_what_they_are(filled):
    found = tags(filled.trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    assert {"/H1", "/H2", "/H3", "/H4", "/L", "/LI", "/P"} <= set(found)
    blank = tags(opened(grids.blank(cast.grid())).trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    assert {"/Table", "/TR", "/TH", "/TD"} <= set(blank)


def test_the_mark_stands_on_every_page(filled):
    assert len(filled.pages) > 5
    assert all(cast.MARK in page.extract_text() for page in filled.pages)


def test_every_page_says_its_number_the_day_and_the_source(filled):
    for number, page in enumerate(filled.pages, 1):
        text = squeezed(page.extract_text())
        assert f"Page{number}of{len(filled.pages)}" in text
        assert "Printed3March2026" in text
        assert "HMInspectorateofEducation,October2005" in text


def test_the_summary_is_the_first_page_and_the_questions_begin_on_the_next(filled):
    assert "Not evaluated, or not yet judged" in filled.pages[0].extract_text()
    assert filled.pages[1].extract_text().count("How well are children and young people protected") >= 1
    assert "What we do well" not in filled.pages[0].extract_text()


def heights(page):
    """Where each line of the page's own text stands, from the bottom in points, and what it says; highest first."""
    found: list[tuple[float, str]] = []

    def see(text, cm, tm, _font, _size):
        y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        if text.strip() and 75 < y < 790:
            found.append((y, text.strip()))

    page.extract_text(visitor_text=see)
    return sorted(found, reverse=True)


def test_a_grid_that_was_only_begun_leaves_no_page_half_empty():
    reader = opened(grids.filled(cast.begun()))
    for page in reader.pages[1:-1]:
        assert heights(page)[-1][0] < 200


def test_no_page_begins_with_a_heading_whose_indicator_stands_on_the_page_before():
    for shape in (cast.begun(), cast.grid()):
        for page in opened(grids.filled(shape)).pages[1:]:
            assert heights(page)[0][1] not in {"How do we know?", "Themes:", "No evidence yet."}


def test_no_numeral_percentage_or_total_stands_for_a_level(filled):
    text = re.sub(r"Page \d+ of \d+", "", said(filled))
    assert "%" not in text
    assert not re.search(r"\b(level|score|grade|total|average|mean)s?:?[ \t]+\d", text, re.IGNORECASE)
    assert not re.search(r"\b[1-6]\s*(/|out of|of)\s*6\b", text)


def test_what_was_written_is_read_back_whole(filled):
    assert squeezed(cast.REASON) in squeezed(said(filled))
    assert squeezed(cast.STRENGTHS) in squeezed(said(filled))


@pytest.mark.parametrize(
    "text", ["#let x = 1", "$ x^2 $", "*bold* _it_ `raw`", "@cite <label>", "// no /* no */", "\\ ~ -- '"]
)
def test_typed_markup_is_only_characters(text):
    assert squeezed(text) in squeezed(said(opened(grids.filled(cast.grid(lede=text)))))


def test_a_character_that_no_font_draws_is_named_and_the_reader_is_told():
    text = said(opened(grids.filled(cast.grid(lede="Well done 🎉 中"))))
    assert "Well done [party popper] [cjk unified ideograph-4e2d]" in text
    assert "could not be drawn" in text


def test_without_such_a_character_nothing_is_said_about_it(filled):
    assert "could not be drawn" not in said(filled)


@pytest.mark.parametrize(
    "text",
    [
        "Ghàidhlig à è ì ò ù",
        "Zażółć gęślą jaźń",
        "Ελληνικά",
        "Кириллица",
        "→ ✓ • – — … “”",
        "مرحبا",
        "שלום",
        "e\u0301",
    ],
)
def test_what_people_write_with_is_drawn_as_it_is(text):
    drawn, stood_in = fonts.drawable(text, fonts.coverage(fonts.folder()))
    assert drawn == text
    assert not stood_in


def test_a_long_word_breaks_and_stays_on_the_page():
    reader = opened(grids.filled(cast.grid(lede="x" * 5_000)))
    assert said(reader).count("x") >= 5_000
    for page in reader.pages:
        width = float(page.mediabox.width)
        rights: list[float] = []
        page.extract_text(visitor_text=lambda text, _cm, tm, _font, size, rights=rights: rights.append(tm[4]))
        assert max(rights) < width


def processor_time():
    """Seconds of this process and of those that it started and that ended."""
    return sum(os.times()[:4])


@pytest.mark.usefixtures("really_apart")
def test_a_full_grid_keeps_to_its_share_of_the_processor():
    document = grids.filled(cast.grid())
    apart.made("pdf", document)
    before = processor_time()
    apart.made("pdf", document)
    assert processor_time() - before < BUDGET * GENEROUS


def test_the_same_document_makes_the_same_file():
    document = grids.blank(cast.grid())
    assert pdf.render(document) == pdf.render(document)


def test_missing_fonts_are_named_with_what_to_do(tmp_path):
    with pytest.raises(fonts.FontsMissing, match=r"Roboto_400Regular\.ttf.*Run bin/setup"):
        pdf.render(grids.blank(cast.grid()), font_folder=tmp_path)
