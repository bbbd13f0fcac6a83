"""The framework's pages: what the publication says can be read and found."""

from __future__ import annotations

import pytest

from speir.core.ids import new_id
from tests import world
from tests.web.browsing import browser, open_page

pytestmark = pytest.mark.django_db


def test_an_indicators_page_shows_very_good_and_weak_side_by_side_theme_by_theme(cast):
    client = browser(cast.reader)
    for indicator in world.framework().indicators:
        page = open_page(client, f"/frameworks/hmie-2005/{indicator.number}/")
        for theme in indicator.themes:
            assert " ".join(theme.title.split()) in page.text
            for text in (*theme.very_good, *theme.weak):
                assert text in page.text


def test_the_official_wording_is_shown_with_source_and_date_once_it_is_loaded(cast):
    from speir.frameworks.actions import import_publication
    from tests.factories.publication import invented

    import_publication(text=invented(world.framework()), name="ours.txt")
    view = world.begun(cast)
    client = browser(cast.lead)
    for path in ("/frameworks/hmie-2005/1.1/", f"/broad-views/{view.id}/1.1/"):
        text = open_page(client, path).text
        assert "Official wording" in text
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


@pytest.mark.parametrize(
    ("words", "says"), [("trust", "places found"), ("nobodysaysthis", "0 places found"), ("", "")]
)
def test_the_framework_can_be_searched_by_word(cast, words, says):
    page = open_page(browser(cast.reader), f"/frameworks/hmie-2005/find/?words={words}")
    assert says in page.text


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
