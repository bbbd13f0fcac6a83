"""A child's name typed into a field that saves itself: it waits, is seen by its writer alone, and is mended or kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from speir.evaluations.models import EarlierText, Evaluation, LevelChange, SetAside
from speir.trail.models import Entry
from tests.browser.pages import of
from tests.browser.situations import Situations
from tests.browser.waiting import answer_of, soon, text_of
from tests.browser.windows import Opens

NAMED = "Callum Fraser told Mrs Nowak."
scripts = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


@pytest.fixture
def view(ordinary: Situations) -> Evaluation:
    return ordinary.begun()


def typed(page: Page, script: bool, text: str = NAMED) -> None:
    """Type into the first field; without script press Save."""
    page.locator("#strengths").fill(text)
    if not script:
        page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("#beside_strengths .mention")).to_be_visible()


def drafts(view: Evaluation) -> list[str]:
    return list(SetAside.objects.filter(evaluation=view).values_list("text", flat=True))


@scripts
def test_a_name_is_mended_one_by_one_and_the_text_is_saved(
    script: bool, opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    page = opens(ordinary.cast.evaluator.person, script=script)
    page.goto(of(view, "1.1/"))
    typed(page, script)
    expect(page.locator("#beside_strengths blockquote mark")).to_have_text(["Callum Fraser", "Nowak"])
    assert text_of(view) == ""
    page.get_by_role("group", name="Write instead of Callum Fraser").get_by_text("[a child]").click()
    expect(page.locator("#strengths")).to_have_value("[a child] told Mrs Nowak.")
    page.get_by_role("group", name="Write instead of Nowak").get_by_text("[a worker]").click()
    soon(page, lambda: text_of(view) == "[a child] told Mrs [a worker].")
    expect(page.locator("#strengths")).to_have_value("[a child] told Mrs [a worker].")
    expect(page.locator(".mention")).to_have_count(0)
    assert drafts(view) == []
    assert not EarlierText.objects.filter(evaluation=view).exists()


@scripts
def test_one_press_replaces_all(script: bool, opens: Opens, ordinary: Situations, view: Evaluation) -> None:
    page = opens(ordinary.cast.evaluator.person, script=script)
    page.goto(of(view, "1.1/"))
    typed(page, script)
    page.get_by_role("button", name="Replace all of them").click()
    soon(page, lambda: text_of(view) == "[name] told Mrs [name].")


@scripts
def test_a_name_is_kept_with_a_reason_and_not_asked_about_again(
    script: bool, opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    page = opens(ordinary.cast.evaluator.person, script=script)
    page.goto(of(view, "1.1/"))
    typed(page, script)
    page.get_by_role("button", name="It is public, or somebody at work who agreed").click()
    soon(page, lambda: text_of(view) == NAMED)
    expect(page.locator(".mention")).to_have_count(0)
    row = Entry.objects.filter(verb="kept a mention in").latest("at")
    assert (row.person_name, row.detail.split(".")[0]) == ("Isla Reid", "2 names in 1")
    page.goto(of(view, "1.1/"))
    page.locator("#strengths").fill(f"{NAMED} It helped.")
    if not script:
        page.get_by_role("button", name="Save", exact=True).last.click()
    soon(page, lambda: text_of(view) == f"{NAMED} It helped.")
    expect(page.locator(".mention")).to_have_count(0)


def test_while_it_waits_typing_goes_on_and_a_reload_brings_it_back_for_its_writer_alone(
    opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    page = opens(ordinary.cast.evaluator.person)
    page.goto(of(view, "1.1/"))
    typed(page, script=True)
    page.locator("#strengths").press("Control+Home")
    page.locator("#strengths").press_sequentially("We saw it. ")
    soon(page, lambda: drafts(view) == [f"We saw it. {NAMED}"])
    page.locator("#choice_good").check()
    expect(page.locator("#saved")).to_contain_text("may identify somebody")
    page.reload()
    expect(page.locator("#strengths")).to_have_value(f"We saw it. {NAMED}")
    expect(page.locator("#choice_good")).to_be_checked()
    other = opens(ordinary.cast.lead.person)
    other.goto(of(view, "1.1/"))
    expect(other.locator("#strengths")).to_have_value("")
    expect(other.locator("body")).not_to_contain_text("Callum")
    page.locator("#strengths").fill("We saw it.")
    soon(page, lambda: text_of(view) == "We saw it.")
    expect(page.locator(".mention")).to_have_count(0)
    assert drafts(view) == []


def test_leaving_at_once_keeps_the_draft(opens: Opens, ordinary: Situations, view: Evaluation) -> None:
    page = opens(ordinary.cast.evaluator.person)
    page.goto(of(view, "1.1/"))
    page.locator("#strengths").press_sequentially(NAMED)
    page.goto("about:blank")
    soon(page, lambda: drafts(view) == [NAMED])
    assert text_of(view) == ""


def test_by_keyboard_a_reason_for_a_level_and_an_answer_are_mended_in_place(
    opens: Opens, ordinary: Situations, view: Evaluation
) -> None:
    page = opens(ordinary.cast.evaluator.person)
    page.goto(of(view, "1.1/"))
    page.locator("#choice_good").check()
    page.locator(".why summary").click()
    page.locator("#why").fill("Callum says so.")
    page.locator("#why").press("Tab")
    mend = page.locator("#beside_why").get_by_role("button", name="[a child]")
    mend.focus()
    page.keyboard.press("Enter")
    changes = LevelChange.objects.filter(judgement__evaluation=view).exclude(why="")
    soon(page, lambda: list(changes.values_list("why", flat=True)) == ["[a child] says so."])
    page.goto(of(view, "answers/"))
    page.locator("#text_1").fill(NAMED)
    page.locator("#beside_1").get_by_role("button", name="Replace all of them").press("Enter")
    soon(page, lambda: answer_of(view) == "[name] told Mrs [name].")
    expect(page.locator("#text_1")).to_have_value("[name] told Mrs [name].")
    expect(page.locator("#text_1")).to_be_focused()
