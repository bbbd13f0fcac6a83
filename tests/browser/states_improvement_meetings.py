"""Meetings, what changed, a meeting at its actions, and the agenda, in their states."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from speir.improvement.actions import meetings
from tests import world_improvement, world_meeting
from tests.browser.pages import Opening, Steps, press, state
from tests.browser.situations import Situations


def busy(s: Situations) -> tuple[str, world_meeting.Busy]:
    unit = s.cast.team
    made = world_meeting.busy(unit, s.cast.lead)
    world_meeting.told(made.rest, s.cast.lead, "stuck", s.text("Nobody writes it down."))
    world_improvement.priority(unit, s.cast.lead, title=s.name("Listen before every meeting"))
    return f"/improvement/{unit.id}", made


def _lead(s: Situations, path: str, steps: Steps | None = None) -> Opening:
    return Opening(s.cast.lead.person, path, steps)


@state("improvement:meetings", "to come, past and taken away", enlarged=True)
def _(s: Situations) -> Opening:
    at, made = busy(s)
    unit = at.rpartition("/")[2]
    meetings.take_away(unit_id=unit, meeting_id=made.after.id, by=s.cast.lead.actor)
    return _lead(s, f"{at}/meetings/")


@state("improvement:meeting_new", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return _lead(s, f"/improvement/{s.cast.team.id}/meetings/new/", press("Save"))


@state("improvement:meeting_change", "changed by somebody meanwhile")
def _(s: Situations) -> Opening:
    at, made = busy(s)

    def act(page: Page, s: Situations) -> None:
        page.get_by_label("What is it called?").fill("Mine")
        type(made.now).objects.filter(pk=made.now.pk).update(name="Theirs")
        press("Save")(page, s)

    return _lead(s, f"{at}/meetings/{made.now.id}/change/", act)


@state("improvement:meeting", "with something said in it", enlarged=True)
def _(s: Situations) -> Opening:
    at, made = busy(s)
    return _lead(s, f"{at}/meetings/{made.now.id}/")


@state("improvement:changed", "since the last meeting", enlarged=True)
def _(s: Situations) -> Opening:
    at, _made = busy(s)
    return _lead(s, f"{at}/changed/")


@state("improvement:meeting_mode", "an overdue one with steps", enlarged=True)
def _(s: Situations) -> Opening:
    at, made = busy(s)
    return _lead(s, f"{at}/meetings/{made.now.id}/now/?at={made.overdue.id}")


@state("improvement:meeting_mode", "waiting, after something was said, with a name in the sentence")
def _(s: Situations) -> Opening:
    at, made = busy(s)

    def act(page: Page, s: Situations) -> None:
        page.get_by_label("In a sentence").fill("Callum Fraser told his teacher.")
        press("Say it and go on")(page, s)
        expect(page.get_by_text("This may name a child").first).to_be_visible()

    return _lead(s, f"{at}/meetings/{made.now.id}/now/?at={made.waiting.id}&said={made.rest.id}", act)


@state("improvement:meeting_mode", "read along")
def _(s: Situations) -> Opening:
    at, made = busy(s)
    return Opening(s.cast.reader.person, f"{at}/meetings/{made.now.id}/now/?at={made.stuck.id}")


@state("improvement:meeting_mode", "at its end", enlarged=True)
def _(s: Situations) -> Opening:
    at, made = busy(s)
    return _lead(s, f"{at}/meetings/{made.now.id}/now/?at=end")


@state("improvement:agenda", "with something under each heading", enlarged=True)
def _(s: Situations) -> Opening:
    at, made = busy(s)
    return _lead(s, f"{at}/meetings/{made.now.id}/agenda/")
