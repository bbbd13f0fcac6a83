"""On every page axe-core finds nothing; it holds enlarged, spaced out, recoloured or printed, whatever people write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import NOT_PAGES, STATES, State, addresses, enlarged, named, of
from tests.browser.site import ROOT, Site
from tests.browser.situations import Situations
from tests.browser.windows import InTurn, Opens

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# What can change with the width of the page: the second look asks for these alone.
AGAIN = [
    *("color-contrast", "target-size", "scrollable-region-focusable", "bypass", "heading-order", "region"),
    *(
        "landmark-unique",
        "meta-viewport",
        "link-name",
        "button-name",
        "label",
        "aria-hidden-focus",
        "empty-heading",
    ),
    *("link-in-text-block", "page-has-heading-one", "skip-link", "select-name", "empty-table-header"),
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
NUMBERS = {"400", "401", "403", "404", "409"}

# Script that a measure runs in the page; each gives sentences about what is wrong.
TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.body.querySelectorAll("*")]
        .filter((e) => e.getBoundingClientRect().right > room + 1 && !e.closest(".hide, .bears__word"))
        .map((e) => `${e.outerHTML.slice(0, 120)} ends at ${Math.round(e.getBoundingClientRect().right)}`);
}"""
# What does not fit its box lies over its neighbour, or is cut off.
# A table of two directions scrolls in a region of its own, which the keyboard reaches (WCAG 1.4.10 names it).
DOES_NOT_FIT = """() => [...document.body.querySelectorAll("*")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.clientWidth > 1
        && getComputedStyle(e).display !== "inline" && !e.closest(".hide, .bears__word, svg"))
    .filter((e) => !["INPUT", "SELECT", "TEXTAREA", "OPTION"].includes(e.tagName))
    .filter((e) => !(e.matches("[role=region][tabindex='0']") && e.firstElementChild.tagName === "TABLE"))
    .filter((e) => e.scrollWidth > e.clientWidth + 1
        || (getComputedStyle(e).overflowY === "hidden" && e.scrollHeight > e.clientHeight + 1))
    .map((e) => `${e.outerHTML.slice(0, 120)} needs ${e.scrollWidth} and has ${e.clientWidth}`)"""
# WCAG 2.5.8: at least 24 by 24, but for links within a sentence.
TOO_SMALL = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".hide, .skip"))
    .filter((e) => {
        if (e.tagName !== "A" || getComputedStyle(e).display !== "inline") return true;
        return e.parentElement.textContent.trim() === e.textContent.trim();
    })
    .map((e) => [e, (e.closest("label") || e).getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([e, box]) => `${e.outerHTML.slice(0, 120)} is ${Math.round(box.width)} by ${Math.round(box.height)}`)"""
SPACED_OUT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
LEFT_IN_PRINT = """() => [...document.querySelectorAll("nav, button, .bar, .skip, [type=submit], .ds_button")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".hide"))
    .map((e) => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def in_turn(browser: Browser, site: Site) -> Iterator[InTurn]:
    opened = InTurn(browser, site)
    yield opened
    opened.close()


@pytest.fixture
def opens(in_turn: InTurn) -> Iterator[Opens]:
    in_turn.troubles.clear()
    yield in_turn.open
    in_turn.shut()
    assert not in_turn.troubles, in_turn.told()


def wrong(page: Page, measure: str) -> list[str]:
    found: list[Any] = page.evaluate(measure)
    return [str(line) for line in found]


def axe(page: Page, rules: list[str] | None = None) -> list[str]:
    """Return what axe-core finds, by the rules of the standards or by these alone."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARDS}
    result: dict[str, Any] = page.evaluate(
        "only => axe.run({runOnly: only, resultTypes: ['violations']})", only
    )
    assert result["testEngine"]["name"] == "axe-core"
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def test_every_address_has_a_page_in_the_list_or_a_reason_for_having_none() -> None:
    listed = {state.address for state in STATES}
    missing = set(addresses()) - listed - set(NOT_PAGES)
    assert not missing, f"no state in tests/browser/states.py: {sorted(missing)}"
    gone = (listed | set(NOT_PAGES)) - set(addresses()) - NUMBERS
    assert not gone, f"no such address any more: {sorted(gone)}"


@pytest.mark.parametrize("state", enlarged())
def test_a_page_holds_at_four_hundred_per_cent_with_the_longest_words(
    state: State, opens: Opens, long_words: Situations
) -> None:
    page = state.open(opens, long_words, 320)
    assert not wrong(page, TOO_WIDE)
    assert not wrong(page, TOO_SMALL)
    page.evaluate(SPACED_OUT)
    assert not wrong(page, TOO_WIDE), "with text spaced out"
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not wrong(page, TOO_WIDE), "with text spaced out"
    page.evaluate("() => { document.adoptedStyleSheets = [] }")
    assert not wrong(page, DOES_NOT_FIT)


@pytest.mark.parametrize("state", named())
def test_axe_finds_nothing_wide_or_narrow_and_the_page_holds_spaced_out_and_printed(
    state: State, opens: Opens, ordinary: Situations
) -> None:
    page = state.open(opens, ordinary, 1280)
    page.evaluate(AXE.read_text())
    assert not axe(page), "at 1280 px"
    assert not wrong(page, DOES_NOT_FIT)
    assert not wrong(page, TOO_SMALL)
    page.set_viewport_size({"width": 360, "height": 780})
    assert not axe(page, AGAIN), "at 360 px"
    page.evaluate(SPACED_OUT)
    assert not wrong(page, DOES_NOT_FIT), "with text spaced out at 360 px"
    page.set_viewport_size({"width": 320, "height": 780})
    assert not wrong(page, TOO_WIDE), "with text spaced out at 320 px"
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not wrong(page, DOES_NOT_FIT), "with text spaced out at 1280 px"
    page.emulate_media(media="print")
    assert not wrong(page, LEFT_IN_PRINT)


@pytest.mark.parametrize("path", ["", "1.1/", "1.1/history/", "found/", "answers/", "downloads/"])
def test_what_is_printed_of_a_broad_view_says_who_may_see_it_and_its_dates(
    path: str, opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.lead.person)
    page.goto(of(ordinary.filled, path))
    page.emulate_media(media="print")
    foot = page.locator(".foot")
    assert foot.is_visible()
    words = foot.inner_text()
    assert "Seen by people who hold a role in Strathardle children’s team, and by those it is shared" in words
    assert "2025" in words
    assert "edition 1" in words


def test_without_colours_of_its_own_a_page_still_shows_the_level_and_what_is_chosen(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.lead.person)
    page.emulate_media(forced_colors="active")
    page.goto(of(ordinary.filled, "1.1/"))
    outline = "e => getComputedStyle(e).outlineStyle + getComputedStyle(e).outlineWidth"
    assert page.locator(".levels label", has=page.locator(":checked")).evaluate(outline) == "solid3px"
    assert page.locator(".levels label").first.evaluate(outline) != "solid3px"
    page.goto(of(ordinary.filled))
    level = page.locator(".level--excellent")
    assert level.inner_text() == "Excellent"
    # Six bars in the colour of text; what is laid over their insides fills them, or leaves an outline.
    insides = """e => getComputedStyle(e, '::before').backgroundImage.split("linear-gradient(").slice(1, 7)
        .filter((drawn) => drawn.startsWith(getComputedStyle(e).color)).length"""
    assert level.evaluate(insides) == 6
    assert page.locator(".level--good").first.evaluate(insides) == 4
    assert level.evaluate("e => getComputedStyle(e).color") == page.locator("h1").evaluate(
        "e => getComputedStyle(e).color"
    )
