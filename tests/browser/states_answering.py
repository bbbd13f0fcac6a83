"""The pages on which an organisation answers a joint broad view, in their states."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import Page, expect

from speir.evaluations.actions import contributions
from speir.evaluations.actions.moves import move
from speir.evaluations.actions.opening import open_evidence
from speir.evaluations.actions.owning import own
from speir.evaluations.models import Contribution
from speir.evaluations.queries.behind import behind
from speir.evaluations.rules.asking import Move
from tests import world, world_joint
from tests.browser.pages import Opening, press, state
from tests.browser.situations import Situations

SHORT = ("1.1", "1.3", "3.2")


def at(contribution: Contribution, rest: str = "") -> str:
    return f"/joint/asked/{contribution.id}/{rest}"


def invited(s: Situations, name: str = "Health") -> tuple[world_joint.Member, Contribution]:
    """A member that is asked nothing else, with a joint broad view to which it alone is asked."""
    there = world_joint.committee([name], word=s.word)
    member = there.members[name]
    return member, world_joint.asked_of(world_joint.joint(there), member.unit)


def working(s: Situations) -> tuple[world_joint.Member, Contribution]:
    """One that has begun, with owners, a level without evidence, and gaps."""
    member, contribution = invited(s)
    view = world_joint.answered(contribution.joint, member, {"1.1": "good"})
    world.write(view, "1.3", member.lead, choice="weak", improvements=s.text("We write too little down."))
    for who, numbers in ((member.evaluator, ("1.1", "1.3")), (member.lead, ("1.1", "3.2"))):
        person = who.person.id
        own(evaluation_id=view.id, person_id=person, numbers=numbers, before=(), by=member.lead.actor)
    contribution.refresh_from_db()
    return member, contribution


def in_short(s: Situations, *numbers: str) -> tuple[world_joint.Member, Contribution]:
    """A small body that has accepted, and chosen these."""
    member, contribution = invited(s, "Police")
    Contribution.objects.filter(pk=contribution.pk).update(short=True)
    by = member.lead.actor
    contributions.agree(contribution_id=contribution.id, by=by)
    contributions.begin_own(contribution_id=contribution.id, by=by)
    if numbers:
        contributions.choose_indicators(contribution_id=contribution.id, numbers=numbers, by=by)
    contribution.refresh_from_db()
    return member, contribution


@state("joint:invitation", "invited, as who answers")
def _(s: Situations) -> Opening:
    member, contribution = invited(s)
    return Opening(member.lead.person, at(contribution))


@state("joint:invitation", "invited, as somebody else of the organisation")
def _(s: Situations) -> Opening:
    member, contribution = invited(s)
    return Opening(member.evaluator.person, at(contribution))


@state("joint:invitation", "declined")
def _(s: Situations) -> Opening:
    member, contribution = invited(s)
    why = s.text("We are between two managers.")
    contributions.decline(contribution_id=contribution.id, text=why, by=member.lead.actor)
    return Opening(member.lead.person, at(contribution))


@state("joint:invitation", "accepted, not begun")
def _(s: Situations) -> Opening:
    member, contribution = invited(s)
    contributions.agree(contribution_id=contribution.id, by=member.lead.actor)
    return Opening(member.lead.person, at(contribution))


@state("joint:invitation", "at work")
def _(s: Situations) -> Opening:
    member, contribution = working(s)
    return Opening(member.lead.person, at(contribution))


@state("joint:invitation", "returned with a question")
def _(s: Situations) -> Opening:
    member, contribution = invited(s)
    given = world_joint.handed_in(contribution.joint, member, {"1.1": "good"})
    asked = s.text("Does this hold for the nights, too?")
    move(given, Move.RETURNED, text=asked, by=world.somebody("Morag Sinclair").actor)
    return Opening(member.lead.person, at(contribution))


@state("joint:decline", "with mistakes")
def _(s: Situations) -> Opening:
    member, contribution = invited(s)
    return Opening(member.lead.person, at(contribution, "decline/"), press("Decline"))


@state("joint:own", "with one to choose")
def _(s: Situations) -> Opening:
    member, contribution = invited(s)
    contributions.agree(contribution_id=contribution.id, by=member.lead.actor)
    return Opening(member.lead.person, at(contribution, "own/"))


@state("joint:evidence", "with some that is open already")
def _(s: Situations) -> Opening:
    member, contribution = invited(s)
    given = world_joint.handed_in(contribution.joint, member, {"1.1": "good", "1.3": "weak"})
    first = behind(member.lead.actor, given.id).to_open[0]
    open_evidence(contribution_id=given.id, items=[first.id], by=member.lead.actor)
    return Opening(member.lead.person, at(contribution, "evidence/"))


@state("joint:hand_in", "with gaps and no reason")
def _(s: Situations) -> Opening:
    member, contribution = working(s)
    return Opening(member.lead.person, at(contribution, "hand-in/"), press("Seal edition 1 and hand it in"))


@state("joint:hand_in", "with other editions to give, which were given already")
def _(s: Situations) -> Opening:
    member, contribution = invited(s)
    other = world_joint.committee((), word=s.word)
    world_joint.seat(member.unit, member.lead, other.unit, other.lead)
    asked = world_joint.joint(replace(other, members={"Health": member}))
    world_joint.handed_in(asked, member, {"1.1": "good"})
    world_joint.agreed(contribution.joint, member)
    return Opening(member.lead.person, at(contribution, "hand-in/"))


@state("joint:short", "empty")
def _(s: Situations) -> Opening:
    member, contribution = in_short(s, "1.1", "3.2")
    return Opening(member.lead.person, at(contribution, "short/"))


@state("joint:short", "written in, with a line of evidence and a name that waits")
def _(s: Situations) -> Opening:
    member, contribution = in_short(s, "1.1")

    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("What we do well, 1.1").fill(s.text("We know the families of the town."))
        page.get_by_label("How do you know? One line is enough, 1.1").fill("Four parents told us so.")
        page.get_by_label("What needs to improve, 1.1").fill("Ring 01463 234567.")
        page.get_by_label("Level (optional), 1.1").select_option("good")
        expect(page.locator(".mention")).to_be_visible()

    return Opening(member.lead.person, at(contribution, "short/"), steps)


@state("joint:short", "handed in")
def _(s: Situations) -> Opening:
    member, contribution = in_short(s, "1.1")
    view = contribution.evaluation
    assert view is not None
    world.write(view, "1.1", member.lead, strengths=s.text("We know the families."))
    contributions.submit(
        contribution_id=contribution.id, evaluation_id=view.id, number=1, by=member.lead.actor
    )
    return Opening(member.lead.person, at(contribution, "short/"))


@state("joint:short_choose", "with nothing chosen")
def _(s: Situations) -> Opening:
    member, contribution = in_short(s)
    return Opening(member.lead.person, at(contribution, "short/indicators/"), press("Go on"))


@state("broad_views:grid", "asked for in a joint broad view, with owners, as one of them")
def _(s: Situations) -> Opening:
    member, contribution = working(s)
    return Opening(member.evaluator.person, f"/broad-views/{contribution.evaluation_id}/")


@state("broad_views:list", "with what is asked of them and what is theirs to answer")
def _(s: Situations) -> Opening:
    member, _contribution = working(s)
    return Opening(member.lead.person, "/broad-views/")


@state("broad_views:owners", "with some shared out")
def _(s: Situations) -> Opening:
    member, contribution = working(s)
    return Opening(member.lead.person, f"/broad-views/{contribution.evaluation_id}/owners/")


@state("broad_views:owner", "who owns two")
def _(s: Situations) -> Opening:
    member, contribution = working(s)
    person = member.evaluator.person.id
    return Opening(member.lead.person, f"/broad-views/{contribution.evaluation_id}/owners/{person}/")
