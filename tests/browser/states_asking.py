"""The pages on which a joint broad view is begun and led, in their states."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from speir.evaluations.actions import asking, joint_changes
from speir.evaluations.models import Joint
from tests import world, world_asking, world_joint
from tests.browser.pages import Opening, both, press, state
from tests.browser.situations import Situations


def party(s: Situations, joint: Joint, name: str, below: str = "") -> str:
    """The address of one organisation's part."""
    asked = world_joint.asked_of(joint, s.committee.members[name].unit)
    return f"/joint/{joint.id}/who/{asked.id}/{below}"


def fresh(s: Situations, **more: object) -> Joint:
    """Another joint broad view of the same committee, to which everybody is invited."""
    return world_joint.joint(s.committee, **more)  # type: ignore[arg-type]


@state("joint:list", "as a lead officer", enlarged=True)
def _(s: Situations) -> Opening:
    assert s.joint
    return Opening(s.committee.lead.person, "/joint/")


@state("joint:list", "as somebody whose organisation is asked")
def _(s: Situations) -> Opening:
    fresh(s)
    return Opening(s.committee.members["Social work"].lead.person, "/joint/")


@state("joint:list", "as a reader, with none")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, "/joint/")


@state("broad_views:list", "of a lead officer, with joint ones")
def _(s: Situations) -> Opening:
    assert s.joint
    return Opening(s.committee.lead.person, "/broad-views/")


@state("joint:new", "as last time, with a focus set and somebody who answers", enlarged=True)
def _(s: Situations) -> Opening:
    there = world_asking.kept(s.name("Kept committee"), s.name("Kept agency"), s.name("Effie Grant"))
    joint = world_asking.of_kept(there)
    return Opening(there.lead.person, f"/joint/new/?unit={there.unit.id}&follows={joint.id}")


@state("joint:new", "with mistakes")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("A focus set, ticked here").check()
        page.get_by_label("Asked for by").fill("March 1900")
        page.get_by_label("Words of the invitation").fill("Ring the gran on 01463 234567.")
        press("Begin and invite")(page, s)
        expect(page.get_by_role("alert")).to_be_visible()

    return Opening(s.committee.lead.person, "/joint/new/", steps)


@state("joint:new", "of which partnership")
def _(s: Situations) -> Opening:
    lead = world.somebody(s.name("Kirsty Bain"))
    for name in ("North committee", "South committee"):
        world.unit_of(lead, s.name(name), "partnership")
    return Opening(lead.person, "/joint/new/")


@state("joint:new", "with nobody to ask")
def _(s: Situations) -> Opening:
    lead = world.somebody(s.name("Kirsty Bain"))
    world.unit_of(lead, s.name("A committee alone"), "partnership")
    return Opening(lead.person, "/joint/new/")


@state("joint:overview", "with everybody at another place, late and changed since")
def _(s: Situations) -> Opening:
    return Opening(s.committee.lead.person, f"/joint/{world_asking.at_every_place(s.committee).id}/")


@state("joint:overview", "called off")
def _(s: Situations) -> Opening:
    joint = fresh(s)
    joint_changes.call_off(joint_id=joint.id, by=s.committee.lead.actor)
    return Opening(s.committee.lead.person, f"/joint/{joint.id}/")


@state("joint:party", "with a long story", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.committee.lead.person, party(s, world_asking.at_every_place(s.committee), "Health"))


@state("joint:party", "whose invitation was taken back")
def _(s: Situations) -> Opening:
    joint = fresh(s)
    asked = world_joint.asked_of(joint, s.committee.members["Police"].unit)
    asking.take_back(contribution_id=asked.id, by=s.committee.lead.actor)
    return Opening(s.committee.lead.person, party(s, joint, "Police"))


@state("joint:party", "whose people the partnership looks after")
def _(s: Situations) -> Opening:
    there = world_asking.kept(s.name("Kept committee"), s.name("Kept agency"), s.name("Effie Grant"))
    asked = world_joint.asked_of(world_asking.of_kept(there), there.agency)
    return Opening(there.lead.person, f"/joint/{asked.joint_id}/who/{asked.id}/")


@state("joint:question", "that may name somebody")
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Your question").fill("What does 01463 234567 say?")
        press("Return it with a question")(page, s)
        expect(page.locator(".mention")).to_be_visible()

    return Opening(s.committee.lead.person, party(s, s.joint, "Health", "question/"), steps)


@state("joint:extend", "with mistakes")
def _(s: Situations) -> Opening:
    steps = press("Give it more time")
    return Opening(s.committee.lead.person, party(s, s.joint, "Social work", "extend/"), steps)


@state("joint:change", "where somebody else changed it meanwhile")
def _(s: Situations) -> Opening:
    joint = fresh(s)

    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Title").fill("Theirs")
        Joint.objects.filter(pk=joint.pk).update(invitation=s.text("They wrote this."))
        page.get_by_label("Words of the invitation").fill("I wrote that.")

    return Opening(
        s.committee.lead.person, f"/joint/{joint.id}/change/", both(steps, press("Save"), _conflict)
    )


def _conflict(page: Page, s: Situations) -> None:
    expect(page.get_by_role("alert")).to_contain_text("It now says")


@state("joint:call_off", "asked")
def _(s: Situations) -> Opening:
    return Opening(s.committee.lead.person, f"/joint/{s.joint.id}/call-off/")


@state("joint:invite", "with mistakes")
def _(s: Situations) -> Opening:
    joint = fresh(s, names=("Health",))
    return Opening(s.committee.lead.person, f"/joint/{joint.id}/invite/", press("Invite them"))
