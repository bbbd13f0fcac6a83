"""Removing a name from what a unit is going to do, without script; a broad view tells that it stands here too."""

from __future__ import annotations

from typing import Any

import pytest

from speir.improvement.actions.reviewing import find_due
from speir.reports import plans as papers
from speir.retention.models import Due
from speir.trail.models import Entry
from tests import world
from tests.web.browsing import browser, open_page
from tests.world_improvement_words import full

NAME = "Torquil"
SAID = f"What happened to {NAME} shows it."
pytestmark = pytest.mark.django_db


def ticked(response: Any) -> list[str]:
    return [line["key"] for _thing, lines in response.context["groups"] for line in lines if line["ticked"]]


@pytest.mark.parametrize("whole", [False, True])
def test_a_name_is_looked_for_ticked_and_removed_from_a_priority_on(cast, clock, whole):
    done = full(cast, SAID)
    client, address = browser(cast.lead), f"/improvement/priorities/{done.priority.id}/remove/"
    looked = client.post(address, {"words": NAME.lower()})
    assert "no-store" in looked["Cache-Control"]
    titles = [thing for thing, _lines in looked.context["groups"]]
    assert titles == [SAID, "Also tracked", "You said, we did", "Choosing, plans and meetings"]
    places = ticked(looked)
    sent: dict[str, Any] = {"words": NAME, "remove": "1", "places": places, "reason": "child"}
    answer = client.post(address, sent | {"extent": "whole" if whole else "words"}, follow=True)
    assert f"Removed from {len(places)} places." in answer.content.decode()
    again = client.post(address, {"words": NAME})
    assert "stands nowhere in what Strathardle" in again.content.decode()
    assert "removed words from" in client.get("/keeping/removed/").content.decode()


def test_no_name_of_a_plan_stays_in_the_trail_when_a_part_of_it_is_taken_away(cast, clock, monkeypatch):
    plan = full(cast, SAID).plan
    monkeypatch.setattr(papers, "rendered", lambda *_: b"made")
    got = browser(cast.lead).get(f"/improvement/{cast.team.id}/part.docx", {"plan": f"own:{plan.id}"})
    assert got.content == b"made"
    taken = Entry.objects.get(verb="downloaded", about="plan")
    assert (taken.about_id, taken.detail) == (plan.id, f"one of their own, {cast.team.name}, docx")


def test_a_form_that_lacks_something_comes_back_with_what_was_ticked(cast, clock):
    full(cast, SAID)
    client, address = browser(cast.lead), f"/improvement/{cast.team.id}/remove/"
    places = ticked(client.post(address, {"words": NAME}))[:2]
    answer = client.post(address, {"words": NAME, "remove": "1", "places": places, "extent": "words"})
    assert answer.status_code == 422
    assert ticked(answer) == places
    assert "Choose why the words are removed" in answer.content.decode()


def test_a_place_that_is_none_is_refused_and_nothing_is_removed(cast, clock):
    full(cast, SAID)
    client, address = browser(cast.lead), f"/improvement/{cast.team.id}/remove/"
    sent = {
        "words": NAME,
        "remove": "1",
        "places": ["priority-x-title"],
        "extent": "words",
        "reason": "child",
    }
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Look at the places again" in answer.content.decode()


def test_the_page_of_a_broad_view_tells_that_it_stands_here_too(cast, clock):
    view = world.filled(cast, ("1.1",))
    full(cast, SAID)
    page = browser(cast.lead).post(f"/broad-views/{view.id}/remove/", {"words": NAME}).content.decode()
    assert f"/improvement/{cast.team.id}/remove/" in page
    assert "places in what the unit is going to do" in page


def test_what_is_over_is_reviewed_and_disposed_of_from_the_page(cast, clock):
    full(cast, SAID)
    clock.forward(days=8 * 365)
    find_due()
    client = browser(cast.lead)
    due = Due.objects.get(kept_as="priority_open")
    page = open_page(client, "/keeping/")
    assert f"due/{due.id}/" in page.html
    assert SAID in client.get(f"/keeping/due/{due.id}/").content.decode()
    answer = client.post(f"/keeping/due/{due.id}/dispose/", {"sure": "1"}, follow=True)
    assert "Disposed of:" in answer.content.decode()
    assert not Due.objects.filter(pk=due.id).exists()
