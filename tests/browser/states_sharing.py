"""The states of the pages that say who can read something, and share it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import world
from tests.browser.pages import Opening, of, press, state
from tests.browser.situations import Situations


@state("broad_views:sharing", "private to where it was begun")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "sharing/"))


@state("broad_views:sharing", "with mistakes")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Last day (optional)").fill("one of these days")
        press("Share")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.lead.person, of(s.filled, "sharing/"), steps)


@state("broad_views:sharing", "shared with one person, and with another until it was ended", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.shared, "sharing/"))


@state("broad_views:sharing", "as a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, of(s.shared, "sharing/"))


@state("broad_views:evidence_sharing", "of a piece for its writer alone")
def _(s: Situations) -> Opening:
    item = world.cite(s.shared, "1.1", s.cast.evaluator, shows=s.text("What I alone know."), only_me=True)
    return Opening(s.cast.evaluator.person, of(s.shared, f"1.1/evidence/{item}/sharing/"))


@state("broad_views:seal", "with evidence that fewer may read", enlarged=True)
def _(s: Situations) -> Opening:
    view = s.begun()
    world.cite(view, "1.1", s.cast.evaluator, shows=s.text("What I alone know."), only_me=True)
    world.cite(view, "1.2", s.cast.lead, shows=s.text("What the lead officer alone knows."), only_me=True)
    return Opening(s.cast.lead.person, of(view, "seal/"))
