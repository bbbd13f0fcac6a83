"""You said, we did, and what is tracked beside priorities, in their states."""

from __future__ import annotations

import datetime as dt
from typing import Any

from playwright.sync_api import Page, expect

from speir.improvement.actions import heard, taking_up, tracked
from speir.improvement.models import Answering, TakenUp, Tracked
from tests import world_heard, world_improvement, world_tracked
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations


def answered(s: Situations) -> Answering:
    """Answers for children and staff: ready, with hints, resting on something, taken out; views without an answer."""
    unit, by = s.cast.team, s.cast.lead
    priority = world_improvement.priority(unit, by, title=s.name("Share what we know sooner"), agreed=True)
    action = world_improvement.action(priority, by, state="under_way", text=s.text("Two teams have begun."))
    item = world_heard.views(unit, by, "children", "staff", shows=s.text("Meetings are too big."))
    texts: dict[str, Any] = {
        name: s.text(words) if name != "source" else s.name(words)
        for name, words in (
            ("source", "A group"),
            ("heard", "Too many grown-ups."),
            ("decided", "You choose."),
            ("happened", "It works."),
        )
    }
    row = world_heard.answer(
        unit,
        by,
        ready=True,
        links=(f"item:{item.id}", f"action:{action.id}", f"priority:{priority.id}"),
        **texts,
    )
    long = s.text(" ".join(["Three young people want a key worker"] * 5) + ".")
    world_heard.answer(unit, by, **texts | {"heard": long, "happened": ""})
    gone = world_heard.answer(unit, by, **texts | {"voice": "staff"})
    heard.take_out(answering_id=gone.id, by=by.actor)
    return row


def followed_up(s: Situations) -> Tracked:
    """Recommendations and good practice: overdue, taken up, dropped, taken out; something that follows from a look."""
    unit, by = s.cast.team, s.cast.lead
    priority = world_improvement.priority(unit, by, title=s.name("Share what we know sooner"))
    said = {"text": s.text("Chronologies are read."), "reference": s.name("Inspection 2")}
    row = world_tracked.late(unit, by, person=by.person.id, priorities=(priority.id,), **said)
    world_tracked.taken(row, by, who=s.name("Two nurseries"), what=s.text("They tell parents first."))
    gone = world_tracked.taken(row, by, who=s.name("A school"), on=dt.date(2026, 1, 2))
    taking_up.take_out(tracked_id=row.id, taken_id=gone.id, by=by.actor)
    world_tracked.thing(
        unit, by, kind="training", text=s.text("A course"), state="dropped", outcome=s.text("Not needed.")
    )
    out = world_tracked.thing(unit, by, kind="practice", text=s.text("An idea"))
    tracked.take_out(tracked_id=out.id, by=by.actor)
    world_tracked.followed(unit, by, text=s.text("One nursery tells a parent first."), whom=s.name("Others"))
    return row


def _lead(s: Situations, path: str) -> str:
    return f"/improvement/{s.cast.team.id}/{path}"


@state("improvement:heard_new", "with evidence that was looked for", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.locator("#evidence summary").click()
        page.locator("#evidence-words").fill("grandparents")
        page.get_by_role("button", name="Find").click()
        expect(page.get_by_text("That is all that you can read of it.")).to_be_visible()

    world_heard.views(s.cast.team, s.cast.lead, "families", shows=s.text("The grandparents were not asked."))
    return Opening(s.cast.lead.person, _lead(s, "heard/new/?voice=families"), steps)


@state("improvement:heard", "with answers, hints, and views that wait", enlarged=True)
def _(s: Situations) -> Opening:
    answered(s)
    return Opening(s.cast.lead.person, _lead(s, "heard/"))


@state("improvement:heard", "for a reader")
def _(s: Situations) -> Opening:
    answered(s)
    return Opening(s.cast.reader.person, _lead(s, "heard/"))


@state("improvement:heard_new", "with a mistake", enlarged=True)
def _(s: Situations) -> Opening:
    answered(s)
    return Opening(s.cast.lead.person, _lead(s, "heard/new/?voice=children"), press("Save"))


@state("improvement:heard_change", "changed by somebody meanwhile", enlarged=True)
def _(s: Situations) -> Opening:
    row = answered(s)

    def act(page: Page, s: Situations) -> None:
        page.get_by_label("You said").fill(s.text("Mine"))
        Answering.objects.filter(pk=row.pk).update(heard=s.text("Theirs"))
        press("Save")(page, s)

    return Opening(s.cast.lead.person, f"/improvement/heard/{row.id}/", act)


@state("improvement:heard_sheet", "for children of 8 to 11", enlarged=True)
def _(s: Situations) -> Opening:
    answered(s)
    return Opening(s.cast.reader.person, _lead(s, "heard/sheets/from_8/"))


@state("improvement:heard_sheet", "with nothing ready")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, _lead(s, "heard/sheets/families/"))


@state("improvement:tracked", "overdue, taken up, dropped and taken out", enlarged=True)
def _(s: Situations) -> Opening:
    followed_up(s)
    return Opening(s.cast.lead.person, _lead(s, "tracked/"))


@state("improvement:tracked_new", "with a mistake", enlarged=True)
def _(s: Situations) -> Opening:
    followed_up(s)
    return Opening(s.cast.lead.person, _lead(s, "tracked/new/?kind=recommendation"), press("Save"))


@state("improvement:tracked_change", "changed by somebody meanwhile")
def _(s: Situations) -> Opening:
    row = followed_up(s)

    def act(page: Page, s: Situations) -> None:
        page.get_by_label("What is it about?").fill(s.text("Mine"))
        Tracked.objects.filter(pk=row.pk).update(text=s.text("Theirs"))
        press("Save")(page, s)

    return Opening(s.cast.lead.person, f"/improvement/tracked/{row.id}/", act)


@state("improvement:taken_new", "with a mistake", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(
        s.cast.lead.person, f"/improvement/tracked/{followed_up(s).id}/taken-up/new/", press("Save")
    )


@state("improvement:taken_change", "to be changed")
def _(s: Situations) -> Opening:
    row = followed_up(s)
    one = TakenUp.objects.filter(tracked=row, removed_at=None).get()
    return Opening(s.cast.lead.person, f"/improvement/tracked/{row.id}/taken-up/{one.id}/")


@state("improvement:heard_one", "for a reader")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"/improvement/heard/{answered(s).id}/read/")


@state("improvement:tracked_one", "for its lead")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/improvement/tracked/{followed_up(s).id}/read/")
