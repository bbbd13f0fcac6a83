"""Removing words for good, without script: look, see where they stand, untick, say why, press once."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from speir.evaluations.models import Edition
from speir.retention.models import Disposal, Due, Hold
from speir.trail.models import Entry
from tests import world
from tests.factories.names import NAME, NOTE, take_out, with_a_name
from tests.web.browsing import browser


@pytest.fixture
def view(cast, clock):
    return with_a_name(cast)


def looked(cast: world.Cast, view: Any, words: str = NAME) -> Any:
    return browser(cast.lead).post(f"/broad-views/{view.id}/remove/", {"words": words})


def ticked(response: Any) -> list[str]:
    return [line["key"] for _thing, lines in response.context["groups"] for line in lines if line["ticked"]]


def test_a_name_is_looked_for_ticked_and_removed(cast, view):
    client, address = browser(cast.lead), f"/broad-views/{view.id}/remove/"
    places = ticked(client.post(address, {"words": NAME.lower()}))
    sent = {"words": NAME, "remove": "1", "places": places, "reason": "child", "extent": "words"}
    response = client.post(address, sent, follow=True)
    assert f"Removed from {len(places)} places." in response.content.decode()
    for page in ("", "1.1/", "1.1/history/", "answers/", "editions/1/", "remove/"):
        shown = client.get(f"/broad-views/{view.id}/{page}").content.decode()
        assert NAME not in shown, page
    shown = client.get(f"/broad-views/{view.id}/editions/1/").content.decode()
    assert "Words were removed on 2 March 2026: a child could be identified." in shown
    assert NOTE in shown
    assert "does not match the digest" not in shown


def test_what_is_looked_for_stands_in_no_address_and_the_page_is_kept_nowhere(cast, view):
    response = looked(cast, view)
    assert "no-store" in response["Cache-Control"]
    assert f'action="?{NAME}' not in response.content.decode()
    assert all(NAME not in entry.detail for entry in Entry.objects.all())


def test_a_form_that_lacks_something_comes_back_with_what_was_ticked(cast, view):
    client, address = browser(cast.lead), f"/broad-views/{view.id}/remove/"
    places = ticked(looked(cast, view))[:2]
    sent: dict[str, Any] = {"words": NAME, "remove": "1", "places": places, "extent": "whole"}
    response = client.post(address, sent)
    assert response.status_code == 422
    assert ticked(response) == places
    assert response.context["form"]["extent"].value() == "whole"
    assert not Disposal.objects.exists()


@pytest.mark.parametrize("words", ["", " ", "x", ".,;", "x" * 300])
def test_words_that_cannot_be_looked_for_are_said_beside_the_box(cast, view, words):
    response = looked(cast, view, words)
    assert response.status_code == 422
    assert response.context["form"].errors["words"]


def test_a_place_that_is_gone_meanwhile_is_said_and_nothing_goes(cast, view):
    client, address = browser(cast.lead), f"/broad-views/{view.id}/remove/"
    places = ticked(looked(cast, view))
    take_out(view, cast.lead)
    before = Disposal.objects.count()
    sent = {"words": NAME, "remove": "1", "places": places, "reason": "child", "extent": "words"}
    response = client.post(address, sent)
    assert response.status_code == 422
    assert "stands nowhere" in response.content.decode()
    assert Disposal.objects.count() == before


def test_a_hold_is_said_in_a_sentence(cast, view):
    client = browser(cast.lead)
    client.post(f"/broad-views/{view.id}/hold/", {"why": "The inquiry of March."})
    sent = {
        "words": NAME,
        "remove": "1",
        "places": ticked(looked(cast, view)),
        "reason": "child",
        "extent": "words",
    }
    response = client.post(f"/broad-views/{view.id}/remove/", sent)
    assert response.status_code == 409
    assert "A legal hold stands on this since 2 March 2026" in response.content.decode()
    assert "The inquiry of March." in client.get("/keeping/").content.decode()
    client.post(f"/keeping/holds/{Hold.objects.get().id}/end/")
    assert client.post(f"/broad-views/{view.id}/remove/", sent).status_code == 302


def test_the_log_goes_out_as_the_trail_does_and_that_is_recorded(cast, view):
    take_out(view, cast.lead)
    client = browser(cast.lead)
    body = client.get("/keeping/removed/removed.csv").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))
    assert rows[0][:5] == ["When", "Who", "Why", "From what", "Places"]
    assert len(rows) == 1 + Disposal.objects.count()
    assert NAME not in body
    assert Entry.objects.get(verb="exported").about == "log of removals"
    assert client.get("/keeping/removed/removed.xlsx").getvalue()[:2] == b"PK"


def test_what_is_over_is_disposed_of_by_a_tick_and_a_button(cast, view):
    due = Due.objects.create(
        about="broad view", about_id=view.id, path=cast.team.path, kept_as="edition", since=view.period_to
    )
    client = browser(cast.lead)
    assert client.post(f"/keeping/due/{due.id}/dispose/").status_code == 409
    assert NAME in Edition.objects.get().content
    response = client.post(f"/keeping/due/{due.id}/dispose/", {"sure": "1"}, follow=True)
    assert "Disposed of:" in response.content.decode()
    assert "its time was over" in client.get(f"/broad-views/{view.id}/editions/1/").content.decode()


def test_a_page_of_the_log_that_there_is_not_is_the_first(cast, view):
    client = browser(cast.lead)
    for page in ("0", "-1", "x", "٣", "99999999", "7"):
        assert client.get("/keeping/removed/", {"page": page}).status_code == 200


def test_a_hold_that_stands_is_said_before_anybody_looks_for_words_or_sets_another(cast, view):
    client, said = browser(cast.lead), "A legal hold stands on this since 2 March 2026"
    pages = (f"/broad-views/{view.id}/remove/", f"/broad-views/{view.id}/hold/")
    for page in pages:
        assert said not in client.get(page).content.decode()
    client.post(f"/keeping/units/{cast.team.id}/hold/", {"why": "The inquiry of March."})
    for page in pages:
        assert said in client.get(page).content.decode()
