"""A meeting at its actions by keys alone: on, back, what is said; never while typing; off when they are put off."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from speir.improvement.models import Progress
from tests import world_meeting
from tests.browser.keys import Keys
from tests.browser.situations import Situations
from tests.browser.windows import Opens


def shown(page: Page, words: str) -> None:
    """The page that says this has come, with the script that its keys are pressed for: words are there before it."""
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_label("Use these keys")).to_be_visible()


def test_a_chair_goes_through_a_meeting_by_keyboard_alone(opens: Opens) -> None:
    s = Situations()
    made = world_meeting.busy(s.cast.team, s.cast.lead)
    page = opens(s.cast.lead.person)
    keys = Keys(page)
    page.goto(f"/improvement/{s.cast.team.id}/meetings/{made.now.id}/")
    keys.press(page.get_by_role("link", name="Go through 5 actions"))
    shown(page, "1 of 5")
    for key, place in (("j", 2), ("ArrowRight", 3), ("k", 2), ("ArrowLeft", 1)):
        page.keyboard.press(key)
        shown(page, f"{place} of 5")
    # A letter chooses and leads to the sentence; there it is a letter like any other.
    page.keyboard.press("s")
    expect(page.get_by_label("Stuck", exact=True)).to_be_checked()
    box = page.get_by_label("In a sentence")
    expect(box).to_be_focused()
    page.keyboard.type("just so, dukes")
    page.keyboard.press("ArrowLeft")
    expect(box).to_have_value("just so, dukes")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Said: Ring the school the same day – stuck.")).to_be_visible()
    shown(page, "2 of 5")
    told = Progress.objects.get(action=made.overdue, through="meeting")
    assert (told.state, told.text) == ("stuck", "just so, dukes")
    # Back to it, and otherwise after all; by the button, without a key of ours.
    keys.press(page.get_by_role("link", name="Back to it"))
    shown(page, "1 of 5")
    page.keyboard.press("u")
    page.keyboard.type("They found the number.")
    keys.press(page.get_by_role("button", name="Say it and go on"))
    shown(page, "2 of 5")
    for place in (3, 4, 5):
        page.keyboard.press("j")
        shown(page, f"{place} of 5")
    page.keyboard.press("j")
    shown(page, "You have been through all of them")
    expect(page.get_by_text("They found the number.")).to_be_visible()
    page.keyboard.press("k")
    shown(page, "5 of 5")
    assert keys.walk()


def test_keys_that_are_put_off_stay_off_and_without_script_links_and_forms_do_the_same(opens: Opens) -> None:
    s = Situations()
    made = world_meeting.busy(s.cast.team, s.cast.lead)
    page = opens(s.cast.lead.person)
    at = f"/improvement/{s.cast.team.id}/meetings/{made.now.id}/now/"
    page.goto(at)
    page.get_by_label("Use these keys").uncheck()
    page.goto(at)
    expect(page.get_by_label("Use these keys")).not_to_be_checked()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("s")
    page.keyboard.press("j")
    shown(page, "1 of 5")
    expect(page.get_by_label("Still under way")).to_be_checked()

    bare = opens(s.cast.lead.person, script=False)
    bare.goto(at)
    expect(bare.get_by_text("Use these keys")).to_be_hidden()
    bare.get_by_label("Done", exact=True).check()
    bare.get_by_label("In a sentence").fill("All are rung.")
    bare.get_by_role("button", name="Say it and go on").click()
    expect(bare.get_by_text("2 of 5")).to_be_visible()
    bare.get_by_role("link", name="Next").click()
    expect(bare.get_by_text("3 of 5")).to_be_visible()
