"""Plans to start from, keeping one, and the briefing, in their states."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from speir.evaluations.actions.looks import starting
from speir.evaluations.models import Look
from tests import world_look
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations

STARTING = "/closer-looks/starting/"


def planned(s: Situations, *, only_me: bool = False) -> Look:
    """A closer look that has started from a plan."""
    look = world_look.look(
        s.cast.team,
        s.cast.lead,
        title=s.name("How we share information"),
        themes=world_look.themes_of("3.2"),
        only_me=only_me,
    )
    starting.plan_from(look_id=look.id, key="sharing", by=s.cast.lead.actor)
    return look


def kept(s: Situations) -> str:
    name = s.another("Sharing in a locality")
    return starting.keep(look_id=planned(s).id, name=name, by=s.cast.lead.actor).id


@state("looks:starting", "with those that ship, and one kept here", enlarged=True)
def _(s: Situations) -> Opening:
    assert kept(s)
    return Opening(s.cast.lead.person, STARTING)


@state("looks:starting", "for somebody who begins none, with the lines of a plan open")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("summary").first.click()
        expect(page.get_by_text("What do we want to know?").first).to_be_visible()

    return Opening(s.cast.reader.person, STARTING, steps)


@state("looks:starting_remove", "asking whether to take it away")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"{STARTING}{kept(s)}/remove/")


@state("looks:keep", "of somebody's alone")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/closer-looks/{planned(s, only_me=True).id}/keep/")


@state("looks:keep", "with a name in it", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("What is this plan for?").fill("How Callum Fraser is heard")
        press("Keep")(page, s)
        expect(page.get_by_text("This may name a child").first).to_be_visible()

    return Opening(s.cast.lead.person, f"/closer-looks/{planned(s).id}/keep/", steps)


@state("looks:briefing", "nothing planned, as a reader")
def _(s: Situations) -> Opening:
    look = world_look.look(s.cast.team, s.cast.lead, title=s.name("How we share information"))
    return Opening(s.cast.reader.person, f"/closer-looks/{look.id}/briefing/")


@state("looks:briefing", "for the group, with what to look for", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"/closer-looks/{planned(s).id}/briefing/?for=group")


@state("looks:briefing", "with what it says opened to change", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator(".brief__change > summary").click()
        expect(page.get_by_label("What stays between us")).to_be_visible()

    return Opening(s.cast.lead.person, f"/closer-looks/{planned(s).id}/briefing/", steps)


@state("looks:briefing", "typed by two at once", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator(".brief__change > summary").click()
        page.evaluate("document.getElementsByName('base_purpose')[0].value = ''")
        page.get_by_label("Why we are asking").fill(s.text("What I typed."))
        press("Save")(page, s)
        expect(page.get_by_text("Which shall stand?").first).to_be_visible()

    return Opening(s.cast.lead.person, f"/closer-looks/{planned(s).id}/briefing/", steps)
