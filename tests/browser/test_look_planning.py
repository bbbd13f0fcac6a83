"""From “we want to look closer at 3.2” to a plan that can be printed: in a few clicks, by hand, and without script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Locator, Page, expect

from speir.evaluations.models import Evaluation, Feature, Look, Question, Way
from tests import world, world_look
from tests.browser.situations import Situations
from tests.browser.windows import Opens

MOST_CLICKS = 15


class Hand:
    """A person's hand: whatever it presses is counted."""

    def __init__(self) -> None:
        self.clicks = 0

    def press(self, what: Locator) -> None:
        self.clicks += 1
        what.click()


@pytest.fixture
def here() -> Situations:
    return Situations()


@pytest.fixture
def view(here: Situations) -> Evaluation:
    begun = world.begun(here.cast)
    words = "Records are kept in three places, and nobody reads all of them."
    world.write(begun, "3.2", here.cast.evaluator, choice="weak", improvements=words)
    shows = "Minutes show that health visitors were not told."
    world.cite(
        begun, "3.2", here.cast.evaluator, shows=shows, themes={world_look.themes_of("3.2")[0]: "weakness"}
    )
    return begun


def blocks(page: Page) -> Locator:
    return page.locator(".plan-theme")


def test_from_an_indicator_to_a_plan_that_prints_takes_at_most_fifteen_clicks(
    here: Situations, view: Evaluation, opens: Opens
) -> None:
    page, hand = opens(here.cast.lead.person), Hand()
    page.goto(f"/broad-views/{view.id}/3.2/")
    hand.press(page.get_by_role("link", name="Take a closer look"))
    expect(page.get_by_text("Records are kept in three places")).to_be_visible()
    hand.press(page.get_by_role("button", name="Begin and plan"))
    expect(page.get_by_role("heading", name="What we have already")).to_be_visible()
    first = blocks(page).first
    columns = first.locator(".lines")
    # Each press has come to its column before the next: what it puts there moves what is pressed.
    for column, presses in (
        (0, [first.get_by_role("button", name="As a question").nth(at) for at in range(3)]),
        (2, [first.get_by_role("button", name="As a feature").nth(at) for at in range(3)]),
        (1, [first.locator(".plan-suggest button").nth(at) for at in range(2)]),
    ):
        for there, button in enumerate(presses, 1):
            hand.press(button)
            expect(columns.nth(column).locator("li")).to_have_count(there)
    hand.press(page.get_by_role("link", name="Make the briefing"))
    page.wait_for_url("**/briefing/")
    page.go_back()
    page.wait_for_url(re.compile("/plan/"))
    page.emulate_media(media="print")
    expect(first.locator(".line__text").first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    assert hand.clicks <= MOST_CLICKS, hand.clicks
    look = Look.objects.get(prompted__evaluation=view)
    assert [kind.objects.filter(look=look).count() for kind in (Question, Way, Feature)] == [3, 2, 3]


def test_enter_adds_a_line_and_one_goes_on_in_the_same_box(here: Situations, opens: Opens) -> None:
    look = world_look.look(here.cast.team, here.cast.lead)
    page = opens(here.cast.lead.person)
    page.goto(f"/closer-looks/{look.id}/plan/")
    column = blocks(page).first.locator(".plan3__column").first
    for text in ("Do we write down what we pass on?", "Does anybody read it?"):
        column.get_by_label("Add a question").fill(text)
        page.keyboard.press("Enter")
        expect(column.locator(".line__text").last).to_have_text(text)
        expect(column.get_by_label("Add a question")).to_be_focused()
        expect(column.get_by_label("Add a question")).to_have_value("")
    column.get_by_label("Add a question").fill("Callum Fraser told his teacher.")
    page.keyboard.press("Enter")
    expect(column.locator(".mention")).to_be_visible()
    expect(column.locator(".line")).to_have_count(2)
    column.get_by_role("button", name="[a child]", exact=True).click()
    expect(column.locator(".line__text").last).to_have_text("[a child] told his teacher.")


# Sends the form that stands there again in the same instant in which it is put there, as the fastest finger would.
AT_ONCE = """() => {
  const column = document.querySelector(".plan3__column");
  const there = new MutationObserver(() => {
    there.disconnect();
    const form = column.querySelector("form.line-add");
    form.elements.text.value = "Does anybody read it?";
    form.requestSubmit();
  });
  there.observe(column, { childList: true });
}"""


def test_a_form_that_has_just_come_sends_without_leaving_the_page(here: Situations, opens: Opens) -> None:
    look = world_look.look(here.cast.team, here.cast.lead)
    page = opens(here.cast.lead.person)
    page.goto(f"/closer-looks/{look.id}/plan/")
    column = blocks(page).first.locator(".plan3__column").first
    page.evaluate(AT_ONCE)
    page.evaluate("window.same = true")
    column.get_by_label("Add a question").fill("Do we write down what we pass on?")
    page.keyboard.press("Enter")
    expect(column.locator(".line")).to_have_count(2)
    assert page.evaluate("window.same") is True
    expect(column.get_by_label("Add a question")).to_be_focused()


def test_a_line_is_reworded_in_place_moved_taken_out_and_put_back_by_keyboard(
    here: Situations, opens: Opens
) -> None:
    look = world_look.look(here.cast.team, here.cast.lead)
    world_look.planned(look, here.cast.lead)
    page = opens(here.cast.lead.person)
    page.goto(f"/closer-looks/{look.id}/plan/")
    line = blocks(page).first.locator(".line").first
    line.get_by_role("link", name="Change").press("Enter")
    box = blocks(page).first.get_by_label("What it says")
    expect(box).to_be_focused()
    box.fill("Do we pass it on in time?")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(line.locator(".line__text")).to_have_text("Do we pass it on in time?")
    line.get_by_role("button", name="Take out").press("Enter")
    back = page.get_by_role("button", name="Put it back")
    expect(back).to_be_focused()
    back.press("Enter")
    expect(line.locator(".line__text")).to_have_text("Do we pass it on in time?")
    assert Question.objects.get(look=look).removed_at is None


def test_what_is_typed_stays_in_its_box_while_there_is_no_connection(
    here: Situations, opens: Opens, windows: Any
) -> None:
    look = world_look.look(here.cast.team, here.cast.lead)
    page = opens(here.cast.lead.person)
    page.goto(f"/closer-looks/{look.id}/plan/")
    windows.offline = True
    page.context.set_offline(True)
    box = page.get_by_label("Add a question").first
    box.fill("Who is told?")
    box.press("Enter")
    expect(page.get_by_text("Not saved: no connection.")).to_be_visible()
    expect(box).to_have_value("Who is told?")
    page.context.set_offline(False)
    box.press("Enter")
    expect(page.locator(".line__text")).to_have_text("Who is told?")
    expect(page.get_by_text("Not saved: no connection.")).to_be_hidden()


def test_all_of_it_works_without_script(here: Situations, view: Evaluation, opens: Opens) -> None:
    page = opens(here.cast.lead.person, script=False)
    page.goto(f"/closer-looks/new/?view={view.id}&indicator=3.2")
    page.get_by_role("button", name="Begin and plan").click()
    first = blocks(page).first
    first.get_by_role("button", name="As a question").first.click()
    expect(page).to_have_url(re.compile("#q-"))
    first.get_by_role("button", name="As a feature").first.click()
    first.get_by_label("Add a way of finding out").fill("Read five files")
    first.get_by_role("button", name=re.compile("Add.*How do we find out")).click()
    first.locator(".line", has_text="Read five files").get_by_role("link", name="Change").click()
    page.get_by_label("How we find out").select_option("files")
    page.get_by_label("How many").fill("5")
    page.get_by_role("button", name="Save").click()
    expect(first.get_by_text("Review of case files · five files")).to_be_visible()
    first.locator(".line", has_text="Read five files").get_by_role("button", name="Take out").click()
    expect(page.get_by_text("Taken out.")).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    expect(first.locator(".line", has_text="Read five files")).to_be_visible()
    assert connection.vendor == "sqlite"
