"""The states of what a judgement stands on: beside it, and over a whole broad view."""

from __future__ import annotations

import datetime as dt
from typing import Any

from playwright.sync_api import Page

from speir.evaluations.models import Evaluation
from speir.evidence.actions import withdrawing
from tests import world
from tests.browser.pages import Opening, of, state
from tests.browser.situations import Situations

COMMUNICATION, TRUST = ("hmie-2005/1.1/communication", "hmie-2005/1.1/trust")


def gauged(s: Situations) -> Evaluation:
    """A broad view with every mark in 1.1, and a judgement in each group."""
    view, lead = s.begun(), s.cast.lead
    days: Any = {"from_day": None, "to_day": None}
    theirs = {COMMUNICATION: "strength"}
    world.write(view, "1.1", lead, choice="good")
    world.cite(view, "1.1", lead, shows=s.text("Files."), account=s.text("All of it."), themes=theirs, **days)
    heard: Any = {
        "kind": "family_interviews",
        "speaks_of": "impact",
        "voices": ("children", "families", "staff"),
    }
    world.cite(view, "1.1", lead, shows=s.text("They say so."), themes=theirs, **days, **heard)
    world.cite(
        view, "1.1", lead, "qualifies", kind="staff_focus_groups", shows=s.text("Not at night."), **days
    )
    world.cite(view, "1.1", lead, "contradicts", kind="minutes", shows=s.text("Twice not."), **days)
    world.cite(view, "1.1", lead, kind="documents", speaks_of="intended", shows=s.text("A plan."), **days)
    world.cite(view, "1.1", lead, kind="", speaks_of="", shows=s.text("A note."), **days)
    world.cite(
        view, "1.1", lead, kind="surveys", shows=s.text("Old."), from_day=dt.date(2020, 1, 1), to_day=None
    )
    gone = world.cite(view, "1.1", lead, kind="area_profile", shows=s.text("Wrong."), **days)
    withdrawing.withdraw(item_id=gone, why=s.text("It was wrong."), by=lead.actor)
    for number, kinds in (("1.2", ()), ("1.3", ("case_files",)), ("1.4", ("case_files", "minutes"))):
        world.write(view, number, lead, choice="weak")
        for kind in kinds:
            world.cite(view, number, lead, kind=kind, shows=s.text("Known."), **days)
    one = world.framework().by_number["1.3"].themes[0].path
    world.cite(view, "1.3", lead, shows=s.text("They say so."), themes={one: "strength"}, **days, **heard)
    world.cite(view, "3.2", lead, shows=s.text("Not judged yet."), **days)
    return view


def opened(page: Page, s: Situations) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


@state("broad_views:indicator", "with every mark of the gauge", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(gauged(s), "1.1/"), opened)


@state("broad_views:known", "with every group")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(gauged(s), "known/"))


@state("broad_views:known", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, of(s.fresh, "known/"))


@state("broad_views:edition", "with accounts", enlarged=True)
def _(s: Situations) -> Opening:
    view = gauged(s)
    world.seal(view, s.cast.lead)
    return Opening(s.cast.lead.person, of(view, "editions/1/"), opened)
