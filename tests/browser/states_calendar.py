"""The states of the pages of the programme."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page, expect

from speir.evaluations.actions import programme
from speir.evaluations.models import Planned
from speir.evaluations.rules.programme import Plan
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations


def planned(s: Situations) -> Planned:
    """Four things in the programme of the team, of which two readings clash."""
    before = Planned.objects.filter(unit=s.cast.team).order_by("ends").first()
    if before is not None:
        return before
    first = timezone.localdate() + dt.timedelta(days=40)
    team = s.cast.team.id
    for kind, title, starts, days, asked in (
        ("reading", "Reading of case files, spring", 0, 4, {team: s.name("Six files and two readers")}),
        ("reading", "Reading after the case review", 6, 3, {team: ""}),
        ("survey", "What families tell us", 20, 60, {team: "Forty families"}),
        ("other", "Development day", 90, 0, {}),
    ):
        begins = first + dt.timedelta(days=starts)
        wanted = Plan(
            kind, s.name(title), begins, begins + dt.timedelta(days=days), s.text("As agreed."), asked
        )
        programme.plan(unit_id=team, wanted=wanted, by=s.cast.lead.actor)
    return Planned.objects.filter(unit=s.cast.team).order_by("ends")[0]


def at(s: Situations, below: str = "") -> str:
    return f"/calendar/{planned(s).id}/{below}"


@state("calendar:agenda", "empty, of a lead officer")
def _(s: Situations) -> Opening:
    return Opening(s.at_beginning.person, "/calendar/")


@state("calendar:agenda", "with a clash, of a lead officer")
def _(s: Situations) -> Opening:
    planned(s)
    return Opening(s.cast.lead.person, "/calendar/")


@state("calendar:agenda", "a past year, of a reader")
def _(s: Situations) -> Opening:
    planned(s)
    return Opening(s.cast.reader.person, "/calendar/?year=2019")


@state("calendar:new", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/calendar/new/")


@state("calendar:new", "with days that are over")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("What it is called").fill("Survey")
        page.get_by_label("First day").fill("1 March 2024")
        page.get_by_label("Last day").fill("2 March 2024")
        press("Plan it")(page, s)
        expect(page.get_by_label("Yes, this day is meant")).to_be_visible()

    return Opening(s.cast.lead.person, "/calendar/new/", steps)


@state("calendar:change", "as it is")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s))


@state("calendar:change", "changed by somebody else meanwhile")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("[name=revision]").evaluate("e => { e.value = '9' }")
        page.get_by_label("What it is called").fill("Another title")
        press("Save")(page, s)
        expect(page.locator(".conflict")).to_be_visible()

    return Opening(s.cast.lead.person, at(s), steps)


@state("calendar:remove", "asked")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s, "remove/"))


@state("calendar:feed", "without an address")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, "/calendar/feed/")


@state("calendar:feed", "with an address just made")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_role("main").get_by_role("button").first.click()
        expect(page.locator(".address")).to_contain_text("/calendar/feed/")

    return Opening(s.cast.lead.person, "/calendar/feed/", steps)
