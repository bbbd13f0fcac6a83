"""Carrying forward through the door: starting from an earlier edition, and checking what came back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.evaluations.actions.carrying import carry
from speir.evaluations.models import Edition, Evaluation
from speir.evaluations.queries import carrying
from speir.evidence.models import Item
from tests import world
from tests.web.browsing import Page, browser

pytestmark = pytest.mark.django_db


def started(cast: world.Cast) -> Evaluation:
    last = world.sealed(cast)
    Item.objects.update(valid_until=dt.date(2099, 12, 31))
    view = world.begun(cast, "Broad view of this year")
    carry(evaluation_id=view.id, edition_id=Edition.objects.get(evaluation=last).id, by=cast.lead.actor)
    return view


def opened(client, address: str, status: int = 200) -> Page:
    answer = client.get(address)
    assert answer.status_code == status
    return Page(answer, address)


def press(client, page: Page, what: str, **typed: str) -> Page:
    """Press a button of the panel by its words; the page that it leads to."""
    value = next(
        of["value"] or ""
        for tag, of in page.tags
        if tag == "button" and of.get("name") == "check" and (of["value"] or "").startswith(what)
    )
    form = next(form for form in page.forms if "strengths" in form.fields)
    sent = form.filled(**typed) | {"check": [value]}
    answer = client.post(page.address.split("?")[0].split("#")[0], sent)
    if answer.status_code == 302:
        return opened(client, answer["Location"])
    return Page(answer, page.address)


def test_isla_starts_from_last_year_and_types_nothing_again(cast):
    last = world.sealed(cast)
    Item.objects.update(valid_until=dt.date(2099, 12, 31))
    client = browser(cast.evaluator)
    page = opened(client, "/broad-views/new/")
    assert "“Broad view of last year”, edition 1, sealed on" in page.text
    form = page.form("")
    assert form.fields["start"] == [Edition.objects.get(evaluation=last).id]
    answer = client.post("/broad-views/new/", form.filled(title="Broad view of this year"))
    assert answer.status_code == 302
    grid = opened(client, answer["Location"])
    assert "5 of 5 indicators still to check" in grid.text
    assert "Not yet checked" in grid.text
    page = opened(client, f"{answer['Location']}1.1/")
    assert "Is this still true?" in page.text
    assert "We see children early (1.1)." in page.text
    page = press(client, page, "all")
    assert "All that came back is checked" in page.text
    assert page.values("strengths") == ["We see children early (1.1)."]
    assert "4 of 5 indicators still to check" in opened(client, answer["Location"]).text
    history = opened(client, f"{answer['Location']}1.1/history/").text
    assert "From edition 1 of “Broad view of last year”." in history
    assert "What we do well: still true" in history


def test_what_was_typed_beside_a_button_is_saved_with_it(cast):
    view = started(cast)
    client = browser(cast.evaluator)
    page = opened(client, f"/broad-views/{view.id}/1.1/")
    page = press(client, page, "all", strengths="What I see today.")
    assert world.values(view, "1.1")["strengths"] == "What I see today."
    assert world.values(view, "1.1")["choice"] == "very_good"
    assert "Something is written in this field already" in page.text
    page = press(client, page, "add")
    assert page.values("strengths") == [
        "What I see today.\r\n\r\nWe see children early (1.1)."
    ] or page.values("strengths") == ["What I see today.\n\nWe see children early (1.1)."]


def test_what_has_changed_starts_the_field_and_is_not_saved_before_somebody_saves(cast):
    view = started(cast)
    client = browser(cast.evaluator)
    page = opened(client, f"/broad-views/{view.id}/1.1/")
    thing = next(one for one in _things(cast, view) if one.what == "strengths")
    page = press(client, page, f"changed:{thing.id}")
    assert page.values("strengths") == ["We see children early (1.1)."]
    assert world.values(view, "1.1")["strengths"] == ""
    form = next(form for form in page.forms if "strengths" in form.fields)
    client.post(f"/broad-views/{view.id}/1.1/", form.filled(strengths="We see most children early."))
    assert world.values(view, "1.1")["strengths"] == "We see most children early."


def _things(cast, view):
    from speir.evaluations.queries.panels import panel

    shown = panel(cast.evaluator.actor, view.id, "1.1").back
    assert shown is not None
    return shown.things


def test_an_old_page_confirms_nothing_over_what_somebody_wrote_and_says_so(cast):
    view = started(cast)
    client = browser(cast.evaluator)
    page = opened(client, f"/broad-views/{view.id}/1.1/")
    world.write(view, "1.1", cast.lead, choice="weak")
    thing = next(one for one in _things(cast, view) if one.what == "level")
    page = press(client, page, f"still_true:{thing.id}")
    assert page.response.status_code == 409
    assert "This was judged anew already" in page.text
    assert world.values(view, "1.1")["choice"] == "weak"


@pytest.mark.parametrize(
    "pressed", ["", "x", "still_true", "still_true:", "undo:0", "add:" + "9" * 16, "all:x"]
)
def test_a_button_that_is_none_changes_nothing(cast, pressed):
    view = started(cast)
    client = browser(cast.evaluator)
    page = opened(client, f"/broad-views/{view.id}/1.4/")
    form = next(form for form in page.forms if "strengths" in form.fields)
    answer = client.post(f"/broad-views/{view.id}/1.4/", form.filled() | {"check": [pressed]})
    assert answer.status_code in ((302,) if pressed in ("", "all:x") else (404,))
    assert (world.values(view, "1.4")["choice"] == "") is (pressed != "all:x")


def test_a_reader_sees_how_far_it_has_come_and_nothing_that_does_not_count(cast):
    view = started(cast)
    client = browser(cast.reader)
    assert "5 of 5 indicators still to check" in opened(client, f"/broad-views/{view.id}/").text
    assert "We see children early" not in opened(client, f"/broad-views/{view.id}/1.1/").text


def test_sealing_names_what_is_not_yet_checked(cast):
    view = started(cast)
    said = "In 1.1, 1.2, 1.3, 1.4 and 3.3 what came back from an earlier edition is not yet checked"
    assert said in opened(browser(cast.lead), f"/broad-views/{view.id}/seal/").text


def test_what_came_back_costs_a_fixed_number_of_queries(cast):
    view = started(cast)
    client = browser(cast.evaluator)

    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len([query for query in asked if "SAVEPOINT" not in query["sql"]])

    assert cost(f"/broad-views/{view.id}/") <= 10
    assert cost(f"/broad-views/{view.id}/1.1/") <= 10
    assert cost(f"/broad-views/{view.id}/1.4/") <= 10
    assert carrying.unchecked(view.id)
