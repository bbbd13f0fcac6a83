"""What is tracked beside priorities, through the door."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.core.ids import new_id
from speir.core.text import day
from speir.evaluations.actions import inspections
from speir.evaluations.rules.inspecting import Draft
from speir.improvement.actions import tracked
from speir.improvement.models import TakenUp, Tracked
from tests import world, world_improvement
from tests.web.browsing import browser, open_page, send
from tests.world_tracked import SAID, followed, late, mark_of, taken, thing

TYPED = {"kind": "training", "text": "A course", "state": "open"}


@pytest.fixture
def at(cast):
    return f"/improvement/{cast.team.id}/tracked/"


def test_an_empty_page_shows_what_could_stand_in_it(cast, at):
    page = open_page(browser(cast.evaluator), at)
    assert "New staff cannot write a chronology yet" in page.text
    assert f"{at}new/?kind=practice" in page.html
    assert open_page(browser(cast.reader), at).text.count("Nothing is tracked here.") == 3


def test_a_past_day_is_asked_about_and_taken_when_it_is_meant_so(cast, at):
    client, past = browser(cast.lead), timezone.localdate() - dt.timedelta(days=10)
    page = open_page(client, f"{at}new/?kind=training")
    page = send(client, page.form("/new/"), 422, text="A course", due=day(past))
    assert "This day is in the past. Save again if it is meant so" in page.text
    send(client, page.form("/new/"))
    assert Tracked.objects.get().due == past
    assert "10 days overdue" in open_page(client, at).text


def test_pressed_twice_it_is_there_once(cast, at):
    client, same = browser(cast.lead), new_id()
    for _ in range(2):
        assert client.post(f"{at}new/", TYPED | {"tracked_id": same}).status_code == 302
    assert Tracked.objects.count() == 1
    again = client.post(f"{at}new/", TYPED | {"tracked_id": same, "text": "Another"})
    assert again.status_code == 422


def test_what_stands_now_is_shown_beside_what_was_typed(cast, at):
    row = thing(cast.team, cast.evaluator)
    client, address = browser(cast.lead), f"/improvement/tracked/{row.id}/"
    page = open_page(client, address)
    theirs = replace(SAID, text="Theirs now.")
    tracked.change(tracked_id=row.id, said=theirs, base=mark_of(row), by=cast.evaluator.actor)
    page = send(client, page.form(address), 409, text="Mine.")
    assert "Theirs now." in page.text
    assert page.values("text") == ["Mine."]
    send(client, page.form(address))
    assert Tracked.objects.get().text == "Mine."


def test_what_follows_from_a_closer_look_is_not_typed_twice(cast, at):
    follow = followed(cast.team, cast.lead, kind="training", text="Write chronologies.", whom="New staff")
    client = browser(cast.evaluator)
    page = open_page(client, at)
    assert "1 thing follows from a finished closer look" in page.text
    page = open_page(client, f"{at}new/?follow={follow.id}")
    send(client, page.form("/new/"))
    row = Tracked.objects.get()
    assert (row.kind, row.text, row.whom, row.follow_up_id) == (
        "training",
        "Write chronologies.",
        "New staff",
        follow.id,
    )
    page = open_page(client, at)
    assert f"/closer-looks/{follow.look_id}/follows/" in page.html
    assert "not tracked here yet" not in page.text


def test_a_recommendation_leads_to_its_inspection_and_copies_nothing_of_it(cast, at):
    draft = Draft(title="Joint inspection", day=dt.date(2025, 3, 1), levels={"1.1": "good"})
    inspection = inspections.record(
        unit_id=cast.team.id, framework_id=world.framework().id, draft=draft, by=cast.lead.actor
    )
    client = browser(cast.lead)
    page = open_page(client, f"{at}new/?kind=recommendation")
    assert "Only a reference" in page.text
    send(client, page.form("/new/"), text="Read chronologies.", inspection=inspection.id)
    assert f"/inspections/{inspection.id}/" in open_page(client, at).html


def test_who_took_it_up_is_said_changed_taken_out_and_put_back(cast, at):
    row = thing(cast.team, cast.lead, kind="practice")
    client, address = browser(cast.evaluator), f"/improvement/tracked/{row.id}/taken-up/"
    page = open_page(client, f"{address}new/")
    assert row.text in page.text
    send(client, page.form("/new/"), who="Two nurseries", on="3 February 2026")
    one = TakenUp.objects.get()
    page = open_page(client, f"{address}{one.id}/")
    send(client, page.form(f"/{one.id}/"), what="They tell parents first.")
    assert "They tell parents first." in open_page(client, at).text
    send(client, page.form("/remove/"))
    page = open_page(client, at)
    assert "Taken out of this list" in page.text
    assert client.post(page.form(f"/{one.id}/remove/").action, {"back": "1"}).status_code == 302
    assert TakenUp.objects.get().removed_at is None


def test_a_state_alone_is_shown(cast, at):
    thing(cast.team, cast.lead, text="To be done")
    thing(cast.team, cast.lead, text="Was done", state="done")
    text = open_page(browser(cast.reader), f"{at}?state=done").text
    assert "Was done" in text
    assert "To be done" not in text
    assert "To be done" in open_page(browser(cast.reader), f"{at}?state=%00x").text


@pytest.mark.parametrize(
    "typed",
    [
        {"text": "x" * 10_000},
        {"text": "a\x00b", "whom": "\ud800"},
        {"kind": "\x00", "state": "'"},
        {"priorities": ["\x00", "x" * 5000]},
        {"person": "\x00", "inspection": "'"},
        {"kind": "recommendation", "reference": "x", "inspection": "0" * 16},
        {"due": "31 February 2026", "meant": "\x00"},
        {"tracked_id": "x" * 5000, "follow": "\x00"},
        {"base": "\x00" * 60, "follow": "x" * 5000},
    ],
)
def test_whatever_comes_is_answered_with_a_sentence(cast, at, typed):
    row, client = thing(cast.team, cast.lead), browser(cast.lead)
    body = urlencode(TYPED | typed, doseq=True, errors="surrogatepass")
    data: Any = {"data": body, "content_type": "application/x-www-form-urlencoded"}
    assert client.post(f"{at}new/", **data).status_code in (302, 422)
    assert client.post(f"/improvement/tracked/{row.id}/", **data).status_code in (302, 409, 422)
    of_taken = urlencode(
        {"who": "x", "on": "x", "unit": "\x00", "taken_id": "\x00"} | typed,
        doseq=True,
        errors="surrogatepass",
    )
    data |= {"data": of_taken}
    assert client.post(f"/improvement/tracked/{row.id}/taken-up/new/", **data).status_code == 422


def test_the_page_costs_the_same_in_a_larger_world(cast, at):
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    draft = Draft(title="Joint inspection", day=dt.date(2025, 3, 1), levels={"1.1": "good"})
    inspection = inspections.record(
        unit_id=cast.team.id, framework_id=world.framework().id, draft=draft, by=cast.lead.actor
    )

    def more() -> str:
        follow = followed(cast.team, cast.lead)
        followed(cast.team, cast.lead)
        row = late(
            cast.team, cast.lead, follow=follow.id, inspection=inspection.id, priorities=(priority.id,)
        )
        taken(row, cast.lead, unit=cast.team.id)
        return row.id

    client, first = browser(cast.lead), more()
    pages = (at, f"{at}new/", f"/improvement/tracked/{first}/", f"/improvement/tracked/{first}/taken-up/new/")

    def cost(page: str) -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    small = [cost(page) for page in pages]
    for _ in range(3):
        more()
    large = [cost(page) for page in pages]
    assert small == large
    assert max(large) <= 12, large
