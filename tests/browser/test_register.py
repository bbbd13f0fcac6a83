"""Writing in the register: one box, a count of words, a theme found by its name; with script and without it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from speir.evidence.models import Item
from tests.browser.situations import Situations
from tests.browser.windows import Opens

scripts = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
MORE = "Say more, as far as you know it"


@scripts
def test_one_box_and_a_double_click_are_one_item_with_all_that_was_chosen(
    script: bool, opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.evaluator.person, script=script)
    page.goto("/evidence/new/")
    shows = "Written in the register." if script else "Nothing runs here, and one box does all the same."
    page.get_by_label("What do we know?").fill(f"{shows}\nAnd this is its account.")
    page.get_by_text(MORE).click()
    page.get_by_text("3 How good is the delivery of key processes?").click()
    row = page.get_by_role("row", name="Joint understanding of information")
    row.get_by_label("Weakness").check()
    page.get_by_role("button", name="Save", exact=True).dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text(shows)
    expect(page.get_by_text("Joint understanding of information: Weakness")).to_be_visible()
    item = Item.objects.get(shows=shows)
    assert item.account == "And this is its account."


def test_the_count_follows_what_is_typed_and_says_where_it_is_too_much(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.evaluator.person)
    page.goto("/evidence/new/")
    page.get_by_text(MORE).click()
    count = page.locator("#account_count")
    expect(count).to_have_text("At most 1,000 words.")
    box = page.get_by_label("The account")
    for typed, said in (
        ("one", "1 word of at most 1,000"),
        ("one two\n\n- three", "4 words of at most 1,000"),
        ("word " * 1001, "1,001 words of at most 1,000"),
    ):
        box.fill(typed)
        expect(count).to_have_text(said)
    expect(count).to_have_class("hint count count--over")
    page.get_by_label("What do we know?").fill("Too long an account.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The account has 1,001 words.")
    expect(box).to_have_value("word " * 1001)


def test_a_theme_is_found_by_a_word_and_enter_saves_nothing(opens: Opens, ordinary: Situations) -> None:
    page = opens(ordinary.cast.evaluator.person)
    page.goto("/evidence/new/")
    page.get_by_label("What do we know?").fill("Found by a word.")
    page.get_by_text(MORE).click()
    find = page.get_by_label("Find a theme")
    find.fill("sharing inform")
    find.press("Enter")
    expect(page).to_have_url(page.url)
    rows = page.locator(".themes tbody tr:visible")
    expect(rows).to_have_count(3)
    rows.first.get_by_label("Strength").check()
    find.fill("nothing like it")
    expect(page.locator("#found_themes")).to_have_text("No theme or indicator has this in its name.")
    find.fill("")
    expect(page.locator("details.themes")).to_have_count(5)
    expect(page.locator("details.themes[open]")).to_have_count(1)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Appropriate sharing of information: Strength")).to_be_visible()


def test_without_script_there_is_no_box_that_finds_nothing(opens: Opens, ordinary: Situations) -> None:
    page = opens(ordinary.cast.evaluator.person, script=False)
    page.goto("/evidence/new/")
    page.get_by_text(MORE).click()
    expect(page.get_by_label("Find a theme")).to_be_hidden()
    expect(page.get_by_text("At most 1,000 words.")).to_be_visible()
    page.get_by_label("What do we know?").fill("With two links.")
    page.get_by_label("Address 1").fill("https://a.example")
    page.get_by_role("button", name="Room for another link").click()
    expect(page.get_by_label("Address 2")).to_be_visible()
    expect(page.get_by_label("What do we know?")).to_have_value("With two links.")
