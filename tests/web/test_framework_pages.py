"""The framework's pages: what the publication says can be read and found."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

import pytest

from speir.core.ids import new_id
from speir.frameworks.actions.publication import import_publication
from tests import world
from tests.factories.publication import invented
from tests.web.browsing import browser, open_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read_once_in_this_process(db):
    """As on the first request after a start: what reads a framework asks once for each part of it."""
    world.framework()


def test_an_indicators_page_shows_very_good_and_weak_side_by_side_theme_by_theme(cast):
    client = browser(cast.reader)
    for indicator in world.framework().indicators:
        page = open_page(client, f"/frameworks/hmie-2005/{indicator.number}/")
        for theme in indicator.themes:
            assert " ".join(theme.title.split()) in page.text
            for text in (*theme.very_good, *theme.weak):
                assert text in page.text


def test_the_official_wording_is_shown_with_source_and_date_once_it_is_loaded(cast):
    load_the_official_wording()
    view = world.begun(cast)
    client = browser(cast.lead)
    for path in ("/frameworks/hmie-2005/1.1/", f"/broad-views/{view.id}/1.1/"):
        text = open_page(client, path).text
        assert "official wording" in text.casefold()
        assert "Invented children and families can see what very good looks like here" in text
        assert "HM Inspectorate of Education, October 2005. © Crown copyright." in text


def test_all_parts_of_the_publication_can_be_read(cast):
    client = browser(cast.reader)
    shown = world.framework()
    overview = open_page(client, "/frameworks/hmie-2005/").text
    assert all(question.title in overview for question in shown.key_questions)
    assert all(fact.text in overview for fact in shown.cycle)
    levels = open_page(client, "/frameworks/hmie-2005/levels/").text
    assert all(level.name in levels and level.definition in levels for level in shown.levels)
    standards = open_page(client, "/frameworks/hmie-2005/standards/").text
    assert all(
        standard.title in standards for question in shown.key_questions for standard in question.standards
    )
    about = open_page(client, "/frameworks/hmie-2005/about/")
    for part in (*shown.reasons, *shown.plans, *shown.quality_areas):
        assert part.text in about.text
    assert all(kind.name in about.text for kind in shown.source_kinds)
    for reference in shown.references:
        assert " ".join(reference.title.split()) in about.text
        assert not reference.address or reference.address not in [of.get("href") for _, of in about.tags]


def test_what_opens_the_official_wording_says_so_and_names_its_theme(cast):
    load_the_official_wording()
    said = open_page(browser(cast.reader), "/frameworks/hmie-2005/3.3/").html
    summaries = [
        re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<summary>(.*?)</summary>", said, re.S)
    ]
    themes = world.framework().by_number["3.3"].themes
    assert [f"Show the official wordingHide the official wording: {theme.title}" for theme in themes] == [
        one for one in summaries if one != "What waits"
    ]  # of notes that wait in this browser
    for theme in themes:
        assert f'id="{theme.key}"' in said
        assert f'id="{theme.key}-official"' in said


def test_standards_are_called_standards_so_that_no_number_stands_alone(cast):
    page = open_page(browser(cast.reader), "/frameworks/hmie-2005/standards/")
    for question in world.framework().key_questions:
        for standard in question.standards:
            assert f"Standard {standard.number} {standard.title}" in page.text
            assert f"standard-{standard.number}" in page.ids


@pytest.mark.parametrize(
    ("words", "says", "rows"),
    [
        ("trust", "places found", True),
        ("3", "5 places found", True),
        ("1.4", "1 place found", True),
        ("standard 7", "1 place found", True),
        ("nobodysaysthis", "Nothing found for “nobodysaysthis”.", False),
        ("<b>", "Nothing found for “<b>”.", False),
        ("", "", False),
        ("   ", "", False),
    ],
)
def test_the_framework_can_be_searched_by_word_and_number_and_an_empty_list_is_not_shown(
    cast, words, says, rows
):
    page = found_for(cast, words)
    assert says in page.text
    assert ("found" in page.text.casefold()) == bool(says)
    assert any("rows" in str(of.get("class")) for _, of in page.tags) == rows


def test_what_is_found_is_marked_and_leads_to_where_it_stands(cast):
    page = found_for(cast, "TRUST")
    assert "<mark>trust</mark>" in page.html
    assert "/frameworks/hmie-2005/1.1/#trust" in [of.get("href") for _, of in page.tags]
    number = found_for(cast, "1.4")
    assert "<mark>1.4</mark>" in number.html
    assert "/frameworks/hmie-2005/1.4/" in [of.get("href") for _, of in number.tags]


def test_each_official_text_that_is_found_says_so_with_source_and_date(cast):
    load_the_official_wording()
    statement = world.framework().official.statement
    page = found_for(cast, "invented trust")
    hits = re.findall(r'<li class="found__official">(.*?)</li>', page.html, re.S)
    assert len(hits) == 2
    for hit in hits:
        assert "Official wording" in hit
        assert html.escape(statement) in hit
        assert "…" in hit
        assert "Professionals act" not in hit
    assert f"Official wording: {statement}" in page.text.split("places found")[1]
    assert "/frameworks/hmie-2005/1.1/#trust-official" in [of.get("href") for _, of in page.tags]


def test_where_nothing_official_is_found_its_source_is_not_named(cast):
    load_the_official_wording()
    assert "Official wording" not in found_for(cast, "1.4").text


def load_the_official_wording():
    import_publication(text=invented(world.framework()), name="ours.txt")
    world.framework()  # read once per process, as on the first request after a start


def found_for(cast, words):
    return open_page(browser(cast.reader), f"/frameworks/hmie-2005/find/?{urlencode({'words': words})}")


def test_with_two_frameworks_there_is_a_list_of_them(cast):
    from speir.frameworks import models as m
    from speir.frameworks.queries import all_current

    row = m.Framework.objects.get()
    row.pk, row.key, row.title = None, "another-2030", "Another framework"
    wording = m.Wording.objects.get()
    phrases = list(m.Phrase.objects.filter(wording=wording))
    row.id = new_id()
    row.save(force_insert=True)
    wording.pk, wording.framework = new_id(), row
    wording._state.adding = True
    wording.save(force_insert=True)
    for phrase in phrases:
        phrase.pk, phrase.wording = new_id(), wording
    m.Phrase.objects.bulk_create(phrases)
    all_current()  # each is read once per process, as on the first request after a start
    page = open_page(browser(cast.reader), "/frameworks/")
    assert "Another framework" in page.text
