"""From one indicator to the next: quicker than the next line of a spreadsheet."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import world
from tests.browser.pages import of
from tests.browser.situations import Situations
from tests.browser.windows import Opens


def tabs_to(page: Page, place: str) -> int:
    """How many presses of Tab lead there from where somebody is, once the page is whole and stands where it opens."""
    page.wait_for_load_state()
    for presses in range(1, 40):
        page.keyboard.press("Tab")
        if page.evaluate("place => document.activeElement.matches(place)", place):
            return presses
    raise AssertionError(f"Tab does not reach {place}")


@pytest.mark.parametrize("height", [720, 800])
def test_from_a_level_the_way_on_is_in_sight_and_no_choice_moves_it(
    height: int, opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.lead.person, height=height)
    page.goto(of(ordinary.begun(), "1.1/"))
    onward = page.get_by_role("button", name="Next: 1.2")
    expect(onward).to_be_in_viewport(ratio=1)
    page.locator("#choice_good").check()
    expect(page.locator("#saved")).to_contain_text("Saved ")
    expect(onward).to_be_in_viewport(ratio=1)
    before = onward.bounding_box()
    page.locator("#choice_adequate").check()
    expect(page.locator("#define_adequate")).to_be_visible()
    assert onward.bounding_box() == before


def test_after_next_two_presses_of_tab_lead_to_the_first_field_and_four_more_to_the_level(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.lead.person)
    page.goto(of(ordinary.begun(), "1.1/"))
    page.get_by_role("button", name="Next: 1.2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1.2")
    expect(page.get_by_role("link", name="A child may be at risk now")).to_be_in_viewport()
    assert tabs_to(page, "#strengths") == 2
    assert tabs_to(page, "[name=choice]") == 4


def test_the_grid_opens_at_the_indicator_that_somebody_comes_from(opens: Opens, ordinary: Situations) -> None:
    page = opens(ordinary.cast.lead.person)
    page.goto(of(ordinary.begun(), "4.2/"))
    page.get_by_role("button", name="All indicators").click()
    expect(page.locator("#i4\\.2")).to_be_in_viewport(ratio=1)
    assert tabs_to(page, "#i4\\.2 a") == 1


def test_what_has_just_been_written_down_is_in_sight(opens: Opens, ordinary: Situations) -> None:
    view = ordinary.begun()
    item = world.cite(view, "1.1", ordinary.cast.lead, shows="Children were seen that day.")
    page = opens(ordinary.cast.lead.person)
    page.goto(of(view, f"1.1/evidence/{item}/"))
    page.get_by_label("What do we know?").fill("Children were seen within a day.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".ev li")).to_contain_text("Children were seen within a day.")
    expect(page.locator(".ev li")).to_be_in_viewport(ratio=1)
    expect(page.locator(".levels")).to_be_in_viewport()
