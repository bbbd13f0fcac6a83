"""You said, we did through the door."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.core.ids import new_id
from speir.improvement.actions import heard
from speir.improvement.models import Answering
from speir.improvement.rules.heard import SHEETS
from tests import world_improvement
from tests.web.browsing import browser, open_page, send
from tests.world_heard import SAID, answer, mark_of, views

TYPED = {"voice": "staff", "source": "Team talk", "heard": "Nobody rings back."}


@pytest.fixture
def at(cast):
    return f"/improvement/{cast.team.id}/heard/"


def test_an_empty_page_says_so_and_offers_to_begin(cast, at):
    page = open_page(browser(cast.evaluator), at)
    assert page.text.count("Nothing is written here yet.") == 3
    assert f"{at}new/?voice=children" in page.html
    assert f"{at}new/" not in open_page(browser(cast.reader), at).html


def test_views_without_an_answer_lead_to_the_form_that_offers_them(cast, at):
    views(cast.team, cast.lead, "children", shows="Children want to know who comes.")
    views(cast.team, cast.lead, "children")
    page = open_page(browser(cast.evaluator), at)
    assert "2 pieces of evidence carry children’s views and have no answer yet" in page.text
    page = open_page(browser(cast.evaluator), f"{at}new/?voice=children")
    assert "Children want to know who comes." in page.text


def test_an_answer_is_written_and_its_hints_stand_with_it(cast, at):
    client = browser(cast.evaluator)
    page = open_page(client, f"{at}new/?voice=children")
    words = "Three young people want a key worker."
    send(client, page.form("/heard/new/"), age="from_8", source="A group", heard=words)
    row = Answering.objects.get()
    assert (row.voice, row.age, row.heard) == ("children", "from_8", words)
    page = open_page(client, at)
    assert "“Three young people”: could they be known by this?" in page.text
    assert "“key worker” is a word of our work." in page.text
    assert "could they be known" not in open_page(browser(cast.reader), at).text


def test_pressed_twice_it_is_there_once(cast, at):
    client, same = browser(cast.lead), new_id()
    for _ in range(2):
        assert client.post(f"{at}new/", TYPED | {"answering_id": same}).status_code == 302
    assert Answering.objects.count() == 1
    again = client.post(f"{at}new/", TYPED | {"answering_id": same, "heard": "Something else."})
    assert again.status_code == 422
    assert "has added “Nobody rings back.” already" in again.content.decode()


def test_what_is_missing_is_said_beside_its_field(cast, at):
    answered = browser(cast.lead).post(f"{at}new/", {"voice": "children", "on": "1 March 2050"})
    html = answered.content.decode()
    assert answered.status_code == 422
    for sentence in ("Choose how old", "Write where it was heard", "Write what was said", "still to come"):
        assert sentence in html


def test_what_stands_now_is_shown_beside_what_was_typed(cast, at):
    row = answer(cast.team, cast.evaluator)
    client = browser(cast.lead)
    address = f"/improvement/heard/{row.id}/"
    page = open_page(client, address)
    heard.change(
        answering_id=row.id,
        said=replace(SAID, decided="Theirs now."),
        base=mark_of(row),
        by=cast.evaluator.actor,
    )
    html = send(client, page.form(address), 409, decided="Mine.").html
    assert "Theirs now." in html
    assert "Mine." in html
    assert f"What {cast.evaluator.name} saved meanwhile" in html


def test_what_was_said_last_of_an_action_begins_what_happened_and_saves_nothing(cast, at):
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    action = world_improvement.action(priority, cast.lead, state="under_way", text="Two teams have begun.")
    client = browser(cast.lead)
    typed = TYPED | {"followed": f"action:{action.id}", "begin": "1", "happened": "Soon more."}
    page = client.post(f"{at}new/", typed)
    assert page.status_code == 200
    assert "Soon more.\nTwo teams have begun.</textarea>" in page.content.decode()
    assert not Answering.objects.exists()


def test_who_leads_says_that_it_may_be_given_out_and_its_sheet_has_it(cast, at):
    row = answer(cast.team, cast.evaluator)
    page = open_page(browser(cast.lead), at)
    assert "This may be given out" in page.text
    assert "This may be given out" not in open_page(browser(cast.evaluator), at).text
    send(browser(cast.lead), page.form(f"/heard/{row.id}/ready/"))
    sheet = open_page(browser(cast.reader), f"{at}sheets/from_8/").text
    assert row.heard in sheet
    assert "Childline" in sheet
    assert "Nothing is ready" in open_page(browser(cast.reader), f"{at}sheets/from_12/").text


def test_what_is_not_whole_has_no_button_and_is_refused_with_its_sentence(cast, at):
    row = answer(cast.team, cast.lead, happened="")
    client = browser(cast.lead)
    assert "Before it is given out, say what was decided and what happened." in open_page(client, at).text
    answered = client.post(f"/improvement/heard/{row.id}/ready/", {"base": mark_of(row)})
    assert answered.status_code == 409
    assert "nothing has happened yet" in answered.content.decode()


@pytest.mark.parametrize("key", SHEETS)
def test_a_sheet_holds_nothing_but_what_is_given_out(cast, at, key):
    sheet = SHEETS[key]
    item = views(cast.team, cast.lead, "children", shows="What the register says.")
    said: dict[str, Any] = {"voice": sheet.voice, "age": sheet.age, "links": (f"item:{item.id}",)}
    answer(cast.team, cast.lead, ready=True, **said)
    answer(cast.team, cast.lead, heard="Only a draft.", **said)
    page = open_page(browser(cast.reader), f"{at}sheets/{key}/")
    assert SAID.heard in page.text
    assert "Only a draft." not in page.text
    assert "What the register says." not in page.text
    assert cast.lead.name not in page.text


@pytest.mark.parametrize(
    "typed",
    [
        {"heard": "x" * 10_000},
        {"heard": "a\x00b", "source": "\ud800"},
        {"voice": "\x00", "age": "'"},
        {"items": ["item:" + "x" * 5000, "\x00", "priority:0000000000000000"]},
        {"on": "32 March 2026"},
        {"answering_id": "x" * 5000},
        {"base": "\x00" * 70},
    ],
)
def test_whatever_comes_is_answered_with_a_sentence(cast, at, typed):
    client = browser(cast.lead)
    body = urlencode(TYPED | typed, doseq=True, errors="surrogatepass")
    data: Any = {"data": body, "content_type": "application/x-www-form-urlencoded"}
    assert client.post(f"{at}new/", **data).status_code in (302, 422)
    row = answer(cast.team, cast.lead)
    assert client.post(f"/improvement/heard/{row.id}/", **data).status_code in (302, 409, 422)
    assert client.post(f"/improvement/heard/{row.id}/ready/", {"base": "x" * 5000}).status_code == 409


def test_the_pages_cost_the_same_in_a_larger_world(cast, at):
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)

    def more() -> str:
        item = views(cast.team, cast.lead, "children")
        action = world_improvement.action(priority, cast.lead, state="under_way")
        links = (f"item:{item.id}", f"action:{action.id}", f"priority:{priority.id}")
        views(cast.team, cast.lead, "children")
        return answer(cast.team, cast.lead, ready=True, links=links).id

    client, first = browser(cast.lead), more()
    pages = (at, f"{at}new/?voice=children", f"/improvement/heard/{first}/", f"{at}sheets/from_8/")

    def cost(page: str) -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    small = [cost(page) for page in pages]
    for _ in range(5):
        more()
    large = [cost(page) for page in pages]
    assert small == large
    assert max(large) <= 12, large


def test_evidence_is_found_in_the_form_which_keeps_what_was_typed_and_saves_nothing(cast, at):
    for n in range(25):
        views(cast.team, cast.lead, "children", shows=f"Children said so, time {n}.")
    wanted = views(cast.team, cast.lead, "staff", shows="Nobody explains the pathway.")
    hidden = views(cast.elsewhere, cast.stranger, "staff", shows="Another pathway that is not ours.")
    client = browser(cast.lead)
    page = open_page(client, f"{at}new/?voice=children")
    assert "There are others: find them by words or a theme." in page.text
    ticked = next(of["value"] for tag, of in page.tags if tag == "input" and of.get("name") == "items")
    typed: dict[str, Any] = {"heard": "Nobody tells us.", "source": "A group", "items": [ticked]}
    with CaptureQueriesContext(connection) as asked:
        page = send(client, page.form("/heard/new/"), 200, find="1", find_words="pathway", **typed)
    assert len(asked) <= 12
    assert wanted.shows in page.text
    assert hidden.shows not in page.text
    form = page.form("/heard/new/")
    assert (form.fields["heard"], form.fields["items"]) == (["Nobody tells us."], [ticked])
    assert not Answering.objects.exists()
    # Enter in the box presses the button that comes first: a search, too, and it says so.
    page = send(client, form, 200, find_words="said", items=[ticked, f"item:{wanted.id}"])
    assert "Nothing is saved yet" in page.text
    assert not Answering.objects.exists()
    for theme in ("nonsense", "hmie-2005/9.9/", "\x00"):
        send(client, page.form("/heard/new/"), 200, find="1", find_words='"', find_theme=theme)
    send(client, page.form("/heard/new/"), age="from_8")
    row = Answering.objects.get()
    assert {f"item:{one.item_id}" for one in row.rests_on.all()} == {ticked, f"item:{wanted.id}"}
