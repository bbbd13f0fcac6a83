"""Priorities, what they answer, closing them, and the plans that they feed, in their states."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from playwright.sync_api import Page

from speir.core.ids import new_id
from speir.evaluations.actions.looks import finishing
from speir.evaluations.models import Evaluation
from speir.improvement.actions import closing, doing, findings, plans, priorities
from speir.improvement.models import Finding, Priority
from speir.improvement.queries.closing import closing as closable
from speir.improvement.rules.doing import Said as ActionSaid
from speir.improvement.rules.findings import Said as Found
from tests import world, world_improvement, world_look
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations


def judged(s: Situations, title: str, choice: str, why: str) -> Evaluation:
    """A sealed broad view of the committee that judges 3.2 and 1.3."""
    there = s.committee
    view = broad_view(s, title)
    for number in ("3.2", "1.3"):
        world.write(view, number, there.lead, choice=choice, sure="some_doubt", why=s.text(why))
    world.seal(view, there.lead)
    return view


def broad_view(s: Situations, title: str) -> Evaluation:
    from speir.evaluations.actions import broad_views

    there = s.committee
    return broad_views.begin(
        unit_id=there.unit.id,
        framework_key=world.FRAMEWORK,
        title=s.name(title),
        period_from=dt.date(2025, 1, 1),
        period_to=dt.date(2025, 12, 31),
        evaluation_id=new_id(),
        by=there.lead.actor,
    )


def agreed(s: Situations, title: str = "Those who need to know are told the same day") -> Priority:
    """A priority of the committee that two agencies see to, with what it answers and actions in several states."""
    there, by = s.committee, s.committee.lead
    view = judged(s, "Broad view of 2025", "weak", "Schools heard after weeks, and then in part.")
    own = plans.make(unit_id=there.unit.id, name=s.another("Our plan"), plan_id=new_id(), by=by.actor)
    health, police = (there.members[name].unit.id for name in ("Health", "Police"))
    row = world_improvement.priority(
        there.unit,
        by,
        title=s.name(title),
        difference=s.text(
            "A child who tells a teacher is seen by somebody they know within a day, and tells it once."
        ),
        responsibility="together",
        responsibility_words=s.text("Both report to the committee twice a year."),
        parts=((health, "sees_to_it"), (police, "sees_to_it"), (there.unit.id, "consulted")),
        feeds=("policing", "childrens_services", f"own:{own.id}"),
        review_on=timezone.localdate() - dt.timedelta(days=3),
    )
    for said in (
        Found(
            source="judgement",
            number="3.2",
            theme=world_look.themes_of("3.2")[0],
            words=s.text("Schools hear late, and in part."),
            judgement=world.row(view, "3.2").id,
        ),
        Found(source="review", words=s.text("At night nobody knows whom to ring.")),
        Found(source="survey", words=s.text("Taken out again.")),
    ):
        found = findings.add(priority_id=row.id, said=said, finding_id=new_id(), by=by.actor)
    findings.take_out(priority_id=row.id, finding_id=found.id, by=by.actor)
    row = priorities.agree(priority_id=row.id, by=by.actor)
    world_improvement.action(
        row,
        by,
        title=s.text("Ring the school the same day"),
        unit=health,
        state="stuck",
        text=s.text("The duty list is kept in two places."),
        due=timezone.localdate() - dt.timedelta(days=20),
    )
    world_improvement.action(
        row, by, title=s.text("One number for the night"), unit=police, state="under_way"
    )
    doing.add(
        priority_id=row.id,
        said=ActionSaid(title=s.text("Ask families what they noticed")),
        action_id=new_id(),
        by=by.actor,
    )
    return row


def judged_again(s: Situations) -> Priority:
    """The same, after which it was judged again: in a broad view, and in a closer look without a level."""
    there, row = s.committee, agreed(s)
    judged(s, "Broad view of 2026", "good", "Schools hear the same day; we asked twelve of them.")
    look = world_look.look(there.unit, there.lead, title=s.name("How we share at night"))
    view = world_look.evaluation_of(look)
    world.write(
        view,
        "3.2",
        there.lead,
        strengths=s.text("One number, and somebody answers it."),
        improvements=s.text("Not on public holidays."),
    )
    finishing.finish(look_id=look.id, by=there.lead.actor)
    return row


def closed(s: Situations) -> Priority:
    """One that was closed without a judgement, opened again, and closed with one."""
    row, by = judged_again(s), s.committee.lead.actor
    closing.close(priority_id=row.id, reason=s.text("The service has ended."), by=by)
    priorities.reopen(priority_id=row.id, reason=s.text("It has begun again."), by=by)
    fit = closable(by, row.id).fits[-1]
    closing.close(priority_id=row.id, judgement_id=fit.judgement, reason=s.text("It holds since May."), by=by)
    return row


def _at(s: Situations, row: Priority, part: str = "") -> Opening:
    return Opening(s.committee.lead.person, f"/improvement/priorities/{row.id}/{part}")


def _of(s: Situations, part: str) -> Opening:
    return Opening(s.committee.lead.person, f"/improvement/{s.committee.unit.id}/{part}")


@state("improvement:priorities", "with nothing yet")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, f"/improvement/{s.cast.team.id}/priorities/")


@state("improvement:priorities", "agreed, proposed, closed and taken out, six agreed", enlarged=True)
def _(s: Situations) -> Opening:
    there, by = s.committee, s.committee.lead
    agreed(s)
    closed(s)
    for at in range(5):
        world_improvement.priority(
            there.unit, by, title=s.name(f"Priority {at}"), agreed=True, difference=s.text("Safer.")
        )
    world_improvement.priority(there.unit, by, title=s.name("Only proposed"))
    out = world_improvement.priority(there.unit, by, title=s.name("Taken out"))
    priorities.take_out(priority_id=out.id, by=by.actor)
    return _of(s, "priorities/")


@state("improvement:priorities", "of an agency that has a part in others")
def _(s: Situations) -> Opening:
    agreed(s)
    member = s.committee.members["Police"]
    return Opening(member.lead.person, f"/improvement/{member.unit.id}/priorities/")


@state("improvement:priority_new", "to be filled in", enlarged=True)
def _(s: Situations) -> Opening:
    return _of(s, "priorities/new/")


@state("improvement:priority_new", "with a mistake")
def _(s: Situations) -> Opening:
    opening = _of(s, "priorities/new/")
    return Opening(opening.who, opening.path, press("Save"))


@state("improvement:priority", "agreed, with actions stuck and under way", enlarged=True)
def _(s: Situations) -> Opening:
    return _at(s, agreed(s))


@state("improvement:priority", "proposed, with what it still needs")
def _(s: Situations) -> Opening:
    return _at(s, world_improvement.priority(s.committee.unit, s.committee.lead, difference="", parts=()))


@state("improvement:priority", "closed with a new judgement, after it was closed without", enlarged=True)
def _(s: Situations) -> Opening:
    return _at(s, closed(s))


@state("improvement:priority_change", "changed by somebody meanwhile")
def _(s: Situations) -> Opening:
    row = agreed(s)

    def act(page: Page, s: Situations) -> None:
        page.get_by_label("What is to become better?").fill(s.name("Told within the hour"))
        Priority.objects.filter(pk=row.pk).update(title=s.name("Told within a day"))
        press("Save")(page, s)

    opening = _at(s, row, "change/")
    return Opening(opening.who, opening.path, act)


@state("improvement:priority_agree", "with who reads it from then on", enlarged=True)
def _(s: Situations) -> Opening:
    there = s.committee
    parts = tuple((one.unit.id, "sees_to_it") for one in there.members.values())
    row = world_improvement.priority(
        there.unit,
        there.lead,
        title=s.name("Ask in time"),
        difference=s.text("Safer."),
        responsibility="together",
        parts=parts,
    )
    return _at(s, row, "agree/")


@state("improvement:priority_agree", "not complete")
def _(s: Situations) -> Opening:
    row = world_improvement.priority(s.committee.unit, s.committee.lead, difference="", parts=())
    return _at(s, row, "agree/")


@state("improvement:priority_close", "with two judgements to choose from", enlarged=True)
def _(s: Situations) -> Opening:
    return _at(s, judged_again(s), "close/")


@state("improvement:priority_close", "with none, and no reason given")
def _(s: Situations) -> Opening:
    opening = _at(s, world_improvement.priority(s.committee.unit, s.committee.lead, agreed=True), "close/")
    return Opening(opening.who, opening.path, press("Close it"))


@state("improvement:priority_reopen", "without a reason")
def _(s: Situations) -> Opening:
    opening = _at(s, closed(s), "reopen/")
    return Opening(opening.who, opening.path, press("Open it again"))


@state("improvement:priority_before", "with texts that were written over")
def _(s: Situations) -> Opening:
    from speir.improvement.actions.earlier import Hand, Thing, keep

    row, by = agreed(s), s.committee.lead
    hand = Hand("", by.name, timezone.now())
    was = {"title": s.name("Told sooner"), "difference": s.text("Children wait less.")}
    keep(Thing("priority", row.id, row.told), {"title": "", "difference": ""}, was, hand=hand, by=by.actor)
    return _at(s, row, "before/")


@state("improvement:finding_new", "to be filled in", enlarged=True)
def _(s: Situations) -> Opening:
    return _at(s, agreed(s), "answers/new/")


@state("improvement:finding", "changed by somebody meanwhile")
def _(s: Situations) -> Opening:
    row = agreed(s)
    found = Finding.objects.get(priority=row, source="review")

    def act(page: Page, s: Situations) -> None:
        page.get_by_label("What was found?").fill(s.text("Nobody answers at night."))
        Finding.objects.filter(pk=found.pk).update(words=s.text("Nobody answers on Sundays."))
        press("Save")(page, s)

    opening = _at(s, row, f"answers/{found.id}/")
    return Opening(opening.who, opening.path, act)


@state("improvement:plans", "with plans of its own, and one taken away", enlarged=True)
def _(s: Situations) -> Opening:
    agreed(s)
    unit, by = s.committee.unit.id, s.committee.lead.actor
    gone = plans.make(unit_id=unit, name=s.another("Our plan"), plan_id=new_id(), by=by)
    plans.take_away(unit_id=unit, plan_id=gone.id, by=by)
    return _of(s, "plans/")


@state("improvement:plan", "to be renamed")
def _(s: Situations) -> Opening:
    unit, by = s.cast.team.id, s.cast.lead
    one = plans.make(unit_id=unit, name=s.another("Our plan"), plan_id=new_id(), by=by.actor)
    return Opening(by.person, f"/improvement/{unit}/plans/{one.id}/")


@state("improvement:part", "of an agency, for the policing plan", enlarged=True)
def _(s: Situations) -> Opening:
    agreed(s)
    police = s.committee.members["Police"].unit.id
    return _of(s, f"part/?of={police}&plan=policing")


@state("improvement:part", "with nothing in it")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/improvement/{s.cast.team.id}/part/?plan=school")
