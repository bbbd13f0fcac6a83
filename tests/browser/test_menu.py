"""On a phone the areas of Speir stand behind one button, which works by keyboard and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.situations import Situations
from tests.browser.windows import Opens


@pytest.mark.parametrize("script", [True, False])
def test_the_menu_opens_by_key_leads_on_and_closes(opens: Opens, ordinary: Situations, script: bool) -> None:
    page = opens(ordinary.cast.lead.person, width=360, height=780, script=script)
    page.goto("/broad-views/")
    evidence = page.get_by_role("link", name="Evidence", exact=True)
    expect(evidence).to_be_hidden()
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    expect(evidence).to_be_visible()
    page.keyboard.press("Escape")
    expect(evidence).to_be_hidden()
    page.keyboard.press("Enter")
    evidence.click()
    expect(page).to_have_url("/evidence/")


def test_the_menu_fits_a_small_window_enlarged_four_times(opens: Opens, ordinary: Situations) -> None:
    page = opens(ordinary.cast.lead.person, width=320, height=256)
    page.goto("/broad-views/")
    page.get_by_role("button", name="Menu").click()
    last = page.get_by_role("link", name="Framework", exact=True)
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=0.9)


def test_on_a_wide_page_they_all_stand_in_the_bar(opens: Opens, ordinary: Situations) -> None:
    page = opens(ordinary.cast.lead.person)
    page.goto("/broad-views/")
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.get_by_role("link", name="Improvement", exact=True)).to_be_visible()
