"""Pages on which a closer look is begun, described and planned."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.looks import changing, lines
from speir.evaluations.actions.looks.describing import describe
from speir.evaluations.models import Look
from speir.evaluations.queries.looks.marks import cites_mark
from speir.evaluations.rules.looks.describing import Description
from speir.evaluations.rules.saving import mark
from tests import world, world_look
from tests.browser.pages import Opening, both, press, state
from tests.browser.situations import Situations

THEMES = world_look.themes_of


def said(s: Situations) -> Description:
    """What a closer look is about, with the situation's word in everything that people write."""
    return Description(
        reason="survey",
        reason_words=s.text("Parents told us that they are asked the same thing five times."),
        about="question",
        about_words=s.text("How well do we share what we know about a child?"),
        area="locality",
        area_words=s.text("The services around two schools"),
        takes_part=s.text("Health visiting, education and social work"),
        left_out=s.text("Work with adults on their own"),
        how_long=s.text("Six weeks"),
        cost=s.text("Two afternoons for each of us"),
        purpose=s.text("To learn how sharing helps"),
    )


def begun(s: Situations, **more: Any) -> Look:
    """A closer look with nothing planned in it."""
    return world_look.look(s.cast.team, s.cast.lead, said=said(s), title=s.name("How we share"), **more)


def full(s: Situations) -> Look:
    """One from a broad view, with lines of every kind, and with evidence on one of its themes."""
    view = s.filled
    row = begun(s, prompted=world.row(view, "1.1").id, themes=(*THEMES("3.2"), *THEMES("1.1")))
    put: Any = {"look_id": row.id, "number": "3.2", "theme": THEMES("3.2")[0], "by": s.cast.lead.actor}
    for text in ("Do we pass on what others need to know?", "Do they read it?"):
        lines.add(**put, column="question", text=s.text(text))
    way = lines.add(**put, column="way", text=s.text("Read files of three services"), how="files")
    lines.assign(
        look_id=row.id,
        line_id=way.id,
        how="files",
        person_id=s.cast.evaluator.person.id,
        due=None,
        number=5,
        by=s.cast.lead.actor,
    )
    feature: Any = lines.add(**put, column="feature", text=s.text("Staff can say what they passed on"))
    cites = s.text("Our policy on information, part 2")
    changing.cite(
        look_id=row.id,
        line_id=feature.id,
        cites=cites,
        item_id="",
        base=cites_mark(feature),
        by=s.cast.lead.actor,
    )
    return row


def at(row: Look, below: str = "") -> str:
    """The path of a page of a closer look."""
    return f"/closer-looks/{row.id}/{below}"


@state("looks:list", "with one that is planned", enlarged=True)
def _(s: Situations) -> Opening:
    full(s)
    return Opening(s.cast.lead.person, "/closer-looks/")


@state("looks:list", "with none")
def _(s: Situations) -> Opening:
    return Opening(s.cast.stranger.person, "/closer-looks/")


@state("looks:new", "from a judgement", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/closer-looks/new/?view={s.filled.id}&indicator=1.1")


@state("looks:new", "with nothing said")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/closer-looks/new/", press("Begin and plan"))


def _unfolded(page: Page, s: Situations) -> None:
    page.get_by_text("More: title and dates").click()
    page.get_by_label("What it may cost people").fill("Kirsty McLeod, born 3.4.2015, is asked.")
    press("Begin and plan")(page, s)


@state("looks:new", "with somebody named under the fold")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, "/closer-looks/new/?indicator=3.2&reason=survey", _unfolded)


@state("looks:overview", "with all of it said, from a broad view", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(full(s)))


@state("looks:overview", "empty, as somebody who reads it")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, at(begun(s)))


@state("looks:describe", "as it stands")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(begun(s), "describe/"))


def _meanwhile(row: Look) -> Any:
    def steps(page: Page, s: Situations) -> None:
        typed = {
            "left_out": Field(s.text("Night work"), mark(row.left_out)),
            "area": Field("team", mark(row.area)),
        }
        describe(look_id=row.id, typed=typed, by=s.cast.evaluator.actor)
        page.get_by_label("What is left out on purpose").fill(s.text("Work at schools"))
        page.get_by_label("Area of activity").select_option("voluntary")
        press("Save")(page, s)

    return steps


@state("looks:describe", "with what somebody else saved meanwhile", enlarged=True)
def _(s: Situations) -> Opening:
    row = begun(s)
    return Opening(s.cast.lead.person, at(row, "describe/"), _meanwhile(row))


@state("looks:describe", "with a text that was set aside")
def _(s: Situations) -> Opening:
    row = begun(s)

    def again(page: Page, s: Situations) -> None:
        page.goto(at(row, "describe/"))
        expect(page.get_by_text("Kept for you:")).to_be_visible()

    return Opening(s.cast.lead.person, at(row, "describe/"), both(_meanwhile(row), again))


@state("looks:themes", "as chosen")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(begun(s), "themes/"))


@state("looks:discard", "of an empty one")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(begun(s), "discard/"))


@state("looks:discard", "of one that is planned")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(full(s), "discard/"))


@state("looks:plan", "full", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(full(s), "plan/"))


@state("looks:plan", "empty, with the illustrations open", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(begun(s), "plan/"))


@state("looks:plan", "full, as somebody who reads it")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, at(full(s), "plan/"))


def _opened(page: Page, s: Situations) -> None:
    page.locator(".line").first.get_by_role("link", name="Change").click()
    expect(page.get_by_label("What it says")).to_be_focused()


@state("looks:plan", "with a line that is reworded in place")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(full(s), "plan/"), _opened)


def _named(page: Page, s: Situations) -> None:
    page.get_by_label("Add a question").first.fill("Was Kirsty McLeod, born 3.4.2015, seen?")
    page.get_by_label("Add a question").first.press("Enter")
    expect(page.locator(".mention")).to_be_visible()


@state("looks:plan", "with somebody named in a line", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(begun(s), "plan/"), _named)


def _taken_out(page: Page, s: Situations) -> None:
    page.locator(".line").first.get_by_role("button", name="Take out").click()
    expect(page.get_by_role("button", name="Put it back")).to_be_focused()


@state("looks:plan", "with a line taken out")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(full(s), "plan/"), _taken_out)


@state("looks:line_new", "sent empty")
def _(s: Situations) -> Opening:
    path = at(begun(s), "plan/new/way/3.2/joint-understanding/")
    return Opening(s.cast.lead.person, path, press("Add"))


@state("looks:line", "of a way, with a day outside", enlarged=True)
def _(s: Situations) -> Opening:
    row = full(s)

    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("By when").fill("1 March 2030")
        press("Save")(page, s)

    return Opening(s.cast.lead.person, at(row, f"plan/way/{row.ways.get().id}/"), steps)


@state("looks:line", "of a feature, with a policy")
def _(s: Situations) -> Opening:
    row = full(s)
    return Opening(s.cast.lead.person, at(row, f"plan/feature/{row.features.get().id}/"))
