"""The states of the pages on which a chief officer reads and approves, and is answered."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from speir.evaluations.actions import editions
from speir.evaluations.models import ApprovalStep
from tests import world
from tests.browser.pages import Opening, of, press, state
from tests.browser.situations import Situations


def step(s: Situations, said: str) -> str:
    """The id of what the chief officer said of the approved edition."""
    found = ApprovalStep.objects.filter(edition__evaluation=s.approved, said=said, by=s.chief.person.id)
    return str(found.get().id)


@state("broad_views:list", "of a chief officer, with editions that wait")
def _(s: Situations) -> Opening:
    assert s.waiting
    assert s.approved
    return Opening(s.chief.person, "/broad-views/")


@state("broad_views:list", "of a chief officer for whom nothing waits")
def _(s: Situations) -> Opening:
    lead = world.somebody(s.name("Gillian Rae"))
    agency = world.unit_of(lead, s.name("An agency with nothing in it"), "agency")
    other = world.colleague(s.name("Elspeth Farquhar"), agency, "chief_officer", lead)
    return Opening(other.person, "/broad-views/")


@state("broad_views:list", "of a lead officer who was asked", enlarged=True)
def _(s: Situations) -> Opening:
    assert s.waiting
    return Opening(s.agency.lead.person, "/broad-views/")


@state("broad_views:edition", "of a chief officer, who has asked")
def _(s: Situations) -> Opening:
    return Opening(s.chief.person, of(s.waiting, "editions/1/"))


@state("broad_views:edition", "of a lead officer, approved, asked about and answered", enlarged=True)
def _(s: Situations) -> Opening:
    return Opening(s.agency.lead.person, of(s.approved, "editions/1/"))


@state("broad_views:edition", "of the chief officer who approved it")
def _(s: Situations) -> Opening:
    return Opening(s.chief.person, of(s.approved, "editions/1/"))


@state("broad_views:grid", "with an edition that waits for a chief officer")
def _(s: Situations) -> Opening:
    return Opening(s.agency.reader.person, of(s.waiting))


@state("broad_views:approve", "as it is")
def _(s: Situations) -> Opening:
    return Opening(s.chief.person, of(s.waiting, "editions/1/approve/"))


@state("broad_views:approve", "with a note that may name somebody", enlarged=True)
def _(s: Situations) -> Opening:
    def steps(page: Page, s: Situations) -> None:
        page.get_by_label("A note with your approval").fill("I rang the gran on 01463 234567.")
        press("Approve this edition")(page, s)
        expect(page.locator(".mention")).to_be_visible()

    return Opening(s.chief.person, of(s.waiting, "editions/1/approve/"), steps)


@state("broad_views:approve", "once another edition was sealed, with the note still there")
def _(s: Situations) -> Opening:
    view = s.to_approve()

    def steps(page: Page, s: Situations) -> None:
        editions.reopen(evaluation_id=view.id, by=s.agency.lead.actor)
        world.seal(view, s.agency.lead)
        page.get_by_label("A note with your approval").fill("Thank you.")
        press("Approve this edition")(page, s)
        expect(page.get_by_role("alert")).to_contain_text("Edition 2 was sealed since.")

    return Opening(s.chief.person, of(view, "editions/1/approve/"), steps)


@state("broad_views:ask", "with mistakes")
def _(s: Situations) -> Opening:
    return Opening(s.chief.person, of(s.waiting, "editions/1/ask/"), press("Ask this question"))


@state("broad_views:reply", "to a question that was answered")
def _(s: Situations) -> Opening:
    return Opening(s.agency.lead.person, of(s.approved, f"editions/1/questions/{step(s, 'asked')}/"))


@state("broad_views:take_back", "as it is")
def _(s: Situations) -> Opening:
    return Opening(s.chief.person, of(s.approved, f"editions/1/approvals/{step(s, 'approved')}/back/"))


@state("broad_views:seal", "where a chief officer will approve it")
def _(s: Situations) -> Opening:
    assert s.chief
    return Opening(s.agency.lead.person, of(world.begun(s.agency), "seal/"))
