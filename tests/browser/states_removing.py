"""The states of the pages on which words are removed, things are held, and what is over is reviewed."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from speir.core.ids import new_id
from speir.evaluations.actions.holding import end, hold_unit
from speir.retention.actions.disposals import write_down
from speir.retention.models import Due
from speir.retention.rules.removing import Gone
from tests.browser.pages import Opening, Steps, both, heading, of, press, state
from tests.browser.situations import Situations


def look(words: str) -> Steps:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Words to look for").fill(words)
        press("Look for them")(page, s)

    return steps


@state("broad_views:remove", "not looked yet")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "remove/"), heading("Remove a name for good"))


@state("broad_views:remove", "with mistakes")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "remove/"), press("Look for them"))


@state("broad_views:remove", "found nowhere")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.filled, "remove/"), look("Zebedee"))


@state("broad_views:remove", "found in many places, and sent without a reason", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        look("children")(page, s)
        press("Remove for good")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.lead.person, of(s.sealed, "remove/"), steps)


@state("broad_views:hold", "with mistakes")
def _(s: Situations) -> Opening:
    return Opening(
        s.cast.lead.person, of(s.filled, "hold/"), both(heading("Legal hold"), press("Set the hold"))
    )


@state("retention:hold_unit", "with a reason that may name somebody")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Why must nothing be removed?").fill("The case of Torquil Macdonald.")
        press("Set the hold")(page, s)
        expect(page.get_by_text("This may name a child")).to_be_visible()

    return Opening(s.cast.lead.person, f"/keeping/units/{s.cast.team.id}/hold/", steps)


@state("retention:overview", "with something due and holds")
def _(s: Situations) -> Opening:
    due(s)
    for why in ("The inquiry of March.", "A complaint to the Ombudsman."):
        one = hold_unit(unit_id=s.cast.team.id, why=why, by=s.cast.lead.actor)
        end(hold_id=one.id, by=s.cast.lead.actor)
    end(
        hold_id=hold_unit(unit_id=s.cast.team.id, why="A claim.", by=s.cast.lead.actor).id,
        by=s.cast.lead.actor,
    )
    return Opening(s.cast.lead.person, "/keeping/")


@state("retention:overview", "of somebody who leads nowhere")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, "/keeping/")


def due(s: Situations) -> Due:
    view = s.filled
    return Due.objects.get_or_create(
        about="broad view",
        about_id=view.id,
        kept_as="in_progress",
        defaults={"path": "", "since": view.period_to},
    )[0]


@state("retention:review", "with mistakes")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/keeping/due/{due(s).id}/", press("Keep it"))


@state("retention:log", "with a line")
def _(s: Situations) -> Opening:
    write_down(
        about="broad view",
        about_id=s.filled.id,
        path=s.cast.team.path,
        home=s.cast.team.path,
        reason="child",
        places=11,
        gone=[Gone("evaluations_answer", new_id(), "text")],
        by=s.cast.lead.actor,
    )
    return Opening(s.cast.lead.person, "/keeping/removed/")


@state("security", "of anybody who is signed in")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, "/security/")


@state("retention:log", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, "/keeping/removed/")
