"""Choosing priorities in its states: empty, full, narrowed, a cell opened, one weighed and decided, changed by two."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page, expect

from speir.improvement.actions import nothing
from speir.organisations.models import Unit
from tests import world, world_choosing
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations
from tests.world import Cast, Somebody


def here(s: Situations, name: str = "Strathardle") -> Cast:
    """A team of its own, so that what stands in it is told by each state alone."""
    lead: Somebody = s.cast.lead
    team: Unit = world.unit_of(lead, s.name(name))
    return Cast(team, lead, lead, lead, s.cast.elsewhere, s.cast.stranger)


def full(s: Situations) -> Cast:
    """Candidates from everywhere: weighed, parked with its day come, chosen, in own words, and one taken out."""
    cast = here(s)
    team, lead = cast.team, cast.lead
    world_choosing.judged(cast, title=s.name("Broad view of last year"))
    world_choosing.looked(cast, weaknesses=s.text("Nobody rings back."))
    world_choosing.inspected(cast, n1_4="adequate", n5_1="weak")
    world_choosing.own(team, lead, s.text("Families hear nothing of what happens next."))
    world_choosing.own(team, lead, s.text("Fewer are asked."), source="measure", number="3.2")
    world_choosing.weighed(
        team, lead, harm="soon", reach="many", crucial="yes", effort="large", note=s.text("Said twice.")
    )
    world_choosing.left(team, lead, "1.4", reason=s.text("First the system."), again_on=timezone.localdate())
    world_choosing.chosen(team, lead, "5.1", title=s.name("Plan together"))
    return cast


def at(cast: Cast, path: str = "") -> str:
    return f"/improvement/{cast.team.id}/choosing/{path}"


@state("improvement:choosing", "with candidates from everywhere", enlarged=True)
def _(s: Situations) -> Opening:
    cast = full(s)
    reason = s.text("We finish what we began.")
    nothing.say(unit_id=cast.team.id, reason=reason, again_on=dt.date(2099, 3, 3), by=cast.lead.actor)
    return Opening(cast.lead.person, at(cast))


@state("improvement:choosing", "with nothing in it yet")
def _(s: Situations) -> Opening:
    cast = here(s)
    return Opening(cast.lead.person, at(cast))


@state("improvement:choosing", "narrowed down, with a cell opened")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator(".aid__said").first.click()
        expect(page.locator("fieldset.aid")).to_be_visible()

    cast = full(s)
    return Opening(cast.lead.person, at(cast, "?show=undecided&order=number"), steps)


@state("improvement:candidate", "undecided, with what was said before", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        expect(page.locator(".before")).to_be_visible()
        page.get_by_label("Park it").check()

    cast = full(s)
    return Opening(cast.lead.person, at(cast, "3.2/"), steps)


@state("improvement:candidate", "parked, its day come")
def _(s: Situations) -> Opening:
    cast = full(s)
    return Opening(cast.lead.person, at(cast, "1.4/"))


@state("improvement:candidate", "changed by two at once")
def _(s: Situations) -> Opening:
    cast = full(s)

    def steps(page: Page, s: Situations) -> None:
        world_choosing.weighed(cast.team, cast.lead, harm="little", note=s.text("Another note."))
        page.get_by_label("What else was said").fill(s.text("Mine."))
        press("Save what was said")(page, s)
        expect(page.get_by_role("heading", name="What stands now")).to_be_visible()

    return Opening(cast.lead.person, at(cast, "3.2/"), steps)


@state("improvement:candidate_new", "with mistakes")
def _(s: Situations) -> Opening:
    cast = here(s)
    return Opening(cast.lead.person, at(cast, "new/"), press("Save"))


@state("improvement:candidate_words", "as it is")
def _(s: Situations) -> Opening:
    cast = here(s)
    row = world_choosing.own(cast.team, cast.lead, s.text("Fewer are asked."))
    return Opening(cast.lead.person, at(cast, f"{row.id}/words/"))


@state("improvement:nothing", "with somebody's name")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Why is nothing chosen").fill("Callum Fraser told his teacher.")
        press("Save this answer")(page, s)
        expect(page.locator(".mention")).to_be_visible()

    cast = here(s)
    return Opening(cast.lead.person, at(cast, "nothing/"), steps)


@state("improvement:before", "with earlier findings", enlarged=True)
def _(s: Situations) -> Opening:
    cast = full(s)
    world_choosing.judged(cast, title=s.name("Another broad view"))
    return Opening(cast.lead.person, f"/improvement/{cast.team.id}/before/?number=3.2")
