"""How do we know? Where a broad view stands on solid ground and where not, over all its indicators."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests import world
from tests.web.browsing import browser, open_page

TODAY: Any = {"from_day": None, "to_day": None}


@pytest.fixture
def view(cast):
    return world.begun(cast)


def page_of(cast, view, who=None):
    return open_page(browser(who or cast.reader), f"/broad-views/{view.id}/known/")


def test_the_widest_gaps_come_first_and_lead_to_the_indicator(cast, view):
    world.write(view, "4.1", cast.lead, choice="excellent")
    world.write(view, "1.3", cast.lead, choice="weak")
    world.cite(view, "1.3", cast.lead, **TODAY)
    html = " ".join(browser(cast.reader).get(f"/broad-views/{view.id}/known/").content.decode().split())
    groups = re.findall(r'<dt><a href="#\w+">([^<]+)</a></dt> <dd>([\d., ]+)', html)
    assert [(words, numbers.split(",")[0]) for words, numbers in groups] == [
        ("Judged, and nothing confirms it yet", "4.1"),
        ("Judged on one kind of source", "1.3"),
        ("Not judged", "1.4"),
    ]
    assert f'href="/broad-views/{view.id}/1.3/"' in html


def test_a_row_says_what_is_open_what_confirms_whose_views_and_each_theme(cast, view):
    world.write(view, "1.1", cast.lead, choice="good")
    themes = {"hmie-2005/1.1/communication": "strength"}
    world.cite(view, "1.1", cast.lead, themes=themes, **TODAY)
    world.cite(view, "1.1", cast.lead, kind="family_interviews", speaks_of="impact", themes=themes, **TODAY)
    text = page_of(cast, view).text
    for words in (
        "Confirmed, with something still open",
        "Nothing on Trust",
        "Reviews of case files, Interviews with children and families",
        "Children and families",
        "Communication: 2 kinds of source",
        "Trust: nothing yet",
    ):
        assert words in text


def test_it_adds_nothing_up_and_holds_no_share(cast):
    text = page_of(cast, world.filled(cast)).text
    assert "%" not in text
    assert "average" not in text.lower()


def test_evidence_that_is_not_open_to_its_reader_counts_and_hides_its_theme(cast, view):
    world.write(view, "1.1", cast.lead, choice="good")
    themes = {"hmie-2005/1.1/trust": "strength"}
    world.cite(view, "1.1", cast.lead, only_me=True, themes=themes, **TODAY)
    assert "Trust: 1 kind of source" in page_of(cast, view, cast.lead).text
    theirs = page_of(cast, view).text
    assert "Reviews of case files" in theirs
    assert "Trust: 1 kind of source" not in theirs
    assert "1 piece is not open to you" in theirs


def test_the_grid_leads_there(cast, view):
    assert "How do we know?" in open_page(browser(cast.reader), f"/broad-views/{view.id}/").text


def test_a_sealed_broad_view_says_that_this_is_today_and_not_the_edition(cast, view):
    said = "This is how its evidence stands today."
    assert said not in page_of(cast, view).text
    world.seal(view, cast.lead)
    assert said in page_of(cast, view).text
