"""A session that is about to end says so, goes on when it is wanted, and ends without taking what was typed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests import world
from tests.browser.pages import of
from tests.browser.situations import Situations
from tests.browser.waiting import soon
from tests.browser.windows import Opens

SEEN = "() => localStorage.getItem('speir-seen')"


def test_the_page_warns_five_minutes_before_and_one_press_goes_on(opens: Opens, ordinary: Situations) -> None:
    page = opens(ordinary.cast.evaluator.person, owned=True)
    page.clock.install()
    page.goto("/account/")
    expect(page.locator(".until")).to_contain_text("Signed in until ")
    # The clock goes on beside it: what the machine takes for the next step must not lead over the warning.
    page.clock.fast_forward("45:00")
    expect(page.locator(".idle")).to_be_hidden()
    page.clock.fast_forward("10:30")
    expect(page.get_by_text("You will be signed out within five minutes")).to_be_visible()
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.locator(".idle")).to_be_hidden()
    page.clock.fast_forward("30:00")
    expect(page.locator(".idle")).to_be_hidden()


def test_a_save_in_one_tab_keeps_another_signed_in(opens: Opens, ordinary: Situations) -> None:
    view = world.begun(ordinary.cast)
    page = opens(ordinary.cast.evaluator.person, owned=True)
    page.clock.install()
    page.goto(of(view, "1.1/"))
    page.clock.fast_forward("56:00")
    expect(page.get_by_text("You will be signed out within five minutes")).to_be_visible()
    page.get_by_label("What we do well").fill("Still writing.")
    page.get_by_label("What we do well").press("Tab")
    page.clock.fast_forward("00:05")
    expect(page.locator("#saved")).to_contain_text("Saved ")
    expect(page.locator(".idle")).to_be_hidden()


def test_after_the_end_the_page_says_so_and_keeps_what_was_typed(opens: Opens, ordinary: Situations) -> None:
    view = world.begun(ordinary.cast)
    page = opens(ordinary.cast.evaluator.person, owned=True)
    page.clock.install()
    page.goto(of(view, "1.1/evidence/new/"))
    # Themes are suggested a moment later, and that counts as being there: from when the page has taken the answer in.
    opened = page.evaluate(SEEN)
    page.locator("textarea").first.fill("What the files show.")
    page.clock.run_for(2_000)
    soon(page, lambda: page.evaluate(SEEN) != opened)
    page.clock.fast_forward("01:01:00")
    expect(page.get_by_text("You have been signed out. What you typed is still here.")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in in a new tab, then go on here")).to_be_visible()
    expect(page.locator("textarea").first).to_have_value("What the files show.")
