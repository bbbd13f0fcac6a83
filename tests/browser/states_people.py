"""The states of the pages of units and of the people in them."""

from __future__ import annotations

from playwright.sync_api import Page

from speir.organisations.actions import roles
from speir.organisations.models import Membership
from tests.browser.pages import Opening, Steps, press, pressed, state
from tests.browser.situations import Situations


def at(s: Situations, below: str = "") -> str:
    """The page of the reader in their team, or something below it."""
    return f"/people/{s.cast.team.id}/{s.cast.reader.person.id}/{below}"


def role(s: Situations) -> str:
    return Membership.objects.filter(person=s.cast.reader.person).latest("given_at").id


@state("people:index", "of somebody with roles")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, "/people/")


@state("people:index", "of somebody without any")
def _(s: Situations) -> Opening:
    return Opening(s.newcomer.person, "/people/")


@state("people:roles", "read by anybody")
def _(s: Situations) -> Opening:
    return Opening(s.cast.reader.person, "/people/roles/")


@state("people:person", "with a role")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s))


@state("people:person", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s), press("Give the role"))


@state("people:person", "of one's own")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/people/{s.cast.team.id}/{s.cast.lead.person.id}/")


@state("people:person", "with a role that was ended")
def _(s: Situations) -> Opening:
    held = Membership.objects.get(person=s.cast.evaluator.person)
    roles.end(membership_id=held.id, by=s.cast.lead.actor)
    roles.take_end_back(membership_id=held.id, by=s.cast.lead.actor)
    also = roles.give_also(
        unit_id=s.cast.team.id,
        person_id=s.cast.evaluator.person.id,
        role="file_reader",
        starts=None,
        ends=None,
        by=s.cast.lead.actor,
    )
    roles.end(membership_id=also.id, by=s.cast.lead.actor)
    return Opening(s.cast.lead.person, f"/people/{s.cast.team.id}/{s.cast.evaluator.person.id}/")


@state("people:role", "as it stands")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, at(s, f"{role(s)}/"))


@state("people:role", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Last day").fill("soon")
        pressed(page, page.get_by_role("button", name="Save"))

    return Opening(s.cast.lead.person, at(s, f"{role(s)}/"), steps)


@state("people:review", "with what needs a look")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/people/{s.cast.team.id}/access/")


# --- Units and organisations


@state("people:unit", "of a partnership with organisations", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, f"/people/{s.area.id}/")


@state("people:unit", "that has closed")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, f"/people/{s.closed.id}/")


@state("people:describe", "as it stands")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, f"/people/{s.area.id}/name/")


@state("people:describe", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("Name").fill("")
        pressed(page, page.get_by_role("button", name="Save"))

    return Opening(s.area_lead.person, f"/people/{s.area.id}/name/", steps)


@state("people:add", "to a partnership")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, f"/people/{s.area.id}/add/")


@state("people:add", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/people/{s.cast.team.id}/add/", press("Add"))


@state("people:seat_offer", "made")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, f"/people/{s.area.id}/add/", press("Make an address"))


@state("people:invitations", "with somebody who was never here")
def _(s: Situations) -> Opening:
    assert s.service
    return Opening(s.area_lead.person, f"/people/{s.area.id}/invitations/")


@state("people:invitations", "with nobody")
def _(s: Situations) -> Opening:
    return Opening(s.at_beginning.person, f"/people/{s.at_beginning.actor.grants[0].path}invitations/")


def seat(s: Situations) -> str:
    """The address of a seat in the partnership, whose organisation nobody of its own looks after."""
    return f"/people/{s.area.id}/seats/{s.area.seated.get().id}/"


@state("people:seat_end", "asked")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, seat(s) + "end/")


@state("people:seat_release", "asked")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, seat(s) + "release/")


@state("people:seat_release", "refused, since it would be nobody’s")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, seat(s) + "release/", press("Let it look after itself"))


@state("people:seat", "offered to whoever looks after an organisation")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, s.offered())


@state("people:seat", "offered to somebody else")
def _(s: Situations) -> Opening:
    return Opening(s.newcomer.person, s.offered())


@state("people:seat", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, s.offered(), press("Take the seat"))


def choosing(*rows: str) -> Steps:
    """Choose a sheet with these rows and look at it."""

    def steps(page: Page, s: Situations) -> None:
        heading = "Organisation,Kind of organisation,Service,Team,Name,E-mail address,Role,First day,Last day"
        body = "\n".join([heading, *rows]).encode()
        page.get_by_label("The sheet").set_input_files(
            {"name": "a.csv", "mimeType": "text/csv", "buffer": body}
        )
        pressed(page, page.get_by_role("button", name="Look at what is in it"))

    return steps


@state("people:import", "before a file is chosen")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, f"/people/{s.area.id}/import/")


@state("people:import", "without a file")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, f"/people/{s.area.id}/import/", press("Look at what is in it"))


@state("people:import", "with cells to mend beside what is fine", enlarged=True)
def _(s: Situations) -> Opening:
    word = s.name("Education").replace(",", "")
    rows = (
        f"{word},education,,{word},{word},,Evaluator,,",
        "Other,spies,,,Iain,,Director,soon,",
        ",,,,Una,,Reader,,",
    )
    return Opening(s.area_lead.person, f"/people/{s.area.id}/import/", choosing(*rows))


@state("people:import", "that is fine", enlarged=True)
def _(s: Situations) -> Opening:
    word = s.name("Education").replace(",", "")
    rows = (f"{word},education,,{word},{word},,Evaluator,,", f"{word},,,,,,,,")
    return Opening(s.area_lead.person, f"/people/{s.area.id}/import/", choosing(*rows))


@state("people:close", "asked")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, f"/people/{s.area.id}/close/")


@state("people:close", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, f"/people/{s.area.id}/close/", press("Close it"))


@state("people:merge", "with another to merge into")
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, f"/people/{s.service.id}/merge/")


@state("people:merge", "with mistakes", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.area_lead.person, f"/people/{s.service.id}/merge/", press("Merge"))


@state("people:merge", "with nothing to merge into")
def _(s: Situations) -> Opening:
    return Opening(s.cast.lead.person, f"/people/{s.cast.team.id}/merge/")
