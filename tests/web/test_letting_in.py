"""Nobody lets themselves in as a colleague, whatever they manage; and nobody gives a session of somebody's a way in."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.utils import timezone

from speir.accounts.actions import make_sign_in_address, note_signed_in
from speir.accounts.models import Person
from speir.core.errors import Refused
from speir.notices import actions as notices
from speir.organisations.actions import BY_E_MAIL, new_sign_in_address
from speir.trail.models import Entry
from tests import world
from tests.factories.passkeys import passkey
from tests.web.browsing import Page, browser, open_page, send

pytestmark = pytest.mark.django_db
WORDS = "three words together"


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


def has_password(person: Person) -> None:
    person.set_password(WORDS)
    person.save()


def comes_from_their_organisation(person: Person) -> None:
    SocialAccount.objects.create(user=person, provider="council", uid=person.pk)


def was_here(person: Person) -> None:
    browser(world.Somebody(person))


def ask(cast: world.Cast, person: Person) -> Any:
    return new_sign_in_address(unit_id=cast.team.id, person_id=person.pk, by=cast.lead.actor)


@pytest.mark.parametrize("way", [has_password, passkey, comes_from_their_organisation, was_here])
def test_whoever_manages_people_gets_no_address_by_which_they_come_in_as_a_colleague(way, cast):
    """They would read what the colleague wrote for themselves alone."""
    person = cast.evaluator.person
    way(person)
    client, at = browser(cast.lead), f"/people/{cast.team.id}/"
    assert f"{person.pk}/address/" not in open_page(client, at).html
    page = Page(client.post(f"{at}{person.pk}/address/"))
    assert page.response.status_code == 409
    assert "/sign-in/" not in page.html
    assert not person.sign_in_addresses.exists()
    says = f"bin/speir sign-in-address {person.pk}" in open_page(client, f"{at}{person.pk}/").html
    assert says == (way is was_here)


def test_who_was_here_is_invited_where_they_have_shown_that_they_read_and_nowhere_else(cast, monkeypatch):
    monkeypatch.setattr(notices, "configured", lambda: True)
    person = cast.evaluator.person
    person.email = "isla@example.scot"
    person.save()
    was_here(person)
    with pytest.raises(Refused, match="They have been here"):
        ask(cast, person)
    Person.objects.filter(pk=person.pk).update(email_proven_at=timezone.now())
    assert ask(cast, person) == BY_E_MAIL


def test_an_address_that_was_kept_back_is_over_once_its_person_came_in_another_way(cast):
    person = cast.evaluator.person
    address = ask(cast, person)
    note_signed_in(person=person, how="socialaccount")
    assert browser().post(address).status_code == 410


def test_an_address_says_who_had_it_made_and_so_does_the_trail_of_its_unit(cast):
    address = ask(cast, cast.reader.person)
    page = open_page(browser(), address)
    assert f"{cast.lead.name} had it made on {timezone.localdate():%-d %B %Y}." in page.text
    made = Entry.objects.get(verb="made sign-in address for")
    assert (made.about_id, made.path) == (cast.reader.person.pk, cast.team.path)


def test_whoever_comes_by_an_address_is_led_to_choose_how_they_come_next_time(cast):
    client, address = browser(), ask(cast, cast.reader.person)
    page = send(client, open_page(client, address).form(address))
    assert page.response["Location"] == "/account/"
    assert "the address worked once" in open_page(client, "/account/").text
    used = Page(browser().get(address))
    assert "If you have never used it, somebody else has signed in as you" in used.text


def test_a_session_that_came_by_the_address_ends_when_its_person_adds_a_second_factor(cast):
    from tests.web.test_second_factor import code

    person = cast.evaluator.person
    has_password(person)
    person.email = "isla@example.scot"
    person.save()
    other, own = browser(), browser()
    for client in (other, own):
        client.post("/sign-in/", {"login": person.email, "password": WORDS})
    page = open_page(own, "/account/second-factor/app/")
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page.html)
    assert secret
    send(own, page.form("/app/"), code=code(secret[1]))
    assert other.get("/account/")["Location"].startswith("/sign-in/")
    open_page(own, "/account/")


TYPED = {"email": "thief@example.scot", "password": "four other words entirely"}


@pytest.mark.parametrize("way", [passkey, comes_from_their_organisation])
def test_in_somebody_s_session_nobody_gives_them_a_password(way, cast):
    """With one, whoever holds the session would show that it is they, and take the passkey away."""
    person = cast.evaluator.person
    client = browser(cast.evaluator)
    way(person)
    assert "New password" not in open_page(client, "/account/").text
    page = Page(client.post("/account/", TYPED))
    assert page.response.status_code == 409
    person.refresh_from_db()
    assert (person.email, person.has_usable_password()) == (None, False)


def test_whoever_has_a_passkey_alone_is_led_to_show_it_before_they_choose_a_password(cast):
    client = browser(cast.evaluator)
    passkey(cast.evaluator.person)
    page = open_page(client, "/account/")
    (way,) = [of["href"] for tag, of in page.tags if str(of.get("href")).startswith("/account/confirm/")]
    page = Page(client.get(str(way), follow=True))
    assert page.response.status_code == 200
    assert page.response.request["PATH_INFO"] in ("/account/confirm/passkey/", "/account/confirm/code/")


def test_nor_a_passkey_where_they_come_from_their_organisation(cast):
    comes_from_their_organisation(cast.evaluator.person)
    client = browser(cast.evaluator)
    page = Page(client.get("/account/second-factor/passkey/"))
    assert page.response.status_code == 409
    assert "sign in by your organisation’s sign-in once more" in page.text


def test_who_came_by_their_organisation_a_moment_ago_chooses_a_password(cast):
    comes_from_their_organisation(cast.evaluator.person)
    client = browser(cast.evaluator)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": time.time()}]
    session["account_authentication_methods_user"] = cast.evaluator.person.pk
    session.save()
    send(
        client, open_page(client, "/account/").forms[1], email="isla@example.scot", password=TYPED["password"]
    )
    cast.evaluator.person.refresh_from_db()
    assert cast.evaluator.person.has_usable_password()


def test_a_passkey_alone_is_asked_for_after_an_address(cast):
    passkey(cast.evaluator.person)
    address = make_sign_in_address(person=cast.evaluator.person, by=cast.lead.actor)
    client = browser()
    assert (
        send(client, open_page(client, address).form(address)).response["Location"]
        == "/sign-in/second-factor/"
    )
    assert client.get("/broad-views/")["Location"].startswith("/sign-in/")
