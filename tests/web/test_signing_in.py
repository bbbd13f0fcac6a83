"""One-time addresses, passwords, and one's own account."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache, caches

from speir.access.actor import SYSTEM
from speir.accounts.actions import make_sign_in_address
from speir.accounts.models import Person
from speir.web.accounts.adapter import Adapter
from tests import world
from tests.web.browsing import Page, browser, open_page, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_other_tests():
    """Attempts to sign in are counted in the cache."""
    cache.clear()


def test_a_one_time_address_signs_in_once_by_its_button_and_not_by_being_opened(cast):
    address = make_sign_in_address(person=cast.reader.person, by=SYSTEM, goes_to="/broad-views/")
    scanner = browser()
    for _ in range(3):
        open_page(scanner, address)
    client = browser()
    page = send(client, open_page(client, address).form(address))
    assert page.response["Location"] == "/broad-views/"
    open_page(client, "/broad-views/")
    for again in (browser().get(address), browser().post(address)):
        assert again.status_code == 410
        assert "has been used or has ended" in Page(again).text


def test_whoever_came_by_a_one_time_address_is_told_that_it_leads_back_only_once(cast):
    said = "You have no way to sign in again yet."
    address = make_sign_in_address(person=cast.lead.person, by=SYSTEM)
    client = browser()
    send(client, open_page(client, address).form(address))
    for path in (
        "/broad-views/",
        "/broad-views/new/",
        f"/people/{cast.team.id}/",
        "/people/",
        "/reflections/",
    ):
        assert said in open_page(client, path).text
    form = open_page(client, "/account/").forms[1]
    assert said not in open_page(client, "/account/").text
    send(client, form, email="morag@example.scot", password="three words together")
    assert said not in open_page(client, "/broad-views/").text
    assert said not in open_page(browser(cast.reader), "/broad-views/").text


@pytest.mark.parametrize(("name", "heading"), [("Mo <b>", "Welcome, Mo &lt;b&gt;"), ("", "Welcome to Speir")])
def test_a_one_time_address_greets_whom_it_signs_in(name, heading):
    person = Person.objects.create(name=name)
    address = make_sign_in_address(person=person, by=SYSTEM)
    client = browser()
    page = open_page(client, address)
    assert heading in page.html
    send(client, page.form(address))
    assert open_page(client, "/start/").response.context["who"] == (name or "Account")
    assert "Welcome" not in Page(client.get(address)).text


def test_a_one_time_address_is_over_after_a_day(cast, clock):
    address = make_sign_in_address(person=cast.reader.person, by=SYSTEM)
    clock.forward(hours=24)
    assert browser().get(address).status_code == 410
    assert browser().post(address).status_code == 410


def test_choosing_a_password_and_signing_in_with_it(cast):
    client = browser(cast.evaluator)
    account = open_page(client, "/account/")
    send(client, account.forms[1], email="Isla@Example.scot", password="three words together")
    assert "From now on you can sign in" in open_page(client, "/account/").text
    other = browser()
    form = open_page(other, "/sign-in/?next=/broad-views/").form("/sign-in/")
    page = send(other, form, login="isla@example.scot", password="three words together")
    assert page.response["Location"] == "/broad-views/"
    assert open_page(other, "/broad-views/")


@pytest.mark.parametrize("name", ["isla@example.scot", "nobody@example.scot"])
def test_a_wrong_password_and_an_unknown_address_look_the_same(cast, name):
    cast.evaluator.person.email = "isla@example.scot"
    cast.evaluator.person.set_password("three words together")
    cast.evaluator.person.save()
    client = browser()
    page = send(
        client, open_page(client, "/sign-in/").form("/sign-in/"), 200, login=name, password="wrong words here"
    )
    assert "There is a problem" in page.text
    assert page.form("/sign-in/").fields["login"] == [name]
    assert page.form("/sign-in/").fields["password"] == [""]
    assert "That e-mail address and password do not go together." in page.text


def test_an_empty_sign_in_says_of_each_box_what_to_enter():
    client = browser()
    page = send(client, open_page(client, "/sign-in/").form("/sign-in/"), 200, login="", password="")
    for box, sentence in (("login", "Enter your e-mail address."), ("password", "Enter your password.")):
        assert f'<a href="#id_{box}">{sentence}</a>' in page.html
        assert f'aria-describedby="id_{box}_error"' in page.html
    assert page.html.count('aria-invalid="true"') == 2


def test_too_many_wrong_passwords_are_slowed_down(cast):
    cast.evaluator.person.email = "isla@example.scot"
    cast.evaluator.person.set_password("three words together")
    cast.evaluator.person.save()
    client = browser()
    typed = {"login": "isla@example.scot", "password": "wrong words here"}
    for _ in range(5):
        client.post("/sign-in/", typed)
    response = client.post("/sign-in/", typed | {"password": "three words together"})
    assert response.status_code != 302
    assert client.get("/account/").status_code == 302


OTHERWISE_WRITTEN = ["ISLA@example.scot", " isla@example.scot", "iſla@example.scot", "ıSLA@EXAMPLE.SCOT"]


@pytest.mark.parametrize("written", ["isla@example.scot", *OTHERWISE_WRITTEN])
def test_attempts_count_for_the_account_however_it_is_written_and_whatever_host_a_browser_names(
    cast, written
):
    """A port in the Host header, a long s for an s: each would otherwise be five more attempts."""
    cast.evaluator.person.email = "isla@example.scot"
    cast.evaluator.person.set_password("three words together")
    cast.evaluator.person.save()
    client = browser()
    for port in range(8001, 8006):
        typed = {"login": written, "password": "wrong words here"}
        client.post("/sign-in/", typed, headers={"host": f"localhost:{port}"})
    typed = {"login": "isla@example.scot", "password": "three words together"}
    assert client.post("/sign-in/", typed, headers={"host": "localhost:8443"}).status_code != 302
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_to_no_other_host(cast, to):
    cast.evaluator.person.email = "isla@example.scot"
    cast.evaluator.person.set_password("three words together")
    cast.evaluator.person.save()
    response = browser().post(
        "/sign-in/", {"login": "isla@example.scot", "password": "three words together", "next": to}
    )
    assert response.status_code == 302
    assert response["Location"] == "/"


def test_nobody_signs_themselves_up(rf):
    assert not Adapter().is_open_for_signup(rf.get("/"))
    response = browser().post("/sign-up/", {"email": "me@example.scot", "password1": "three words together"})
    assert response.status_code in {302, 405}
    assert not Person.objects.exists()


@pytest.mark.parametrize("password", ["short", "password1234", "Isla Reid Isla", ""])
def test_a_password_that_is_easily_guessed_is_refused_with_the_reason(cast, password):
    client = browser(cast.evaluator)
    page = send(
        client, open_page(client, "/account/").forms[1], 422, email="isla@example.scot", password=password
    )
    assert "There is a problem" in page.text
    assert page.forms[1].fields["email"] == ["isla@example.scot"]
    cast.evaluator.person.refresh_from_db()
    assert cast.evaluator.person.email is None


OLD, NEW = "three words together", "four other words entirely"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Enter your present password"), ("not my words at all", "This is not your present password.")],
)
def test_who_has_a_password_changes_how_they_sign_in_by_showing_it(cast, typed, sentence):
    """So that whoever finds a screen unlocked does not take the account over."""
    person = cast.evaluator.person
    person.email = "isla@example.scot"
    person.set_password(OLD)
    person.save()
    client = browser(cast.evaluator)
    form = open_page(client, "/account/").forms[1]
    page = send(client, form, 422, email="thief@example.scot", password=NEW, present_password=typed)
    assert sentence in page.text
    assert page.forms[1].fields["email"] == ["thief@example.scot"]
    assert page.values("present_password") == page.values("password") == [""]
    person.refresh_from_db()
    assert person.email == "isla@example.scot"
    send(client, page.forms[1], email="new@example.scot", password=NEW, present_password=OLD)
    person.refresh_from_db()
    assert person.email == "new@example.scot"
    assert person.check_password(NEW)
    open_page(client, "/account/")  # still signed in


def test_a_present_password_cannot_be_guessed_by_trying(cast):
    person = cast.evaluator.person
    person.email = "isla@example.scot"
    person.set_password(OLD)
    person.save()
    client = browser(cast.evaluator)
    form = open_page(client, "/account/").forms[1]
    typed: dict[str, Any] = {"email": "thief@example.scot", "password": NEW}
    for _ in range(5):
        page = send(client, form, 422, present_password="not my words at all", **typed)
        assert "This is not your present password." in page.text
    page = send(client, form, 422, present_password=OLD, **typed)
    assert "typed wrongly too often. Wait five minutes" in page.text
    person.refresh_from_db()
    assert person.email == "isla@example.scot"


def test_attempts_that_cannot_be_counted_are_answered_on_a_page_of_ours(cast, monkeypatch):
    """As on a full disk."""
    monkeypatch.setattr("allauth.core.internal.ratelimit.CACHE_LOCK_WAIT_TIMEOUT", 0)
    monkeypatch.setattr(type(caches["default"]), "add", lambda *of, **what: False)
    cast.evaluator.person.email = "isla@example.scot"
    cast.evaluator.person.set_password(OLD)
    cast.evaluator.person.save()
    client = browser()
    answer = client.post("/sign-in/", {"login": "isla@example.scot", "password": OLD})
    assert "or Speir cannot keep count of it just now" in Page(answer).text
    assert client.get("/account/").status_code == 302


def test_who_has_no_password_is_not_asked_for_it(cast):
    page = open_page(browser(cast.evaluator), "/account/")
    assert "present password" not in page.text
    assert not page.values("present_password")


def test_an_email_address_in_use_or_none_is_refused_beside_its_field(cast):
    world.somebody("Other", "taken@example.scot")
    client = browser(cast.evaluator)
    for email, sentence in (
        ("taken@example.scot", "already here"),
        ("no address", "such as name@example.scot"),
    ):
        form = open_page(client, "/account/").forms[1]
        page = send(client, form, 422, email=email, password="three words together")
        assert sentence in page.text


def test_a_name_is_changed_and_what_was_written_keeps_the_old_one(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.evaluator, strengths="Mine.")
    client = browser(cast.evaluator)
    send(client, open_page(client, "/account/").forms[0], name="Isla Reid-Bell")
    assert "Isla Reid-Bell" in open_page(client, "/account/").text
    assert world.row(view, "1.1").written_by_name == "Isla Reid"
    page = send(client, open_page(client, "/account/").forms[0], 422, name="  ")
    assert "Enter" in page.text


def test_signing_out_ends_it(cast):
    client = browser(cast.evaluator)
    send(client, open_page(client, "/sign-out/").form("/sign-out/"))
    assert client.get("/broad-views/")["Location"].startswith("/sign-in/")


def test_a_shared_computer_keeps_no_page_once_somebody_has_signed_out(cast):
    client = browser(cast.evaluator)
    for path in ("/account/", "/broad-views/"):
        assert client.get(path)["Cache-Control"] == "private, no-cache"
    form = open_page(client, "/sign-out/").form("/sign-out/")
    assert client.post("/sign-out/", form.fields)["Clear-Site-Data"] == '"cache"'
    assert not client.get("/sign-out/").has_header("Clear-Site-Data")


def test_a_session_that_nobody_ends_is_over_after_twelve_hours(cast):
    client = browser(cast.lead)
    open_page(client, "/broad-views/")
    assert client.session.get_expiry_age() <= 12 * 60 * 60
