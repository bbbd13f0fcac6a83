"""A meeting's form through the door, and a meeting with nothing open to go through."""

from __future__ import annotations

import pytest

from speir.improvement.models import Meeting
from tests import world, world_meeting
from tests.web.browsing import browser, open_page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return world.cast()


@pytest.fixture
def lead(cast):
    return browser(cast.lead)


@pytest.fixture
def at(cast):
    return f"/improvement/{cast.team.id}"


def test_a_meeting_is_added_past_or_to_come_and_leads_to_its_page(cast, lead, at):
    page = open_page(lead, f"{at}/meetings/")
    assert "No meeting is planned." in page.text
    form = open_page(lead, f"{at}/meetings/new/").form("/new/")
    for _ in range(2):
        sent = send(lead, form, name="Committee", on="8 January 2019")
    row = Meeting.objects.get()
    assert sent.response.url == f"{at}/meetings/{row.id}/"
    page = open_page(lead, sent.response.url)
    assert "Committee, 8 January 2019" in page.text
    assert "There is no meeting before it here." in page.text


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(cast, lead, at):
    form = open_page(lead, f"{at}/meetings/new/").form("/new/")
    page = send(lead, form, 422, name="x" * 10_000, on="whenever")
    assert page.values("name") == ["x" * 10_000]
    page = send(lead, form, 422, name="x" * 201, on="3 March 2026")
    assert "Keep it to 200" in page.text
    page = send(lead, form, 422, name="a\x00b", on="3 March 2026")
    assert "Null characters are not allowed." in page.text
    page = send(lead, form, 422, name="", on="")
    assert "Put in the day of this meeting." in page.text
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("typed", ["\u202eabc", "a\x0bb", "<b>bold</b>", "=1+1"])
def test_no_character_breaks_a_meeting(cast, lead, at, typed):
    form = open_page(lead, f"{at}/meetings/new/").form("/new/")
    sent = send(lead, form, name=typed, on="3 March 2026")
    open_page(lead, sent.response.url)
    open_page(lead, f"{at}/meetings/")


def test_with_nothing_open_there_is_nothing_to_go_through(cast, lead, at):
    row = world_meeting.meeting(cast.team, cast.lead)
    assert "There is nothing to go through" in open_page(lead, f"{at}/meetings/{row.id}/now/").text
    assert "There is no action to go through" in open_page(lead, f"{at}/meetings/{row.id}/").text
