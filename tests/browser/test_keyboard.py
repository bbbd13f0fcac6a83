"""The whole journey by keyboard alone: Tab, Shift-Tab, arrows, Enter and Space."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, Route, expect

from speir.evaluations.models import Citation, Contribution, Edition, Judgement
from tests import world, world_joint
from tests.browser.keys import REACHABLE, Keys
from tests.browser.pages import of
from tests.browser.situations import Situations
from tests.browser.states_answering import in_short
from tests.browser.windows import Opens


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_whole_journey_by_keyboard_alone(script: bool, opens: Opens, ordinary: Situations) -> None:
    page = opens(script=script)
    keys = Keys(page)
    page.goto(ordinary.address())
    button, link = page.get_by_role("button"), page.get_by_role("link")
    keys.press(button.filter(has_text="Sign in"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    keys.press(link.filter(has_text="Start our own"))
    keys.write(page.get_by_label("Name of your partnership, agency, service or team"), "Loch Ness midwives")
    keys.choose(page.get_by_label("A service"), page.locator("[name=kind]"))
    keys.write(page.get_by_label("Your name"), "Una Baird")
    keys.press(button.filter(has_text="Continue"))
    keys.press(button.filter(has_text="Begin"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Loch Ness midwives")
    view = page.url.rstrip("/").rpartition("/")[2]

    keys.press(page.locator(".rows a").first)
    keys.write(page.get_by_label("What we do well"), "We listen.")
    keys.write(page.get_by_label("What needs to improve"), "We write too little down.")
    keys.press(button.filter(has_text="Add what you know"), "Space")
    write_evidence(page, keys)
    choice = page.locator("[name=choice]")
    keys.choose(page.get_by_role("radio", name="Good", exact=True), choice)
    keys.to(page.get_by_label("What needs to improve"), "Shift+Tab")
    keys.choose(page.get_by_role("radio", name="Very good"), choice)
    sure = page.locator("[name=sure]")
    keys.choose(page.get_by_role("radio", name="Some doubt"), sure)
    keys.press(page.get_by_label("We are done with this indicator for now"), "Space")
    if script:
        expect(page.locator("#saved")).to_contain_text("Saved ")
    keys.press(button.filter(has_text="Next:"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("1.2")
    kept = Judgement.objects.select_related("level").get(evaluation=view, indicator__number="1.1")
    assert kept.level is not None
    assert (kept.level.key, kept.sure, kept.done) == ("very_good", "some_doubt", True)
    assert (kept.strengths, kept.improvements) == ("We listen.", "We write too little down.")
    assert Citation.objects.filter(judgement=kept).count() == 1

    answer_and_seal(page, keys, script)
    assert Edition.objects.filter(evaluation=view).exists()
    with page.expect_download() as download:
        keys.press(page.get_by_role("link", name="Word", exact=True))
    assert download.value.suggested_filename.endswith(".docx")


def answer_and_seal(page: Page, keys: Keys, script: bool) -> None:
    button, link = page.get_by_role("button"), page.get_by_role("link")
    keys.press(button.filter(has_text="All indicators"))
    keys.press(link.filter(has_text="What we found"))
    keys.press(link.filter(has_text="Write or change these answers"))
    keys.write(page.locator("#text_1"), "Help comes early.")
    if script:
        expect(page.locator("#saved_1")).to_contain_text("Saved ")
    else:
        keys.press(page.locator("button.no-script").first)
    keys.press(link.filter(has_text="Back to what we found"))
    expect(page.locator(".answers")).to_contain_text("Help comes early.")
    keys.press(link.filter(has_text="Seal this edition"))
    keys.press(button.filter(has_text="Seal"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What we found, edition 1")


def write_evidence(page: Page, keys: Keys) -> None:
    keys.write(page.get_by_label("What do we know?"), "In 11 of 12 files the child was seen that day.")
    kind = page.get_by_label("What kind of source is it?")
    keys.to(kind)
    page.keyboard.press("ArrowDown")
    expect(kind).not_to_have_value("")
    keys.write(page.get_by_label("When was that?"), "April 2026")
    speaks_of = page.locator("[name=speaks_of]")
    keys.choose(page.get_by_label("Its impact on children and families"), speaks_of)
    keys.press(page.get_by_label("Families", exact=True), "Space")
    bears = page.locator(".bears tbody tr").first.get_by_role("radio")
    keys.choose(bears.nth(1), bears)
    keys.press(page.get_by_role("button", name="Add", exact=True))
    expect(page.locator(".ev")).to_contain_text("In 11 of 12 files")


@pytest.mark.parametrize(
    ("path", "width"),
    [
        *((path, 1280) for path in ("", "1.1/", "1.2/history/", "1.1/evidence/cite/", "found/", "answers/")),
        # What a phone shows otherwise than a wide window: the grid, the panel with its guidance, a long form.
        *((path, 360) for path in ("", "1.1/", "1.1/evidence/new/")),
    ],
)
def test_tab_reaches_everything_shows_where_it_is_and_is_caught_nowhere(
    path: str, width: int, opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.lead.person, width=width)
    page.goto(of(ordinary.filled, path))
    assert Keys(page).walk() == page.evaluate(REACHABLE)


def test_the_skip_link_is_the_first_stop_and_leads_past_the_navigation(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.lead.person)
    page.goto(of(ordinary.filled))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_a_form_that_came_back_with_a_problem_puts_the_keyboard_at_its_summary(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.lead.person)
    page.goto(of(ordinary.filled, "1.1/evidence/new/"))
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".ds_error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    page.keyboard.press("Tab")
    expect(page.locator(".ds_error-summary a").first).to_be_focused()


def test_the_focus_stays_where_somebody_is_while_their_field_saves_itself(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.evaluator.person)
    page.goto(of(ordinary.begun(), "1.1/"))
    keys = Keys(page)
    keys.write(page.locator("#strengths"), "We listen.")
    expect(page.locator("#saved")).to_contain_text("Saved ")
    expect(page.locator("#strengths")).to_be_focused()
    keys.choose(page.locator("#choice_good"), page.locator("[name=choice]"))
    expect(page.locator("#gauge")).to_contain_text("provisional")
    expect(page.locator("#choice_good")).to_be_focused()


def test_between_two_texts_one_chooses_by_keyboard_and_goes_on_in_the_field(
    opens: Opens, ordinary: Situations
) -> None:
    view = ordinary.begun()
    page = opens(ordinary.cast.evaluator.person)
    page.goto(of(view, "1.1/"))
    world.write(view, "1.1", ordinary.cast.lead, strengths="What the lead saved.")
    keys = Keys(page)
    keys.write(page.locator("#strengths"), "What the evaluator typed.")
    both = page.get_by_role("button", name="Keep both, one after the other")
    expect(both).to_be_visible()
    # Passing the other choices on the way to this one chooses nothing.
    keys.press(both)
    expect(page.locator("#strengths")).to_have_value("What the lead saved.\n\nWhat the evaluator typed.")
    expect(page.locator("#strengths")).to_be_focused()
    expect(both).to_have_count(0)


def test_enlarged_four_times_the_field_one_is_in_is_not_covered(opens: Opens, ordinary: Situations) -> None:
    page = opens(ordinary.cast.lead.person, width=320, height=256)
    page.goto(of(ordinary.filled, "1.1/"))
    expect(page.locator("#saved")).to_contain_text("Saved ")
    assert Keys(page).walk() == page.evaluate(REACHABLE)


@pytest.mark.parametrize("path", ["", "1.1/"])
def test_on_a_phone_tab_goes_down_the_page_as_the_eye_does(
    path: str, opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.lead.person, width=360, height=780)
    page.goto(of(ordinary.filled, path))
    bottoms: list[float] = page.evaluate("""() => [...document.querySelectorAll(
        ".bar a, main a, main summary, main textarea, main button:not(.hide), .levels input")]
        .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".after"))
        .map((e) => e.getBoundingClientRect().bottom)""")
    assert len(bottoms) > 8
    assert all(after > before - 24 for before, after in pairwise(bottoms)), bottoms


def test_what_it_looks_like_is_one_line_on_a_phone_and_stands_open_beside_the_writing(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.lead.person)
    page.goto(of(ordinary.filled, "1.1/"))
    themes = page.locator(".looks .theme > summary")
    expect(themes.first).to_be_visible()
    expect(themes.last).to_be_visible()
    expect(page.locator(".looks .pair").first).to_be_visible()
    assert page.locator(".looks").evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    page.set_viewport_size({"width": 360, "height": 780})
    expect(themes.first).to_be_hidden()
    page.locator(".looks__all > summary").click()
    expect(themes.last).to_be_visible()


def test_what_a_save_brings_in_does_not_push_the_focus_under_the_line_at_the_bottom(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.evaluator.person)
    view = ordinary.begun()
    world.cite(view, "1.1", ordinary.cast.evaluator)
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(of(view, "1.1/"))
    held: list[Route] = []
    page.route("**/1.1/", lambda route: held.append(route))  # noqa: PLW0108  Playwright takes no built-in
    keys = Keys(page)
    keys.choose(page.locator("#choice_good"), page.locator("[name=choice]"))
    keys.to(page.locator("#done"))
    page.evaluate("""() => {
        const box = document.getElementById("done").getBoundingClientRect();
        const line = document.querySelector(".finish-line").getBoundingClientRect();
        scrollBy({ top: box.bottom - (innerHeight - line.height), behavior: "instant" });
        // Not every browser holds what is on screen in its place by itself, and none does so always.
        document.documentElement.style.overflowAnchor = "none";
    }""")
    keys.look()
    for route in held:
        route.continue_()
    expect(page.locator("#gauge")).to_contain_text("provisional")
    keys.look()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_short_form_is_filled_in_and_handed_in_by_keyboard_alone(
    script: bool, opens: Opens, ordinary: Situations
) -> None:
    there = world_joint.committee(("Family centre",), "by keys" if script else "by keys without script")
    asked = world_joint.joint(there, indicators=("1.1", "3.2"))
    member = there.members["Family centre"]
    contribution = world_joint.asked_of(asked, member.unit)
    Contribution.objects.filter(pk=contribution.pk).update(short=True)
    page = opens(member.lead.person, script=script)
    keys, button = Keys(page), page.get_by_role("button")
    page.goto(f"/joint/asked/{contribution.id}/")
    keys.press(button.filter(has_text="Accept"))
    keys.press(page.locator("[name=number][value='1.1']"), "Space")
    keys.press(button.filter(has_text="Go on"))
    keys.write(page.get_by_label("What we do well, 1.1"), "We know the families of the town.")
    keys.write(page.get_by_label("What needs to improve, 1.1"), "We write too little down.")
    keys.write(page.get_by_label("How do you know? One line is enough, 1.1"), "Four parents told us so.")
    level = page.get_by_label("Level (optional), 1.1")
    keys.to(level)
    page.keyboard.press("G")
    expect(level).to_have_value("good")
    if script:
        keys.to(page.get_by_label("What needs to improve, 1.1"), "Shift+Tab")
        expect(page.locator("#saved")).to_contain_text("Saved ")
    keys.press(button.filter(has_text="Hand in"))
    keys.write(page.get_by_label("Why do you hand it in all the same?"), "It is what we know today.")
    keys.press(button.filter(has_text="Seal edition 1 and hand it in"))
    # Sealing makes a broad view's whole record: on a machine with much else to do it takes its time.
    expect(page.get_by_text("Handed in. The other members can read this edition")).to_be_visible(
        timeout=60_000
    )
    # Nothing is ticked before somebody ticks it: what is behind a level stays where it is until then.
    piece = page.get_by_role("checkbox", name="Four parents told us so.")
    expect(piece).not_to_be_checked()
    keys.press(piece, "Space")
    keys.press(button.filter(has_text="Open what is ticked"))
    expect(page.get_by_text("One piece of evidence is open to the other members.")).to_be_visible()
    contribution.refresh_from_db()
    assert contribution.edition is not None
    kept = Judgement.objects.get(evaluation=contribution.evaluation, indicator__number="1.1")
    assert (kept.strengths, kept.improvements) == (
        "We know the families of the town.",
        "We write too little down.",
    )
    assert Citation.objects.filter(judgement=kept).count() == 1


@pytest.mark.parametrize("width", [1280, 360])
def test_tab_reaches_every_box_of_the_short_form_and_is_caught_nowhere(
    width: int, opens: Opens, ordinary: Situations
) -> None:
    member, contribution = in_short(ordinary, "1.1", "3.2")
    page = opens(member.lead.person, width=width)
    page.goto(f"/joint/asked/{contribution.id}/short/")
    assert Keys(page).walk() == page.evaluate(REACHABLE)
