"""On every page axe-core finds nothing; it holds enlarged, spaced out, recoloured or printed, whatever people write."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.pages import NOT_PAGES, STATES, State, addresses, enlarged, named, of
from tests.browser.situations import Situations
from tests.browser.windows import Opens, Windows

# What can change with the width of the page: the second look asks for these alone, once or more for each address.
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
ENLARGED = enlarged()
NUMBERS = {"400", "401", "403", "404", "409"}

SPACED = ("spaced out", "does not fit", "too wide")

# Script that looks at the page as it is told, and gives pairs: which look, and a sentence about what is wrong.
# `too wide`: WCAG 1.4.10. `too small`: 2.5.8, at least 24 by 24, but for links within a sentence.
# `does not fit`: what does not fit its box lies over its neighbour, or is cut off. A table of two directions scrolls in
# a region of its own, which the keyboard reaches (1.4.10 names it). `spaced out`: 1.4.12.
LOOK = r"""async ([looks, standards, again]) => {
    const all = (what = "*") => [...document.body.querySelectorAll(what)];
    const told = (e) => e.outerHTML.slice(0, 120);
    const seen = (e) => e.checkVisibility({ visibilityProperty: true });
    const axe = async (runOnly) => {
        if (!window.axe) await new Promise((done, fail) => {
            const script = document.createElement("script");
            Object.assign(script, { src: "/static/axe/axe.min.js", onload: done, onerror: fail });
            document.head.append(script);
            script.remove();
        });
        // `preload` fetches each style sheet again, and films, which no page has, for the one rule that asks how long.
        const options = { runOnly, resultTypes: ["violations"], preload: false };
        const { testEngine, violations, passes } = await window.axe.run(options);
        if (testEngine.name !== "axe-core" || !passes.length) throw new Error("axe-core has asked nothing");
        return violations.flatMap((rule) => rule.nodes.map((node) =>
            `${rule.id}: ${rule.help}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 300)}`));
    };
    const can = {
        axe: () => axe({ type: "tag", values: standards }),
        "axe again": () => axe({ type: "rule", values: again }),
        "spaced out": () => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
                word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
            document.adoptedStyleSheets = [sheet];
            return [];
        },
        "as it is": () => {
            document.adoptedStyleSheets = [];
            return [];
        },
        "too wide": () => {
            const room = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= room) return [];
            const ends = (e) => Math.round(e.getBoundingClientRect().right);
            const over = all().filter((e) => ends(e) > room + 1 && !e.closest(".hide, .bears__word"));
            return ["it scrolls sideways", ...over.map((e) => `${told(e)} ends at ${ends(e)}`)];
        },
        "does not fit": () => all()
            .filter((e) => seen(e) && e.clientWidth > 1
                && getComputedStyle(e).display !== "inline" && !e.closest(".hide, .bears__word, svg"))
            .filter((e) => !["INPUT", "SELECT", "TEXTAREA", "OPTION"].includes(e.tagName))
            .filter((e) => !(e.matches("[role=region][tabindex='0']") && e.firstElementChild.tagName === "TABLE"))
            .filter((e) => e.scrollWidth > e.clientWidth + 1
                || (getComputedStyle(e).overflowY === "hidden" && e.scrollHeight > e.clientHeight + 1))
            .map((e) => `${told(e)} needs ${e.scrollWidth} and has ${e.clientWidth}`),
        "too small": () => all("a, button, input:not([type=hidden]), select, textarea, summary")
            .filter((e) => seen(e) && !e.closest(".hide, .skip"))
            .filter((e) => {
                if (e.tagName !== "A" || getComputedStyle(e).display !== "inline") return true;
                return e.parentElement.textContent.trim() === e.textContent.trim();
            })
            .map((e) => [e, (e.closest("label") || e).getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24)
            .map(([e, box]) => `${told(e)} is ${Math.round(box.width)} by ${Math.round(box.height)}`),
        "left in print": () => all("nav, button, .bar, .skip, [type=submit], .ds_button")
            .filter((e) => seen(e) && !e.closest(".hide"))
            .map(told),
    };
    await document.fonts.ready;
    const found = [];
    let way = "";
    for (const look of looks) {
        for (const line of await can[look]()) found.push([way + look, line]);
        if (look === "spaced out") way = "spaced out, ";
        if (look === "as it is") way = "";
    }
    return found;
}"""


# What each of the looks is there to find, and a box that holds its text until that is spaced out.
BROKEN = """() => {
    const main = document.querySelector("main");
    main.insertAdjacentHTML("beforeend", `<div id="broken"><p class="pale">Pale words</p><img src="data:,">
        <input class="tiny"><button>Stays</button><div class="wide">Wide</div>
        <div class="cut"><div class="long">Cut off</div></div></div>`);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`.pale { color: #ddd; background: #fff } .wide { width: 700px }
        .tiny { width: 9px; height: 9px; min-height: 0; padding: 0 }
        .cut { width: 50px; overflow: hidden } .long { width: 90px }
        @media print { button { display: block } }`);
    document.adoptedStyleSheets = [sheet];
}"""
TIGHT = """() => {
    const box = Object.assign(document.createElement("div"), { textContent: "Words_that_stay_together" });
    document.querySelector("main").append(box);
    box.style.setProperty("white-space", "nowrap");
    box.style.setProperty("width", "max-content");
    box.style.setProperty("width", `${box.offsetWidth + 1}px`);
}"""


def looked_at(page: Page, *looks: str) -> list[str]:
    """Have the page measured, one look after the other; what each has found, with its name before it."""
    found: list[list[Any]] = page.evaluate(LOOK, [looks, STANDARDS, AGAIN])
    return [f"{look}: {line}" for look, line in found]


def test_every_address_has_a_page_in_the_list_or_a_reason_for_having_none() -> None:
    listed = {state.address for state in STATES}
    missing = set(addresses()) - listed - set(NOT_PAGES)
    assert not missing, f"no state in tests/browser/states.py: {sorted(missing)}"
    gone = (listed | set(NOT_PAGES)) - set(addresses()) - NUMBERS
    assert not gone, f"no such address any more: {sorted(gone)}"


@pytest.mark.parametrize("state", named())
def test_axe_finds_nothing_and_the_page_holds_narrow_wide_spaced_out_and_printed(
    state: State, windows: Windows, ordinary: Situations, long_words: Situations
) -> None:
    """One opening for all of it. What is looked at enlarged is opened so, with the longest words in everything."""
    longest = state in ENLARGED
    situations = long_words if longest else ordinary
    opening = state.opening(situations)
    page = opening.go(windows.open, situations, 320 if longest else 1280)
    found: list[str] = []

    def look(width: int, *looks: str) -> None:
        if page.viewport_size["width"] != width:
            page.set_viewport_size({"width": width, "height": 800})
        found.extend(f"at {width} px, {line}" for line in looked_at(page, *looks))

    if longest:
        look(320, "too small", "too wide", "spaced out", "too wide")
        look(360, "spaced out", "does not fit", "as it is", "axe again")
        look(1280, *SPACED, "as it is", "axe", "does not fit", "too small")
    else:
        look(1280, "axe", "does not fit", "too small", *SPACED)
        look(360, "spaced out", "does not fit")
        look(320, "spaced out", "too wide", "as it is", "too small", "too wide")
    page.emulate_media(media="print")
    found.extend(looked_at(page, "left in print"))
    assert not found, "\n".join(found)
    if opening.then is None:
        windows.keep(page)


def test_each_look_finds_what_it_is_for(opens: Opens) -> None:
    page = opens(width=320)
    page.goto("/at-risk/")
    page.evaluate(BROKEN)
    looks = ("axe", "axe again", "too small", "too wide", "does not fit", "left in print")
    found = looked_at(page, *looks)
    assert {line.partition(":")[0] for line in found} == set(looks)
    told = "\n".join(found)
    for rule in ("axe: color-contrast", "axe again: color-contrast", "axe again: label", "axe: image-alt"):
        assert f"{rule}:" in told
    page.evaluate("() => document.getElementById('broken').remove()")
    assert looked_at(page, "axe", "axe again", "too small", "too wide", "does not fit") == []
    page.evaluate(TIGHT)
    assert looked_at(page, "does not fit") == []
    assert [line.partition(":")[0] for line in looked_at(page, *SPACED)] == ["spaced out, does not fit"]


def test_what_is_printed_of_a_broad_view_says_who_may_see_it_and_its_dates(
    opens: Opens, ordinary: Situations
) -> None:
    page = opens(ordinary.cast.lead.person)
    page.emulate_media(media="print")
    said = (
        "Seen by people who hold a role in Strathardle children’s team, and by those it is shared",
        *("2025", "edition 1"),
    )
    missing = []
    for path in ("", "1.1/", "1.1/history/", "found/", "answers/", "downloads/"):
        page.goto(of(ordinary.filled, path))
        foot = page.locator(".foot")
        words = foot.inner_text() if foot.is_visible() else ""
        missing += [f"{path or 'the grid'}: {one}" for one in said if one not in words]
    assert not missing


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
