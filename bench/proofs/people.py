"""Who asks at the served demonstration: its own people, an agency that sits in its partnership, another elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils import timezone

from bench.browser import Browser
from speir.access.actor import SYSTEM
from speir.accounts.actions import make_sign_in_address, set_sign_in
from speir.accounts.models import Person
from speir.core.ids import new_secret
from speir.organisations.actions import enrol, seats
from speir.organisations.models import Unit
from tests import world
from tests.world import Cast, Somebody


@dataclass(frozen=True)
class Company:
    """The cast of the guard tables, played by the demonstration's people, and two whom the tables do not have."""

    cast: Cast
    head: Somebody
    neighbour: Somebody
    inspector: Somebody

    def by_role(self) -> dict[str, Somebody]:
        """Each of them by the word for what they are."""
        cast = self.cast
        return {
            "reader": cast.reader,
            "evaluator": cast.evaluator,
            "lead": cast.lead,
            "stranger": cast.stranger,
            "neighbour": self.neighbour,
            "inspector": self.inspector,
        }

    def own(self, role: str) -> set[str]:
        """What somebody may see of themselves: their name, and that of their agency."""
        who = self.by_role().get(role)
        return (
            {who.name, *Unit.objects.filter(memberships__person=who.person).values_list("name", flat=True)}
            if who
            else set()
        )


def gather() -> Company:
    """Bring the demonstration's people into its team, and two agencies beside it, all by actions.

    Its partnership is run by Ailsa Drummond; the team's own people are a lead officer, an evaluator and a reader, as in
    the tables. The neighbour leads an agency that sits in the partnership, the stranger one that sits nowhere.
    """
    root = Unit.objects.get(demonstration=True, parent=None)
    team = Unit.objects.get(demonstration=True, parent=root, kind="team")
    head, fergus, samina = (
        Somebody(Person.objects.get(name=name))
        for name in ("Ailsa Drummond", "Fergus Baillie", "Samina Khalid")
    )
    enrol(person=samina.person, unit_id=team.id, role="lead_officer", by=head.actor)
    enrol(person=fergus.person, unit_id=team.id, role="evaluator", by=head.actor)
    reader = world.colleague("Rhona Bell", team, "reader", head)
    inspector = world.somebody("Iain Macrae")
    ends = timezone.localdate() + dt.timedelta(days=30)
    enrol(person=inspector.person, unit_id=team.id, role="inspector", ends=ends, by=head.actor)
    neighbour, stranger = world.somebody("Una Forbes"), world.somebody("Hamish Orr")
    beside = world.unit_of(neighbour, "Kilvarroch Police", "agency")
    secret = seats.offer(partnership_id=root.id, by=head.actor).split("/")[3]
    seats.take(secret=secret, organisation_id=beside.id, by=neighbour.actor)
    elsewhere = world.unit_of(stranger, "Another agency", "agency")
    return Company(Cast(team, samina, fergus, reader, elsewhere, stranger), head, neighbour, inspector)


def signed_in(port: int, who: Somebody) -> Browser:
    """Somebody's browser, signed in by a one-time address as a person does it."""
    browser = Browser(port)
    browser.sign_in(make_sign_in_address(person=who.person, by=SYSTEM))
    browser.get("/account/")
    return browser


def signed_out(port: int) -> Browser:
    """A browser that has opened the sign-in page, and so has a form token."""
    browser = Browser(port)
    if not re.search("csrfmiddlewaretoken", browser.get("/sign-in/").text):
        raise AssertionError("the sign-in page has no form")
    return browser


def with_everything() -> tuple[Somebody, dict[str, list[str]]]:
    """Put something into every corner of the demonstration's team; return its lead officer.

    With them each role's pages: for each name in the guard tables the first address that is shown to it.
    """
    from bench.proofs.expected import Corner
    from tests.web.guard_table import TABLE
    from tests.web.test_guard import ROLES

    company = gather()
    root = Unit.objects.get(demonstration=True, parent=None)
    lead = company.cast.lead
    enrol(person=lead.person, unit_id=root.id, role="lead_officer", by=company.head.actor)
    # whoever has a password changes it with that one alone: a scanner would sign itself out
    set_sign_in(person=lead.person, email="samina@example.scot", password=new_secret(), by=SYSTEM)
    place = Corner(company.cast, company.head)
    opened: dict[str, dict[str, str]] = {role: {} for role in ROLES}
    for name, method, expected, _typed, words in TABLE:
        for role, status in zip(ROLES, expected, strict=True):
            if method == "get" and status == 200 and name not in opened[role]:
                opened[role][name] = place.address(name, words)
    return lead, {role: list(pages.values()) for role, pages in opened.items()}
