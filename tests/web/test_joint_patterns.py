"""One indicator across localities and kinds: what is a strength where, in the levels themselves."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world_joint
from tests.web.browsing import browser, open_page, send
from tests.web.test_joint_matrix import cells

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return world_joint.committee()


@pytest.fixture
def joint(here):
    made = world_joint.complete(here)
    world_joint.handed_in(made, here.members["Social work"], {"1.1": "good"})
    for name in ("Police", "Social work"):
        member = here.members[name]
        client, path = browser(member.lead), f"/people/{member.unit.id}/name/"
        send(client, open_page(client, path).form(path), locality="the north")
        assert "the north" in open_page(client, f"/people/{member.unit.id}/").text
    return made


def test_one_indicator_is_shown_by_place_and_by_kind_with_names_and_only_what_follows(here, joint):
    page = open_page(browser(here.lead), f"/joint/{joint.id}/patterns/?indicator=1.1")
    assert "Weak in Health alone, good or better in the other two." in page.text
    assert "Weak in the whole area (one organisation); good or better elsewhere." in page.text
    assert "Weak in Health (one organisation); good or better elsewhere." in page.text
    rows = cells(page)
    head = ["Locality", "Excellent", "Very good", "Good", "Adequate", "Weak", "Unsatisfactory", "No level"]
    at = rows.index(head)
    north = ["The north", "", "Very good Police some doubt", "Good Social work some doubt", "", "", "", ""]
    assert rows[at + 1] == north
    assert rows[at + 2][0] == "The whole area one organisation"


def test_without_an_indicator_it_begins_with_what_to_talk_about_first_and_a_strange_one_is_said(here, joint):
    client, path = browser(here.members["Health"].evaluator), f"/joint/{joint.id}/patterns/"
    assert "1.1 Children and young people are listened to" in open_page(client, path).text
    for strange in ("9.9", "2.1", "%00", "%3Cb%3E"):
        page = open_page(client, f"{path}?indicator={strange}")
        assert "does not ask about that indicator" in page.text
        assert "1.1 Children and young people" in page.text
        assert "<b>" not in page.html


def test_where_all_are_alike_it_says_so_and_before_anything_came_by_when(here):
    made = world_joint.joint(here)
    page = open_page(browser(here.lead), f"/joint/{made.id}/patterns/")
    assert "Nobody has handed in yet." in page.text
    world_joint.handed_in(made, here.members["Health"], {"1.1": "good"})
    page = open_page(browser(here.lead), f"/joint/{made.id}/patterns/?indicator=1.1")
    assert "Good: one judgement." in page.text
    assert "All who handed in are of one locality and one kind" in page.text


def test_patterns_take_at_most_twelve_queries_and_are_closed_to_strangers(here, joint):
    client, path = browser(here.lead), f"/joint/{joint.id}/patterns/"
    open_page(client, path)
    with CaptureQueriesContext(connection) as asked:
        open_page(client, path)
    assert len(asked) <= 12
    open_page(browser(here.stranger), path, 404)
