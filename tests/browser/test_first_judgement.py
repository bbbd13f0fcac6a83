"""From the one-time address to the first judgement: how many clicks, how much typing, and that it is really kept."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from speir.access.actor import SYSTEM
from speir.accounts.actions import make_sign_in_address
from speir.accounts.models import Person
from speir.evaluations.models import Judgement
from tests.browser.windows import Opens


class Hand:
    """A person in no hurry: what is clicked and typed is counted, and with it the time that takes.

    How long a machine takes is no part of it: that is measured by `bench`, and here would tell how busy this one is.
    """

    CLICK, LETTER = 5.0, 0.5  # in seconds, with reading what is clicked

    def __init__(self) -> None:
        self.clicks = 0
        self.letters = 0

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()

    def write(self, target: Locator, text: str) -> None:
        self.letters += len(text)
        target.fill(text)

    def seconds(self) -> float:
        return self.clicks * self.CLICK + self.letters * self.LETTER


def test_the_first_judgement_is_saved_within_six_clicks_and_ninety_seconds_of_signing_in(
    opens: Opens,
) -> None:
    # Whoever installed Speir has no name yet: this is the very first person.
    first = Person()
    first.set_unusable_password()
    first.save()
    page = opens()
    page.goto(make_sign_in_address(person=first, by=SYSTEM))
    page.get_by_role("button", name="Sign in").click()
    hand = Hand()

    hand.click(page.get_by_role("link", name="Start our own"))
    box = page.get_by_label("Name of your partnership, agency, service or team")
    hand.write(box, "Health visitors, Riverside practice")
    hand.click(page.get_by_label("A team"))
    hand.write(page.get_by_label("Your name"), "Una Baird")
    hand.click(page.get_by_role("button", name="Continue"))
    hand.click(page.get_by_role("button", name="Begin"))
    hand.click(page.locator(".rows a").first)
    hand.click(page.locator("label", has_text="Very good").first)
    expect(page.locator("#saved")).to_contain_text("Saved ")

    assert hand.clicks <= 6
    assert hand.seconds() < 90
    kept = Judgement.objects.select_related("level").get(written_by=first.pk)
    assert kept.level is not None
    assert kept.level.key == "very_good"
    assert kept.written_by_name == "Una Baird"


def test_somebody_who_has_started_before_comes_straight_to_the_broad_views(opens: Opens, ordinary) -> None:
    page = opens(ordinary.at_beginning.person)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Broad views")


def test_a_one_time_address_signs_in_once(opens: Opens, ordinary) -> None:
    address = ordinary.address()
    page = opens()
    page.goto(address)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How are we doing?")
    again = opens()
    again.goto(address)
    expect(again.get_by_role("heading", level=1)).to_have_text("This address has been used or has ended")
