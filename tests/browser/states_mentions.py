"""The states of pages on which a text may identify somebody."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.pages import Opening, of, post, state
from tests.browser.situations import Situations

NAMED = (
    "Callum Fraser, dob 03/03/2015, told his teacher at the breakfast club, and she wrote it down in his words. "
    "She rang 01632 960123 the same day."
)


@state("broad_views:indicator", "with a text that may name a child, by script")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("#strengths").fill(s.text(NAMED))
        expect(page.locator("#beside_strengths .mention")).to_be_visible()
        expect(page.locator("#saved")).to_contain_text("may identify somebody")

    return Opening(s.cast.evaluator.person, of(s.begun(), "1.1/"), steps)


@state("broad_views:indicator", "with texts that may name a child, without script", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator(".why summary").click()
        page.locator("#why").evaluate("(e, text) => { e.value = text }", "Callum said so.")
        post("improvements", s.text(NAMED))(page, s)
        expect(page.locator("#beside_improvements .mention")).to_be_visible()
        expect(page.locator("#beside_why .mention")).to_be_visible()

    return Opening(s.cast.evaluator.person, of(s.begun(), "1.1/"), steps)


@state("broad_views:answers", "with an answer that may name a child")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("#text_1").fill(s.text(NAMED))
        expect(page.locator("#beside_1 .mention")).to_be_visible()

    return Opening(s.cast.evaluator.person, of(s.begun(), "answers/"), steps)


@state("broad_views:evidence_new", "with a text that may name a child", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("What do we know?").fill(s.text(NAMED))
        page.get_by_label("What kind of source is it?").select_option("case_files")
        page.get_by_label("What happens", exact=True).check()
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator(".mention")).to_be_visible()

    return Opening(s.cast.evaluator.person, of(s.begun(), "1.1/evidence/new/"), steps)


@state("broad_views:describe", "with a title that may name somebody", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Title").fill("Broad view after Callum Fraser")
        page.get_by_role("main").get_by_role("button", name="Save").last.click()
        expect(page.locator(".mention")).to_be_visible()

    return Opening(s.cast.lead.person, of(s.begun(), "describe/"), steps)


@state("broad_views:sharing", "with a reason that may name somebody", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("With whom?").select_option(index=1)
        page.get_by_label("Why do you share it?").fill("Callum Fraser's worker asked for it.")
        page.get_by_role("main").get_by_role("button", name="Share", exact=True).last.click()
        expect(page.locator(".mention")).to_be_visible()

    return Opening(s.cast.lead.person, of(s.filled, "sharing/"), steps)
