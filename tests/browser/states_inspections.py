"""The states of the pages of inspections by others."""

from __future__ import annotations

import datetime as dt
from unittest.mock import patch

from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from speir.evaluations.actions import editions, inspections
from speir.evaluations.models import Inspection
from speir.evaluations.rules.inspecting import Draft
from tests import world
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations

LEVELS = {"1.1": "weak", "1.2": "good", "1.3": "very_good", "2.1": "adequate", "3.2": "excellent"}


def earlier(s: Situations, levels: dict[str, str]) -> None:
    """The team's broad view that was sealed before the inspection."""
    view = s.begun()
    for number, level in levels.items():
        world.confirm(view, number, s.cast.evaluator)
        world.write(view, number, s.cast.evaluator, choice=level, done="1")
    actor = s.cast.lead.actor
    with patch.object(timezone, "now", return_value=timezone.now() - dt.timedelta(days=90)):
        editions.seal(evaluation_id=view.id, by=actor)


def recorded(s: Situations) -> Inspection:
    """An inspection of the team, published today, after it sealed its own broad view; corrected once."""
    before = Inspection.objects.filter(unit=s.cast.team, removed_at__isnull=True).first()
    if before is not None:
        return before
    earlier(s, {"1.1": "good", "1.2": "adequate", "1.3": "good"})
    draft = Draft(dt.date(2021, 5, 3), LEVELS, s.name("Joint inspection"), "https://example.scot/report")
    framework = world.framework().id
    row = inspections.record(
        unit_id=s.cast.team.id, framework_id=framework, draft=draft, by=s.cast.lead.actor
    )
    draft = Draft(timezone.localdate(), LEVELS | {"1.2": "adequate"}, draft.title, draft.link)
    return inspections.correct(inspection_id=row.id, draft=draft, revision=1, by=s.cast.evaluator.actor)


def at(s: Situations, below: str = "") -> str:
    return f"/inspections/{recorded(s).id}/{below}"


def sheet(words: str, body: str):
    def steps(page: Page, s: Situations) -> None:
        file = FilePayload(name="a.csv", mimeType="text/csv", buffer=body.encode())
        page.get_by_label("The sheet").set_input_files(file)
        press("Look at what is in it")(page, s)
        expect(page.get_by_text(words).first).to_be_visible()

    return steps


@state("inspections:list", "empty, of a lead officer")
def _(s: Situations) -> Opening:
    return Opening(s.at_beginning.person, "/inspections/")


@state("inspections:list", "with one, of a reader")
def _(s: Situations) -> Opening:
    recorded(s)
    return Opening(s.cast.reader.person, "/inspections/")


@state("inspections:new", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/inspections/new/")


@state("inspections:new", "with mistakes")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Day on which it was published").fill("3 March 2099")
        page.get_by_label("Where it is published").fill("nowhere")
        press("Record it")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.lead.person, "/inspections/new/", steps)


@state("inspections:one", "corrected, of its recorder")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s))


@state("inspections:one", "of a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, at(s))


@state("inspections:correct", "as it is")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s, "correct/"))


@state("inspections:correct", "corrected by somebody else meanwhile")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("[name=revision]").evaluate("e => { e.value = '1' }")
        page.get_by_label("1.1").select_option("excellent")
        press("Save")(page, s)
        expect(page.locator(".conflict")).to_be_visible()

    return Opening(s.cast.lead.person, at(s, "correct/"), steps)


@state("inspections:remove", "asked")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s, "remove/"))


@state("inspections:beside", "nothing to lay beside")
def _(s: Situations) -> Opening:
    return Opening(s.at_beginning.person, "/inspections/beside/")


@state("inspections:beside", "with differences")
def _(s: Situations) -> Opening:
    row = recorded(s)
    assert s.sealed
    return Opening(s.cast.reader.person, f"/inspections/beside/?inspection={row.id}")


@state("inspections:import", "empty")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/inspections/import/")


@state("inspections:import", "looked at")
def _(s: Situations) -> Opening:
    row = f"{s.cast.team.name},2019-05-03"
    rows = f"Area,Date,Indicator,Level\n{row},1.1,Weak\n{row},1.2,Good\n"
    return Opening(s.cast.lead.person, "/inspections/import/", sheet("What will be new", rows))


@state("inspections:import", "with mistakes")
def _(s: Situations) -> Opening:
    rows = f"Area,Date,Indicator,Level\n{s.cast.team.name},2019-05-03,1.1,Brilliant\nNowhere,soon,9.9,Good\n"
    return Opening(s.cast.lead.person, "/inspections/import/", sheet("Nothing was brought in", rows))
