"""Every role and every page of units and people: what somebody gets in their own unit, below, above and elsewhere."""

from __future__ import annotations

import pytest
from django.db import transaction

from speir.access.permissions import Permission
from speir.access.roles import GIVEN, ROLES
from speir.organisations.actions import add_unit, units
from speir.organisations.models import Membership, Unit
from tests import world
from tests.web.browsing import browser

SEES = ("",)
UNIT = ("name/", "add/", "close/", "merge/", "contacts/")
PEOPLE = ("access/", "{person}/", "{person}/{role}/")


class Tree:
    """An agency with a service and a team below it, each with a lead; somebody with one role in the service."""

    def __init__(self, role: str) -> None:
        self.lead = world.somebody("Lead")
        self.agency = world.unit_of(self.lead, "Agency", "agency")
        self.service = add_unit(name="Service", kind="service", under=self.agency.id, by=self.lead.actor)
        self.team = add_unit(name="Team", kind="team", under=self.service.id, by=self.lead.actor)
        self.elsewhere = world.unit_of(world.somebody("Stranger"), "Elsewhere", "agency")
        self.who = world.colleague("Somebody", self.service, role, self.lead)
        for unit in (self.agency, self.service, self.team):
            world.colleague(f"In {unit.name}", unit, "reader", self.lead)

    def address(self, unit: Unit, page: str) -> str:
        held = Membership.objects.filter(unit=unit).latest("given_at")
        return f"/people/{unit.id}/" + page.format(person=held.person_id, role=held.id)


def expected(role: str, wanted: Permission) -> int:
    if Permission.SEE_UNIT not in ROLES[role]:
        return 404
    return 200 if wanted in ROLES[role] else 403


@pytest.mark.django_db
@pytest.mark.parametrize("role", GIVEN)
def test_a_role_opens_the_pages_of_its_unit_and_below_as_the_table_says_and_no_others(role):
    tree = Tree(role)
    client = browser(tree.who)
    wanted = dict.fromkeys(SEES, Permission.SEE_UNIT)
    wanted |= dict.fromkeys(UNIT, Permission.MANAGE_UNIT) | dict.fromkeys(PEOPLE, Permission.MANAGE_PEOPLE)
    for page, permission in wanted.items():
        for unit in (tree.service, tree.team):
            got = client.get(tree.address(unit, page)).status_code
            assert got == expected(role, permission), (unit.name, page)
        for unit in (tree.agency, tree.elsewhere):
            assert client.get(tree.address(unit, page)).status_code == 404, (unit.name, page)


@pytest.mark.django_db
@pytest.mark.parametrize("role", GIVEN)
def test_a_role_changes_people_of_its_unit_and_below_as_the_table_says_and_no_others(role):
    tree = Tree(role)
    client = browser(tree.who)
    for unit in (tree.service, tree.team, tree.agency, tree.elsewhere):
        within = unit in (tree.service, tree.team)
        wanted = expected(role, Permission.MANAGE_PEOPLE) if within else 404
        for page in ("{person}/{role}/end/", "{person}/{role}/back/"):
            address = tree.address(unit, page)
            with transaction.atomic():
                got = client.post(address).status_code
                transaction.set_rollback(True)
            assert got == (302 if wanted == 200 else wanted), (unit.name, page)


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(role for role in GIVEN if Permission.MANAGE_PEOPLE in ROLES[role]))
def test_whoever_manages_a_partnership_manages_what_it_looks_after_and_reads_nothing_there(role, cast):
    committee = world.unit_of(cast.lead, "The committee", "partnership")
    kept = units.add_organisation(partnership_id=committee.id, name="Kept", by=cast.lead.actor)
    own = world.colleague("Their own", kept, "lead_officer", cast.lead)
    who = world.colleague("Manager", committee, role, cast.lead)
    view = world.begun(world.Cast(kept, own, own, own, cast.elsewhere, cast.stranger))
    client = browser(who)
    assert [client.get(f"/people/{kept.id}/{page}").status_code for page in ("", "access/", "name/")] == [
        200
    ] * 3
    assert client.get(f"/broad-views/{view.id}/").status_code == 404
    assert "A view" not in client.get("/broad-views/").content.decode()


@pytest.mark.django_db
def test_no_page_of_a_unit_names_anybody_or_anything_of_elsewhere(cast):
    """The stranger's agency sits in the same partnership; their people and units stay unnamed there."""
    from speir.organisations.actions import seats

    committee = world.unit_of(cast.lead, "The committee", "partnership")
    secret = seats.offer(partnership_id=committee.id, by=cast.lead.actor).split("/")[3]
    seats.take(secret=secret, organisation_id=cast.elsewhere.id, by=cast.stranger.actor)
    add_unit(name="Their secret team", kind="team", under=cast.elsewhere.id, by=cast.stranger.actor)
    client = browser(cast.lead)
    for page in ("", "access/", "add/", "import/", "import/template.csv"):
        html = client.get(f"/people/{committee.id}/{page}").content.decode()
        assert cast.stranger.name not in html, page
        assert "Their secret team" not in html, page
    other = browser(cast.stranger)
    html = other.get(f"/people/{cast.elsewhere.id}/").content.decode()
    assert "The committee" in html
    assert cast.lead.name not in html
