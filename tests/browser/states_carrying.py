"""The states of a broad view that was started from an earlier edition, and of the page that starts it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests import world
from tests.browser.pages import Opening, of, press, state
from tests.browser.situations import Situations


@state("broad_views:start", "with editions to start from")
def _(s: Situations) -> Opening:
    assert s.sealed
    return Opening(s.cast.evaluator.person, of(s.fresh, "start/"))


@state("broad_views:start", "with nothing to start from")
def _(s: Situations) -> Opening:
    alone = world.somebody("Ishbel Grant")
    unit = world.unit_of(alone, s.name("A new team"))
    cast = world.Cast(unit, alone, alone, alone, unit, alone)
    return Opening(alone.person, of(world.begun(cast), "start/"))


@state("broad_views:start", "started already")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, of(s.carried, "start/"))


@state("broad_views:start", "with an edition that cannot be chosen")
def _(s: Situations) -> Opening:
    assert s.sealed

    def steps(page: Page, s: Situations) -> None:
        page.locator("input[name=start]").first.evaluate("e => { e.value = '0' }")
        page.get_by_role("button", name="Start from this edition").click()
        expect(page.locator(".ds_error-summary")).to_be_visible()

    return Opening(s.cast.evaluator.person, of(s.fresh, "start/"), steps)


@state("broad_views:grid", "with much still to check from last year")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, of(s.carried))


@state("broad_views:indicator", "with what came back, partly checked")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.evaluate("document.querySelectorAll('.back details').forEach(each => { each.open = true })")

    return Opening(s.cast.evaluator.person, of(s.carried, "1.1/"), steps)


@state("broad_views:indicator", "with what came back, judged anew meanwhile")
def _(s: Situations) -> Opening:
    view = s.carried_anew()

    def steps(page: Page, s: Situations) -> None:
        world.write(view, "1.2", s.cast.lead, choice="weak", strengths=s.text("What we see now."))
        press("All of this is still true")(page, s)

    return Opening(s.cast.evaluator.person, of(view, "1.2/"), steps)


@state("broad_views:indicator", "with all that came back checked")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, of(s.carried_anew(), "1.3/"), press("All of this is still true"))


@state("broad_views:history", "with what was carried forward")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, of(s.carried, "1.1/history/"))


@state("broad_views:seal", "with things not yet checked")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.carried, "seal/"))
