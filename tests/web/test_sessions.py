"""Where one is signed in, signing out everywhere, and a session that ends without taking what was typed."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing
from django.core.cache import cache
from django.db import OperationalError

from speir.accounts.models import Person
from speir.accounts.queries import sessions_of
from speir.accounts.rules import browser_of
from speir.trail.models import Entry
from tests import world
from tests.web.browsing import Page, browser, open_page, send

pytestmark = pytest.mark.django_db
WORDS = "three words together"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def isla(cast: world.Cast) -> Person:
    person = cast.evaluator.person
    person.email = "isla@example.scot"
    person.set_password(WORDS)
    person.save()
    return person


def signed_in(**more: Any) -> Any:
    client = browser(**more)
    answer = client.post("/sign-in/", {"login": "isla@example.scot", "password": WORDS})
    assert answer.status_code == 302
    return client


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`later(61)`: so many minutes after now."""
    real = time.time
    return lambda minutes: monkeypatch.setattr(time, "time", lambda: real() + 60 * minutes)


def test_every_browser_is_listed_and_one_of_them_is_ended(isla):
    here, there = signed_in(), signed_in(HTTP_USER_AGENT=FIREFOX)
    page = open_page(here, "/account/sessions/")
    assert "Firefox, Windows" in page.text
    assert "This one" in page.text
    form = next(form for form in page.forms if dict(form.buttons).get("which"))
    send(here, form, which=dict(form.buttons)["which"])
    assert there.get("/account/").status_code == 302
    page = open_page(here, "/account/sessions/")
    assert "That session has ended." in page.text
    assert "Firefox" not in page.text
    assert Entry.objects.filter(verb="ended sessions of", about_id=isla.id, detail="one").count() == 1


def test_signing_out_everywhere_leaves_no_page_for_back(isla):
    assert signed_in().post("/account/sessions/end/")["Clear-Site-Data"] == '"cache"'


def test_when_a_browser_was_last_used_is_noted_once_an_hour(isla, monkeypatch):
    began, before = 3600 * (int(time.time()) // 3600), dt.datetime(2026, 3, 3, 14, 20, tzinfo=dt.UTC)

    def used_at(minutes: int) -> bool:
        """Whether opening a page so many minutes after the hour began is noted."""
        UserSession.objects.update(last_seen_at=before)
        monkeypatch.setattr(time, "time", lambda: began + 60 * minutes)
        assert client.get("/account/").status_code == 200
        return bool(UserSession.objects.get().last_seen_at != before)

    monkeypatch.setattr(time, "time", lambda: began + 60)
    client = signed_in()
    assert [used_at(minutes) for minutes in (2, 40, 59, 61, 62, 110, 121)] == [
        False, False, False, True, False, False, True,
    ]  # fmt: skip


def test_the_list_says_when_another_browser_was_last_used(isla):
    here = signed_in()
    signed_in(HTTP_USER_AGENT=FIREFOX)
    UserSession.objects.update(last_seen_at=dt.datetime(2026, 3, 3, 14, 20, tzinfo=dt.UTC))
    text = open_page(here, "/account/sessions/").text
    assert text.count("Last used on 3 March 2026, in the hour from 14:00") == 1


def test_signing_out_everywhere_ends_this_one_too(isla):
    here, there = signed_in(), signed_in()
    form = [form for form in open_page(here, "/account/sessions/").forms if form.action.endswith("/end/")][-1]
    send(here, form)
    for client in (here, there):
        assert client.get("/account/").status_code == 302


def test_nobody_ends_a_session_of_somebody_else(isla, cast):
    there = signed_in()
    (one,) = sessions_of(isla.id)
    which = signing.dumps(one.id, salt="session")
    browser(cast.lead).post("/account/sessions/end/", {"which": which})
    open_page(there, "/account/")


def test_a_new_password_ends_every_other_session_and_goes_on_listing_this_one(isla):
    here, there = signed_in(), signed_in()
    form = open_page(here, "/account/").forms[1]
    send(here, form, email="isla@example.scot", password="four other words entirely", present_password=WORDS)
    assert there.get("/account/").status_code == 302
    assert "This one" in open_page(here, "/account/sessions/").text


def test_a_session_ends_when_nothing_happens_for_an_hour(isla, later):
    client = signed_in()
    later(59)
    open_page(client, "/account/")
    later(59 + 59)
    open_page(client, "/account/")
    later(59 + 59 + 61)
    answer = client.get("/account/")
    assert answer["Location"].startswith("/sign-in/?next=/account/")
    assert (
        "You have been signed out. Sign in, and go on where you were." in open_page(client, "/sign-in/").text
    )


def test_without_its_cookie_a_session_lasts_an_hour_from_signing_in(isla, later):
    client = signed_in()
    later(30)
    del client.cookies["speir-seen"]
    open_page(client, "/account/")
    later(61)
    del client.cookies["speir-seen"]
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("which", ["another session's", "its own, old", "made up", "none"])
def test_no_other_cookie_makes_a_session_last_longer(which, isla, later):
    client = signed_in()
    old = client.cookies["speir-seen"].value
    later(61)
    fresh = signed_in().cookies["speir-seen"].value
    client.cookies["speir-seen"] = {"another session's": fresh, "its own, old": old, "made up": "x"}.get(
        which, ""
    )
    assert client.get("/account/").status_code == 302


def test_every_page_says_until_when_one_is_signed_in(isla, clock):
    client = browser(world.Somebody(isla))
    assert (
        "Signed in until 11:00, and longer when you open or save something."
        in open_page(client, "/account/").text
    )
    assert "Signed in until" not in open_page(browser(), "/at-risk/").text


def test_staying_signed_in_is_asking_for_it(isla, later):
    client = signed_in()
    later(55)
    assert client.get("/account/stay/").status_code == 204
    later(55 + 55)
    open_page(client, "/account/")


def again(page: Page) -> str:
    """Where the page that kept a text leads to sign in again."""
    links = [str(of.get("href")) for tag, of in page.tags if tag == "a"]
    return next(link for link in links if "next=/kept/" in link)


def test_what_was_sent_after_the_end_is_there_again_after_signing_in_in_the_same_tab(cast, isla, later):
    view = world.begun(cast)
    client = signed_in()
    form = open_page(client, f"/broad-views/{view.id}/1.1/").form("/1.1/")
    later(61)
    page = send(client, form, 401, strengths="What I typed <b>for an hour</b>.")
    assert "You have been signed out, so this is not saved yet." in page.text
    signing_in = open_page(client, again(page)).form("/sign-in/")
    back = send(client, signing_in, login="isla@example.scot", password=WORDS)
    kept = open_page(client, back.response["Location"])
    assert kept.values("strengths") == ["What I typed <b>for an hour</b>."]
    send(client, kept.form("/1.1/"))
    assert world.row(view, "1.1").strengths == "What I typed <b>for an hour</b>."


def test_somebody_else_who_signs_in_there_does_not_see_it(cast, isla, later):
    view = world.begun(cast)
    client = signed_in()
    form = open_page(client, f"/broad-views/{view.id}/1.1/").form("/1.1/")
    later(61)
    page = send(client, form, 401, strengths="Mine alone.")
    client.force_login(cast.lead.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(again(page).partition("next=")[2])
    assert answer.status_code == 404
    assert "Mine alone." not in Page(answer).html


def test_a_text_whose_writer_nobody_knows_stays_on_its_page_alone(cast):
    view = world.begun(cast)
    page = Page(browser().post(f"/broad-views/{view.id}/1.1/", {"strengths": "Whose?"}))
    assert page.values("strengths") == ["Whose?"]
    assert "/kept/" not in page.html


def test_signing_out_oneself_leaves_no_trace_of_who_it_was(isla):
    client = signed_in()
    send(client, open_page(client, "/sign-out/").form("/sign-out/"))
    assert not client.cookies["speir-seen"].value
    assert "You have been signed out." not in open_page(client, "/sign-in/").text


def test_without_its_database_a_page_that_needs_none_is_shown_all_the_same(isla, monkeypatch):
    client = signed_in()

    def gone(self: object) -> None:
        raise OperationalError("no database")

    monkeypatch.setattr(SessionStore, "load", gone)
    open_page(client, "/at-risk/")


def test_where_ending_a_session_cannot_be_written_nobody_goes_on_in_it(isla, later, monkeypatch):
    client = signed_in()
    later(61)

    def full(self: object) -> None:
        raise OperationalError("no room on the disk")

    monkeypatch.setattr(SessionStore, "flush", full)
    assert client.get("/account/")["Location"].startswith("/sign-in/")


def test_of_the_texts_that_were_put_aside_the_newest_ten_are_kept(cast, isla, later):
    view = world.begun(cast)
    client = signed_in()
    form = open_page(client, f"/broad-views/{view.id}/1.1/").form("/1.1/")
    later(61)
    pages = [send(client, form, 401, strengths=f"Text {at}.") for at in range(12)]
    client.force_login(isla, backend="allauth.account.auth_backends.AuthenticationBackend")
    found = [client.get(again(page).partition("next=")[2]).status_code for page in pages]
    assert found == [404, 404, *[200] * 10]


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (FIREFOX, "Firefox, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/129.0 Safari/537.36", "Chrome, Chromebook"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/129.0 Safari/537.36 Edg/129.0", "Edge, Windows"),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_called_as_people_know_it(said, known):
    assert browser_of(said) == known


def test_whatever_box_somebody_wrote_in_it_stands_on_the_page_that_was_not_saved(cast):
    texts = ("heard", "decided", "happened", "note", "difference", "target", "outcome", "left_out")
    sent = {name: f"Written in {name}." for name in texts}
    page = browser().post(f"/improvement/{cast.team.id}/heard/new/", sent).content.decode()
    assert "Not saved yet" in page
    assert [name for name in texts if f"Written in {name}.</textarea>" not in page] == []
