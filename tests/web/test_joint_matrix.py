"""The page on which twelve people see in one minute what to talk about first."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.organisations.models import Unit
from tests import world_joint
from tests.web.browsing import Page, browser, open_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return world_joint.committee()


@pytest.fixture
def joint(here):
    """Health and Police have handed in, three steps apart in 1.1; Social work is still to come."""
    return world_joint.complete(here)


def cells(page: Page) -> list[list[str]]:
    """The words in each cell of the page's table, row by row, as a screen reader goes through them."""
    rows = re.findall(r"<tr.*?</tr>", page.html, re.S)
    found = [re.findall(r"<t[hd].*?</t[hd]>", row, re.S) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in found]


def test_the_matrix_is_a_table_whose_cells_are_words_with_the_widest_difference_first(here, joint):
    page = open_page(browser(here.lead), f"/joint/{joint.id}/matrix/")
    assert cells(page) == [
        ["Indicator", "Health", "Police", "What it says"],
        [
            "1.1 Listening, understanding and respect",
            "Health Weak some doubt",
            "Police Very good some doubt",
            "One says very good, one says weak: talk about this first",
        ],
        [
            "3.2 Information sharing and recording",
            "Health Adequate some doubt",
            "Police none",
            "One judgement: one gap",
        ],
        [
            "1.3 Immediate response to concerns",
            "Health Good some doubt",
            "Police Good some doubt",
            "Both say good",
        ],
    ]
    heads = [of.get("scope") for tag, of in page.tags if tag == "th"]
    assert heads == ["col"] * 4 + ["row"] * 3
    assert [tag for tag, _of in page.tags].count("caption") == 1
    assert "Two of three organisations have handed in." in page.text
    assert "Social work · not started" in page.text


def test_who_says_what_is_the_other_way_to_look_and_the_address_keeps_both_ways_and_what_is_shown(
    here, joint
):
    client, path = browser(here.lead), f"/joint/{joint.id}/matrix/"
    page = open_page(client, f"{path}?view=list&order=number&question=1")
    assert cells(page)[1:] == [
        [
            "1.1 Listening, understanding and respect One says very good, one says weak: talk about this first",
            "Very good one organisation",
            "some doubt: Police",
        ],
        ["Weak one organisation", "some doubt: Health"],
        [
            "1.3 Immediate response to concerns Both say good",
            "Good two organisations",
            "some doubt: Health and Police",
        ],
    ]
    assert "Shown: 1 " in page.text
    led = [of["href"] for tag, of in page.tags if tag == "a" and (of.get("href") or "").startswith("?")]
    assert led == ["?order=number&view=list", "?question=1&view=list", "?question=1&order=number&view=grid"]
    form = next(form for form in page.forms if form.method == "get")
    assert form.fields == {"question": ["1"], "kind": [""], "order": ["number"], "view": ["list"]}
    Unit.objects.filter(name="Police").update(locality="North")
    page = open_page(client, f"{path}?locality=North")
    assert cells(page)[0] == ["Indicator", "Police", "What it says"]
    assert "Shown: North." in page.text


def test_what_means_nothing_finds_nothing_and_leads_back_to_everything(here, joint):
    client, wrong = browser(here.lead), "view=nonsense&order=%F0%9F%90%9F"
    for asked in ("locality=Nowhere", "question=9", "kind=%00", "locality=%3Cb%3E", "question=1&kind=x"):
        page = open_page(client, f"/joint/{joint.id}/matrix/?{asked}&{wrong}")
        assert "Nothing that was handed in fits." in page.text
        assert "<b>" not in page.html
        back = [of["href"] for tag, of in page.tags if tag == "a" and (of.get("href") or "").startswith("?")]
        assert cells(open_page(client, f"/joint/{joint.id}/matrix/{back[0]}"))


def test_before_anything_comes_it_says_by_when_and_who_is_to_come(here):
    page = open_page(browser(here.lead), f"/joint/{world_joint.joint(here).id}/matrix/")
    assert "Nobody has handed in yet. Contributions are asked for by" in page.text
    assert "Police · invited, no answer yet" in page.text
    assert not cells(page)


def test_an_organisation_sees_it_and_is_told_of_nobody_who_has_not_agreed(here, joint):
    health = here.members["Health"]
    fresh = world_joint.joint(here, indicators=("1.1",))
    world_joint.handed_in(fresh, health, {"1.1": "good"})
    page = open_page(browser(health.evaluator), f"/joint/{fresh.id}/matrix/")
    assert "Police" not in page.text
    open_page(browser(here.stranger), f"/joint/{joint.id}/matrix/", 404)


def test_the_page_takes_at_most_twelve_queries_and_as_many_for_more(here, joint):
    client, path = browser(here.members["Police"].evaluator), f"/joint/{joint.id}/matrix/"
    open_page(client, path)
    with CaptureQueriesContext(connection) as two:
        open_page(client, path)
    world_joint.handed_in(joint, here.members["Social work"], {"1.1": "good"})
    assert "Social work" in cells(open_page(client, path))[0]
    with CaptureQueriesContext(connection) as three:
        open_page(client, path)
    assert len(three) == len(two) <= 12
