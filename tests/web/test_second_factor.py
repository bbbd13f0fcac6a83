"""Second factors: set up, asked for, required, taken away; and a proxy that Speir does not know."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import signing
from django.core.cache import cache

from speir.access.actor import SYSTEM
from speir.accounts.actions import forget_second_factor, make_sign_in_address
from speir.accounts.models import Person
from speir.trail.models import Entry
from speir.web.accounts.adapter import MOST_OF_AN_ADDRESS
from tests import world
from tests.factories.passkeys import passkey
from tests.web.browsing import Page, browser, open_page, send

pytestmark = pytest.mark.django_db
WORDS = "three words together"


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def isla(cast: world.Cast) -> Person:
    """An evaluator with a password."""
    person = cast.evaluator.person
    person.email = "isla@example.scot"
    person.set_password(WORDS)
    person.save()
    return person


def code(secret: str, steps: int = 0) -> str:
    """What an app shows, so many half minutes from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def password(client: Any, words: str = WORDS) -> Any:
    return client.post("/sign-in/", {"login": "isla@example.scot", "password": words})


def with_app(client: Any) -> tuple[str, list[str]]:
    """Set an app up; return its key and the recovery codes."""
    page = open_page(client, "/account/second-factor/app/")
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page.html)[1]
    with_codes = send(client, page.form("/app/"), code=code(secret))
    shown = open_page(client, with_codes.response["Location"])
    return secret, re.findall(r"<code>(\d{8})</code>", shown.html)


def test_without_one_where_it_is_required_only_the_pages_to_set_one_up_are_open(required, cast, isla):
    view = world.begun(cast)
    client = browser()
    assert password(client).status_code == 302
    for path in (
        "/",
        "/broad-views/",
        f"/broad-views/{view.id}/",
        "/start/",
        "/trail/yours/",
        "/frameworks/",
    ):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (302, "/account/second-factor/"), path
    for path in ("/account/second-factor/", "/account/", "/sign-out/", "/at-risk/"):
        open_page(client, path)
    page = open_page(client, "/account/second-factor/")
    assert "Before you go on, set up a second factor." in page.text
    with_app(client)
    open_page(client, f"/broad-views/{view.id}/")


def test_what_was_typed_before_one_was_set_up_stands_on_the_page_and_is_not_saved(required, cast, isla):
    view = world.begun(cast)
    client = browser()
    password(client)
    page = Page(client.post(f"/broad-views/{view.id}/1.1/", {"strengths": "Mine."}))
    assert page.response.status_code == 403
    assert page.values("strengths") == ["Mine."]
    assert world.row(view, "1.1").strengths == ""


def test_the_second_factor_is_asked_after_the_password_and_a_code_works_once(cast, isla):
    client = browser()
    password(client)
    secret, _codes = with_app(client)
    other = browser()
    assert password(other)["Location"] == "/sign-in/second-factor/"
    assert other.get("/account/")["Location"].startswith("/sign-in/")
    page = send(
        other, open_page(other, "/sign-in/second-factor/").form("/second-factor/"), 200, code="000000"
    )
    assert "This did not fit." in page.text
    now = code(secret)
    send(other, page.form("/second-factor/"), code=now)
    open_page(other, "/account/")
    third = browser()
    password(third)
    page = send(third, open_page(third, "/sign-in/second-factor/").form("/second-factor/"), 200, code=now)
    assert "This did not fit." in page.text


def test_a_recovery_code_stands_in_once(cast, isla):
    client = browser()
    password(client)
    _secret, codes = with_app(client)
    assert len(codes) == len(set(codes)) == 10
    for allowed in (True, False):
        other = browser()
        password(other)
        send(
            other,
            open_page(other, "/sign-in/second-factor/").form("/second-factor/"),
            302 if allowed else 200,
            code=codes[3],
        )
        assert (other.get("/account/").status_code == 200) is allowed
    assert "9 codes are left." in open_page(client, "/account/second-factor/").text


def test_recovery_codes_are_shown_once_and_new_ones_end_those_before(cast, isla):
    client = browser()
    password(client)
    _secret, codes = with_app(client)
    again = open_page(client, "/account/second-factor/codes/")
    assert not set(codes) & set(re.findall(r"\d{8}", again.html))
    page = open_page(client, "/account/second-factor/codes/new/")
    new = re.findall(
        r"<code>(\d{8})</code>", open_page(client, send(client, page.form("/new/")).response["Location"]).html
    )
    assert len(new) == 10
    other = browser()
    password(other)
    form = open_page(other, "/sign-in/second-factor/").form("/second-factor/")
    send(other, form, 200, code=codes[0])
    send(other, form, 302, code=new[0])


def test_codes_cannot_be_guessed_by_trying(cast, isla):
    client = browser()
    password(client)
    secret, _codes = with_app(client)
    other = browser()
    password(other)
    form = open_page(other, "/sign-in/second-factor/").form("/second-factor/")
    for _ in range(5):
        send(other, form, 200, code="000000")
    page = send(other, form, 200, code=code(secret))
    assert "This was tried too often" in page.text
    send(other, form, 200, code=code(secret))
    assert Entry.objects.filter(verb="stopped attempts to sign in as", about_id=isla.id).count() == 1


def test_a_one_time_address_stands_for_the_password_alone(cast, isla):
    client = browser()
    password(client)
    secret, _codes = with_app(client)
    other = browser()
    address = make_sign_in_address(person=isla, by=SYSTEM, goes_to="/start/")
    page = send(other, open_page(other, address).form(address))
    assert page.response["Location"] == "/sign-in/second-factor/"
    form = open_page(other, "/sign-in/second-factor/").form("/second-factor/")
    assert send(other, form, code=code(secret, 1)).response["Location"] == "/start/"


def test_a_password_chosen_where_a_second_factor_is_required_leads_on_to_it(required, cast):
    client = browser()
    address = make_sign_in_address(person=cast.reader.person, by=cast.lead.actor)
    send(client, open_page(client, address).form(address))
    page = send(client, open_page(client, "/account/").forms[1], email="r@example.scot", password=WORDS)
    assert page.response["Location"] == "/account/second-factor/"
    assert "Set up an app" in open_page(client, "/account/second-factor/").text


def test_an_invited_person_is_led_to_set_up_how_they_sign_in(required, cast):
    client = browser()
    address = make_sign_in_address(person=cast.reader.person, by=cast.lead.actor)
    send(client, open_page(client, address).form(address))
    page = open_page(client, client.get("/broad-views/")["Location"])
    assert "It goes with a password, and you have none yet." in page.text
    account = open_page(client, "/account/")
    send(client, account.forms[1], email="rhona@example.scot", password=WORDS)
    with_app(client)
    open_page(client, "/broad-views/")


def test_the_page_says_that_an_installation_has_relaxed_it(cast, isla):
    client = browser()
    password(client)
    assert (
        "whoever runs this installation has relaxed it" in open_page(client, "/account/second-factor/").text
    )
    assert "This installation leaves it to you." in open_page(client, "/account/").text
    open_page(client, "/broad-views/")


def test_removing_the_last_one_takes_recovery_codes_along_and_closes_the_pages_where_it_is_required(
    required, cast, isla
):
    client = browser()
    password(client)
    with_app(client)
    open_page(client, "/broad-views/")
    send(client, open_page(client, "/account/second-factor/app/remove/").form("/remove/"))
    assert not Authenticator.objects.exists()
    assert client.get("/broad-views/")["Location"] == "/account/second-factor/"


def test_removing_the_last_one_signs_out_every_other_browser(required, cast, isla):
    client, other = browser(), browser()
    password(client)
    secret, _codes = with_app(client)
    password(other)
    send(other, open_page(other, "/sign-in/second-factor/").form("/second-factor/"), code=code(secret, 1))
    open_page(other, "/broad-views/")
    send(client, open_page(client, "/account/second-factor/app/remove/").form("/remove/"))
    assert other.get("/broad-views/")["Location"].startswith("/sign-in/")
    assert client.get("/broad-views/")["Location"] == "/account/second-factor/"


def test_a_one_time_address_signs_whoever_was_signed_in_before_out(cast, isla):
    client = browser(cast.lead)
    address = make_sign_in_address(person=cast.reader.person, by=SYSTEM)
    send(client, open_page(client, address).form(address))
    assert open_page(client, "/account/").response.context["who"] == "Rhona Bell"


def test_somebody_who_finds_the_screen_open_changes_no_factor(cast, isla, monkeypatch):
    client = browser()
    password(client)
    with_app(client)
    later = time.time() + 1800
    monkeypatch.setattr(time, "time", lambda: later)
    response = client.get("/account/second-factor/app/remove/")
    assert response["Location"].startswith("/account/confirm/?next=")
    page = open_page(client, response["Location"])
    wrong = send(client, page.form("/confirm/"), 200, password="other words here")
    assert "This is not your password." in wrong.text
    right = send(client, page.form("/confirm/"), password=WORDS)
    assert right.response["Location"] == "/account/second-factor/app/remove/"
    open_page(client, right.response["Location"])


def test_whoever_runs_speir_takes_a_lost_factor_away(cast, isla):
    client = browser()
    password(client)
    with_app(client)
    assert forget_second_factor(person=isla, by=SYSTEM) == 2
    assert forget_second_factor(person=isla, by=SYSTEM) == 0
    other = browser()
    assert password(other)["Location"] == "/"
    verbs = list(Entry.objects.filter(about_id=isla.id).values_list("verb", flat=True))
    assert verbs.count("removed second factor of") == 1


def test_the_trail_says_how_somebody_signed_in_and_what_became_of_their_factors(cast, isla):
    client = browser()
    password(client)
    secret, _codes = with_app(client)
    other = browser()
    password(other)
    send(other, open_page(other, "/sign-in/second-factor/").form("/second-factor/"), code=code(secret, 1))
    told = list(
        Entry.objects.filter(person_id=isla.id, about="person")
        .order_by("at", "id")
        .values_list("verb", "detail")
    )
    assert told == [
        ("signed in", "password"),
        ("added second factor of", "app"),
        ("signed in", "password, totp"),
    ]
    text = open_page(other, "/trail/yours/").text
    assert "signed in (password and code from an app)" in text
    assert "added a second factor: authenticator app" in text


def test_that_attempts_were_stopped_stands_in_the_trail_once(cast, isla):
    client = browser()
    for _ in range(8):
        password(client, "wrong words here")
    (entry,) = Entry.objects.filter(verb="stopped attempts to sign in as")
    assert (entry.about_id, entry.person_id) == (isla.id, "")


def test_an_address_from_which_hundreds_of_attempts_fail_is_slowed_down_whatever_the_account(cast, isla):
    for at in range(MOST_OF_AN_ADDRESS):
        browser().post("/sign-in/", {"login": f"nobody{at}@example.scot", "password": "wrong words here"})
    page = Page(password(browser()))
    assert "This was tried too often" in page.text
    elsewhere = browser(REMOTE_ADDR="192.0.2.7")
    assert password(elsewhere)["Location"] == "/"


def test_a_hundred_people_behind_one_address_sign_in_within_a_minute(cast, isla):
    for at in range(100):
        person = Person.objects.create(
            name=f"Person {at}", email=f"person{at}@example.scot", password=isla.password
        )
        typed = {"login": person.email, "password": WORDS}
        assert browser().post("/sign-in/", typed)["Location"] == "/"


def test_what_second_factors_are_checked_with_cannot_be_read_in_the_database(cast, isla):
    client = browser()
    password(client)
    secret, _codes = with_app(client)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_nobody_removes_a_passkey_of_somebody_else(cast, isla):
    theirs = Authenticator.objects.create(
        user=cast.lead.person, type="webauthn", data={"name": "", "credential": {}}
    )
    client = browser()
    password(client)
    for which in (signing.dumps(theirs.pk, salt="passkey"), str(theirs.pk), ""):
        address = f"/account/second-factor/passkey/remove/?which={which}"
        assert client.get(address).status_code == client.post(address).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


JUNK: list[Any] = [
    "",
    "no json",
    "[]",
    "1",
    "null",
    '{"response": []}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", '
    '"attestationObject": "oA"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": 1, "authenticatorData": "oA", '
    '"signature": "AA", "userHandle": "//"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": '
    '"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUEiLCJvcmlnaW4iOiJodHRwOi8vbG9jYWxob3N0In0", '
    '"authenticatorData": "AA", "signature": "AA", "userHandle": "AAAA"}}',
    '{"id": {}, "rawId": [], "type": "x" }',
]


@pytest.mark.parametrize("said", JUNK)
def test_what_no_browser_says_of_a_passkey_is_refused_and_breaks_nothing(said, cast, isla):
    passkey(isla)
    maker, asked, anybody = browser(cast.reader), browser(), browser()
    assert password(asked)["Location"] == "/sign-in/second-factor/"
    maker.get("/account/second-factor/passkey/")
    asked.get("/sign-in/second-factor/")
    anybody.get("/sign-in/passkey/", headers={"accept": "application/json"})
    for client, path, status in (
        (maker, "/account/second-factor/passkey/", 200),
        (asked, "/sign-in/second-factor/", 200),
        (anybody, "/sign-in/passkey/", 302),
    ):
        assert client.post(path, {"credential": said}).status_code == status, path
    assert anybody.get("/account/").status_code == asked.get("/account/").status_code == 302


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host"]
)
def test_without_a_public_address_what_comes_through_a_proxy_is_not_answered(header, settings):
    page = Page(browser().get("/sign-in/", headers={header: "203.0.113.9"}))
    assert page.response.status_code == 403
    assert "Whoever runs it sets SPEIR_PUBLIC_URL" in page.text
    settings.PUBLIC_URL = "https://testserver"
    open_page(browser(), "/sign-in/", headers={header: "203.0.113.9"})
