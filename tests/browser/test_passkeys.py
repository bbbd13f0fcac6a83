"""Passkeys in a real browser, with an authenticator that Chromium plays: made, used to sign in, removed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from speir.trail.models import Entry
from tests.browser.site import Site
from tests.browser.situations import PASSWORD, Situations
from tests.browser.windows import Opens, Windows


@pytest.fixture
def by_name(site: Site) -> Iterator[str]:
    """The site under a name, since a passkey belongs to one."""
    before, site.url = site.url, site.url.replace("127.0.0.1", "localhost")
    yield site.url
    site.url = before


def authenticator(page: Page, *, verified: bool = True) -> None:
    """A telephone, as it were, that is opened with a finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_out(page: Page) -> None:
    """Sign out, and wait until it is done: the page looks first whether a note still waits in the browser."""
    page.goto("/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda at: "/sign-out/" not in at)


def test_a_passkey_signs_in_without_a_password_and_is_removed_again(
    by_name: str, opens: Opens, ordinary: Situations, windows: Windows
) -> None:
    person = ordinary.cast.reader.person
    page = opens(person)
    authenticator(page)
    page.goto("/account/second-factor/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(page.locator(".codes li")).to_have_count(10)

    sign_out(page)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator(".bar__who")).to_have_text("Rhona Bell")
    page.goto("/account/second-factor/")
    page.get_by_role("link", name="Remove 2").click()
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_role("status")).to_have_text("The passkey is removed.")
    told = list(
        Entry.objects.filter(person_id=person.id, about="person").order_by("at").values_list("verb", "detail")
    )
    assert told == [
        ("added second factor of", "webauthn"),
        ("signed in", "webauthn"),
        ("removed second factor of", "webauthn"),
    ]


def test_a_passkey_is_asked_for_after_the_password(by_name: str, opens: Opens, ordinary: Situations) -> None:
    someone = ordinary.another_with_password()
    page = opens(someone.person)
    authenticator(page)
    page.goto("/account/second-factor/passkey/")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    sign_out(page)
    page.goto("/sign-in/?next=/account/")
    page.get_by_label("E-mail address").fill(someone.person.email or "")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_a_passkey_that_nobody_unlocks_says_so_and_leaves_the_other_ways_open(
    by_name: str, opens: Opens, ordinary: Situations
) -> None:
    page = opens()
    authenticator(page, verified=False)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("form[data-passkey] [role=status]")).to_have_text(
        "The passkey was not used. Try again, or use another way."
    )
    expect(page.get_by_label("Password")).to_be_visible()


def test_at_an_address_that_is_a_number_the_page_says_why_there_is_no_passkey(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.reader.person)
    page.goto("/account/second-factor/")
    expect(page.get_by_text("On this machine open Speir as localhost.")).to_be_visible()
    expect(page.get_by_role("link", name="Add a passkey")).to_have_count(0)


def test_without_script_a_passkey_is_not_offered_and_the_page_says_what_works(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.reader.person, script=False)
    page.goto("/account/second-factor/passkey/")
    expect(page.get_by_text("An authenticator app works without it.")).to_be_visible()
    expect(page.get_by_role("button", name="Make the passkey")).to_be_hidden()
