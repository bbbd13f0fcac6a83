"""Signing in by an organisation's own sign-in, a real one on this machine."""

from __future__ import annotations

import dataclasses
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache

from speir.accounts.models import Person
from speir.config.env import IdentityProvider
from speir.trail.models import Entry
from tests import world
from tests.factories.identity import CLIENT, SECRET, Provider, identity_provider
from tests.web.browsing import Page, browser, open_page

pytestmark = pytest.mark.django_db
ISLA = {"sub": "42", "email": "Isla@Riverside.gov.scot", "email_verified": True, "name": "Isla R."}


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with identity_provider() as running:
        one = IdentityProvider(
            "council", "Riverside Council", running.url, CLIENT, SECRET, ("riverside.gov.scot",), False
        )
        settings.IDENTITY_PROVIDERS = {"council": one}
        app = {"provider_id": "council", "name": one.name, "client_id": CLIENT, "secret": SECRET}
        apps = [app | {"settings": {"server_url": running.url}}]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
        running.claims = ISLA
        yield running


@pytest.fixture
def isla(cast: world.Cast) -> Person:
    person = cast.evaluator.person
    person.email = "isla@riverside.gov.scot"
    person.save()
    return person


class Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *of: Any) -> None:
        return None


def there(address: str) -> str:
    """Sign in at the organisation; where that leads back to."""
    try:
        urllib.request.build_opener(Stays).open(address, timeout=120)
    except urllib.error.HTTPError as answer:
        with answer:
            return str(answer.headers["Location"])
    raise AssertionError("it leads nowhere")


def through(client: Any, start: str = "/sign-in/with/council/") -> Any:
    """Go from our page to the organisation and back."""
    begun = client.get(start)
    assert begun.status_code == 302, Page(begun).text
    back = urlsplit(there(begun["Location"]))
    return client.get(f"{back.path}?{back.query}")


def test_somebody_who_was_brought_in_signs_in_by_their_organisation(provider, isla):
    client = browser()
    page = open_page(client, "/sign-in/?next=/account/")
    (way,) = [str(of["href"]) for tag, of in page.tags if "/with/" in str(of.get("href"))]
    assert way == "/sign-in/with/council/?next=/account/"
    assert through(client, way)["Location"] == "/account/"
    assert open_page(client, "/account/").response.context["who"] == "Isla Reid"
    isla.refresh_from_db()
    assert isla.email_proven_at
    assert Entry.objects.get(verb="signed in", about_id=isla.id).detail == "socialaccount"
    assert not SocialToken.objects.exists()


def test_the_second_time_the_organisations_own_name_for_them_counts_and_not_the_address(provider, isla, cast):
    through(browser())
    assert SocialAccount.objects.get().extra_data == {}
    provider.claims = ISLA | {"email": "somebody.else@riverside.gov.scot"}
    client = browser()
    through(client)
    assert open_page(client, "/account/").response.context["who"] == "Isla Reid"
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"email": "nobody@riverside.gov.scot"}, "Nobody here is known by the e-mail address"),
        ({"email": "isla@elsewhere.example"}, "did not say which e-mail address is yours"),
        ({"email_verified": False}, "did not say which e-mail address is yours"),
        ({"email": ""}, "did not say which e-mail address is yours"),
        ({"email": None}, "did not say which e-mail address is yours"),
    ],
)
def test_whoever_is_not_known_here_stays_outside_and_nobody_is_made(provider, isla, cast, claims, sentence):
    """An organisation speaks for its own domains alone, so it cannot sign in somebody of another."""
    world.somebody("Of another", "isla@elsewhere.example")
    provider.claims = ISLA | claims
    before = Person.objects.count()
    client = browser()
    answer = through(client)
    assert answer.status_code == 403
    assert sentence in Page(answer).text
    assert client.get("/account/").status_code == 302
    assert Person.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_a_provider_that_says_nothing_of_verifying_is_believed_for_its_own_domain(provider, isla):
    provider.claims = {name: value for name, value in ISLA.items() if name != "email_verified"}
    client = browser()
    through(client)
    open_page(client, "/account/")


def test_who_typed_somebody_else_s_address_as_theirs_does_not_get_them_into_their_account(provider, isla):
    """They would know its password afterwards."""
    isla.set_password("three words together")
    isla.save()
    answer = through(browser())
    assert answer.status_code == 403
    assert "nobody has shown yet that it is theirs" in Page(answer).text
    assert not SocialAccount.objects.exists()
    client = browser(world.Somebody(isla))
    page = open_page(client, "/account/")
    (way,) = [str(of["href"]) for tag, of in page.tags if "/with/" in str(of.get("href"))]
    assert through(client, way)["Location"] == "/account/"
    assert SocialAccount.objects.get().user == isla
    through(browser())


@pytest.mark.parametrize("asks", [True, False])
def test_where_a_second_factor_is_required_it_counts_that_the_organisation_asked_for_one(
    provider, isla, settings, asks
):
    settings.SECOND_FACTOR_REQUIRED = True
    one = settings.IDENTITY_PROVIDERS["council"]
    settings.IDENTITY_PROVIDERS = {"council": dataclasses.replace(one, second_factor=asks)}
    client = browser()
    through(client)
    assert client.get("/broad-views/").status_code == (200 if asks else 302)
    if not asks:
        assert "Set up an app" in open_page(client, "/account/second-factor/").text


@pytest.mark.parametrize("broken", ["nonsense", "audience"])
def test_a_provider_that_is_not_in_order_is_a_page_with_a_sentence(provider, isla, broken):
    client = browser()
    if broken == "nonsense":
        provider.broken = broken
        answer = client.get("/sign-in/with/council/")
    else:
        provider.broken = broken
        answer = through(client)
    assert answer.status_code == 403
    assert "did not answer as it should" in Page(answer).text


def test_a_provider_that_is_not_there_is_a_page_with_a_sentence(provider, isla, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9"
    )
    answer = browser().get("/sign-in/with/council/")
    assert answer.status_code == 403
    assert "did not answer as it should" in Page(answer).text


def test_who_turns_back_there_is_led_to_the_sign_in_page(provider, isla):
    provider.broken = "cancelled"
    client = browser()
    answer = through(client)
    assert answer["Location"] == "/sign-in/cancelled/"
    assert client.get("/sign-in/cancelled/")["Location"] == "/sign-in/"


@pytest.mark.parametrize("query", ["", "?code=x&state=y", "?state=y", "?error=x"])
def test_an_answer_that_nobody_asked_for_signs_nobody_in(provider, isla, query):
    client = browser()
    assert client.get(f"/sign-in/with/council/back/{query}").status_code == 403
    assert client.get("/account/").status_code == 302


def test_an_answer_for_another_browser_signs_nobody_in(provider, isla):
    victim, attacker = browser(), browser()
    back = urlsplit(there(attacker.get("/sign-in/with/council/")["Location"]))
    assert victim.get(f"{back.path}?{back.query}").status_code == 403


def test_another_website_cannot_begin_it_and_a_provider_that_is_not_set_up_is_not_there(provider):
    answer = browser().get("/sign-in/with/council/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer["Location"] == "/sign-in/"
    assert browser().get("/sign-in/with/nhs/").status_code == 404
    assert browser().get("/sign-in/with/nhs/back/").status_code == 404
