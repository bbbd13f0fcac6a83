"""The states of the choice of letters, and of the page behind an address in a reminder."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from speir.improvement.actions import letters_off, links
from speir.improvement.policy import letters
from tests import world_improvement
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations


def reminded(s: Situations) -> str:
    """A fresh address of an action that the evaluator leads."""
    row = world_improvement.priority(s.cast.team, s.cast.lead, title=s.name("Share sooner"), agreed=True)
    lead = s.cast.evaluator.person.id
    action = world_improvement.action(row, s.cast.lead, lead=lead, state="under_way")
    return f"/progress/{links.make(action_id=action.id, person_id=lead)}/"


@state("improvement:letters", "as it is, without an address")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, "/improvement/letters/")


@state("progress", "fresh")
def _(s: Situations) -> Opening:
    return Opening(None, reminded(s))


@state("progress", "with somebody's name")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Stuck").check()
        page.get_by_label("In a sentence").fill("Callum Fraser has no worker.")
        press("Send")(page, s)
        expect(page.locator(".mention")).to_be_visible()

    return Opening(None, reminded(s), steps)


@state("progress", "said")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Stuck").check()
        page.get_by_label("In a sentence").fill(s.text("Nobody is free before May."))
        press("Send")(page, s)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()

    return Opening(None, reminded(s), steps)


@state("progress", "over")
def _(s: Situations) -> Opening:
    return Opening(None, "/progress/no-such-secret/", status=410)


def off(s: Situations, kind: str) -> str:
    """The address that turns letters of a kind to the evaluator off."""
    return f"/letters/off/{letters.token(s.cast.evaluator.person.id, kind)}/"


@state("letters_off", "asked")
def _(s: Situations) -> Opening:
    return Opening(None, off(s, letters.REMINDERS))


@state("letters_off", "pressed")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        press("Turn it off")(page, s)
        expect(page.get_by_role("heading", name="No more of these letters")).to_be_visible()
        letters_off.turn_on(token=letters.token(s.cast.evaluator.person.id, letters.DIGESTS), to="week")

    return Opening(None, off(s, letters.DIGESTS), steps)


@state("letters_off", "no such address")
def _(s: Situations) -> Opening:
    return Opening(None, "/letters/off/none/", status=410)
