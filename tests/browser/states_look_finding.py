"""The states of the pages where one finds out. They are for a phone first."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page, expect

from speir.evaluations.actions.looks import lines, sittings
from speir.evaluations.models import Group, Look, Note, Sitting, Way
from speir.evaluations.rules.looks.finding import About
from tests import world_look
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations

LOOKS = "/closer-looks"


def found(s: Situations) -> Sitting:
    """A focus group in a closer look, with notes of each theme, who was heard, and ways of everybody."""
    kept: Sitting | None = s.__dict__.get("_found")
    if kept is not None:
        return kept
    look = begun(s)
    way = look.ways.filter(how="focus_group")[0]
    sitting = sittings.begin(
        look_id=look.id,
        way_id=way.id,
        about=About(dt.date(2026, 3, 10), 8, s.text("health visiting and education")),
        heard=list(look.groups.values_list("id", flat=True)[:1]),
        by=s.cast.evaluator.actor,
    )
    themes = world_look.themes_of("3.2")
    for theme, text in (
        (themes[0], "They ring each other the same day, and write down what they passed on."),
        (themes[0], "Nobody had been told how long a letter may take."),
        (themes[1], "Two services keep a list of whom to ring; the third asks its manager."),
        ("", "Most had not met before."),
    ):
        world_look.noted(sitting, s.cast.evaluator, s.text(text), theme)
    s.__dict__["_found"] = sitting
    return sitting


def begun(s: Situations) -> Look:
    """A closer look with ways of every kind, of which some are somebody's and one is late."""
    look = world_look.look(s.cast.team, s.cast.lead, title=s.name("How we share information"))
    question, way, _feature = world_look.planned(look, s.cast.lead)
    assert question.theme == way.theme
    Group.objects.create(look=look, by_what="age", text=s.text("Parents of children under five"))
    Group.objects.create(look=look, by_what="language", text=s.text("Families who speak Polish"))
    today = timezone.localdate()
    Way.objects.filter(pk=way.id).update(
        person=s.cast.evaluator.person, due=today - dt.timedelta(days=3), number=2
    )
    for how, text in (
        ("document", "The guidance for staff on what may be shared"),
        ("minutes", "Minutes of the last three meetings of the group"),
        ("interview", "The named person in each service"),
    ):
        lines.add(
            look_id=look.id, column="way", number="3.2", text=s.text(text), how=how, by=s.cast.lead.actor
        )
    return look


def at(sitting: Sitting, more: str = "") -> str:
    """The path of a sitting."""
    return f"{LOOKS}/{sitting.way.look_id}/finding-out/{sitting.way_id}/{sitting.id}/{more}"


def anew(s: Situations, text: str = "") -> Sitting:
    """Another sitting, to be written in by this state alone."""
    look = begun(s)
    sitting = world_look.sat(look, s.cast.evaluator, look.ways.filter(how="focus_group")[0])
    if text:
        world_look.noted(sitting, s.cast.evaluator, s.text(text), world_look.themes_of("3.2")[0])
    return sitting


@state("looks:ways", "with ways of one’s own, one of them late", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, f"{LOOKS}/{found(s).way.look_id}/finding-out/")


@state("looks:ways", "with nothing planned")
def _(s: Situations) -> Opening:
    look = world_look.look(s.cast.team, s.cast.lead)
    return Opening(s.cast.evaluator.person, f"{LOOKS}/{look.id}/finding-out/")


@state("looks:way", "with a focus group held", enlarged=True)
def _(s: Situations) -> Opening:
    sitting = found(s)
    return Opening(s.cast.evaluator.person, f"{LOOKS}/{sitting.way.look_id}/finding-out/{sitting.way_id}/")


@state("looks:way", "a document, with mistakes")
def _(s: Situations) -> Opening:
    way = begun(s).ways.get(how="document")
    steps = press("Begin and type notes")

    def then(page: Page, s: Situations) -> None:
        page.get_by_label("When was it?").fill("")
        steps(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.cast.evaluator.person, f"{LOOKS}/{way.look_id}/finding-out/{way.id}/", then)


@state("looks:way", "as a reader")
def _(s: Situations) -> Opening:
    sitting = found(s)
    return Opening(s.cast.reader.person, f"{LOOKS}/{sitting.way.look_id}/finding-out/{sitting.way_id}/")


@state("looks:sitting", "with notes by theme", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, at(found(s)))


@state("looks:sitting", "as a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, at(found(s)))


@state("looks:sitting", "with a name in a note", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("textarea").first.fill("Callum Fraser told his teacher.")
        page.locator("textarea").first.blur()
        expect(page.get_by_text("This may name a child").first).to_be_visible()

    return Opening(s.cast.evaluator.person, at(anew(s)), steps)


@state("looks:sitting", "typed by two at once", enlarged=True)
def _(s: Situations) -> Opening:
    sitting = anew(s, "What I saved.")

    def steps(page: Page, s: Situations) -> None:
        page.evaluate("document.querySelector('[name=base_text]').value = ''")
        page.locator("textarea").first.fill(s.text("What I typed."))
        page.locator("textarea").first.blur()
        expect(page.get_by_text("Which shall stand?").first).to_be_visible()

    return Opening(s.cast.evaluator.person, at(sitting), steps)


@state("looks:sitting", "with notes that wait in the browser", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.route("**/notes/", lambda route: route.fulfill(status=401, body="You have been signed out."))
        page.locator("textarea").first.fill(s.text("What they said."))
        page.locator("textarea").first.blur()
        expect(page.get_by_text("1 note waits in this browser; not sent yet.")).to_be_visible()

    return Opening(s.cast.evaluator.person, at(anew(s)), steps)


@state("looks:sitting_about", "as it stands")
def _(s: Situations) -> Opening:
    return Opening(s.cast.evaluator.person, at(found(s), "about/"))


@state("looks:note_evidence", "a note as it is made evidence", enlarged=True)
def _(s: Situations) -> Opening:
    note: Note = found(s).notes.order_by("position")[0]
    return Opening(s.cast.evaluator.person, at(found(s), f"notes/{note.id}/evidence/"))
