"""The states of an indicator's page, its history and its evidence."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import world
from tests.browser.pages import Opening, of, post, press, state
from tests.browser.situations import Situations

# A text and a level in the same instant, sent together: the answer to one alone would bring the other what stands now.
BOTH = """(text) => {
    const box = document.querySelector("#strengths");
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector("#choice_adequate").click();
}"""

# --- One indicator


@state("broad_views:indicator", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.fresh, "1.1/"))


@state("broad_views:indicator", "filled, provisional", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "1.1/"))


@state("broad_views:indicator", "the last one")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.fresh, f"{world.framework().indicators[-1].number}/"))


@state("broad_views:indicator", "of a reader", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, of(s.filled, "1.2/"))


@state("broad_views:indicator", "sealed")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.sealed, "1.3/"))


@state("broad_views:indicator", "with every theme and the reason open", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")

    return Opening(s.cast.lead.person, of(s.filled, "1.4/"), steps)


@state("broad_views:indicator", "with a text kept for its writer")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, of(s.meeting, "1.1/"))


@state("broad_views:indicator", "in conflict, by script")
def _(s: Situations) -> Opening:
    view = s.begun()

    def steps(page: Page, s: Situations) -> None:
        world.write(view, "1.1", s.cast.lead, strengths=s.text("What they saved."), choice="good")
        page.evaluate(BOTH, s.text("What I typed meanwhile."))
        expect(page.locator("#beside_strengths .conflict")).to_be_visible()
        expect(page.locator("#beside_choice .conflict")).to_be_visible()

    return Opening(s.cast.evaluator.person, of(view, "1.1/"), steps)


@state("broad_views:indicator", "in conflict, without script", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("#base_strengths").evaluate("e => { e.value = 'older' }")
        post("strengths", s.text("What I typed."))(page, s)
        expect(page.locator(".conflict").first).to_be_visible()

    return Opening(s.cast.evaluator.person, of(s.meeting, "1.1/"), steps)


@state("broad_views:indicator", "with a text that is too long, without script")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        post("strengths", "We see children early. " * 1000)(page, s)
        expect(page.locator(".error").first).to_be_visible()

    return Opening(s.cast.evaluator.person, of(s.fresh, "1.2/"), steps)


@state("broad_views:indicator", "with a text that is too long, by script")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("#strengths").fill("We see children early. " * 1000)
        expect(page.locator("#beside_strengths .error")).to_be_visible()

    return Opening(s.cast.evaluator.person, of(s.fresh, "1.2/"), steps)


@state("broad_views:indicator", "signed out while typing")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.context.clear_cookies(name="speir")
        page.locator("#strengths").fill("What I typed.")
        expect(page.get_by_role("link", name="Sign in in a new tab")).to_be_visible()

    return Opening(s.cast.evaluator.person, of(s.fresh, "1.2/"), steps)


@state("broad_views:indicator", "with evidence just taken away")
def _(s: Situations) -> Opening:
    view = s.begun()
    item = world.cite(view, "1.1", s.cast.lead, shows=s.text("What we know."))
    steps = press("Take it away from 1.1")
    return Opening(s.cast.lead.person, of(view, f"1.1/evidence/{item}/"), steps)


# --- Its history


@state("broad_views:history", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.fresh, "1.1/history/"))


@state("broad_views:history", "with changes and earlier texts", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "1.2/history/"))


# --- Its evidence


@state("broad_views:evidence_new", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "1.1/evidence/new/"))


@state("broad_views:evidence_new", "with mistakes")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("When was that?").fill("one of these days")
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.lead.person, of(s.filled, "1.1/evidence/new/"), steps)


@state("broad_views:evidence_cite", "with items to choose from")
def _(s: Situations) -> Opening:
    _other = s.filled
    return Opening(s.cast.lead.person, of(s.fresh, "1.1/evidence/cite/"))


@state("broad_views:evidence_cite", "nothing found")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.fresh, "1.1/evidence/cite/?words=zebra"))


@state("broad_views:evidence", "filled")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, f"1.1/evidence/{s.item(s.filled)}/"))


@state("broad_views:evidence", "changed by somebody else meanwhile, with what it said before", enlarged=True)
def _(s: Situations) -> Opening:
    view = s.begun()
    item = world.cite(view, "1.1", s.cast.evaluator, shows=s.text("What we knew."))

    def steps(page: Page, s: Situations) -> None:
        s.change_item(item, s.text("What we know by now."))
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".conflict")).to_be_visible()

    return Opening(s.cast.evaluator.person, of(view, f"1.1/evidence/{item}/"), steps)
