"""Who asks at an installation that is served: the people of the guard tables, an inspector, an agency elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils import timezone

from bench.browser import Browser
from speir.access.actor import SYSTEM
from speir.accounts.actions import make_sign_in_address, set_sign_in
from speir.core.ids import new_secret
from speir.organisations.actions import enrol
from speir.organisations.models import Unit
from tests import world
from tests.world import Cast, Somebody


@dataclass(frozen=True)
class Company:
    """The cast of the guard tables, and two whom the tables do not have."""

    cast: Cast
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
    """Make the people of the guard tables in an installation that is served, and two beside them, all by actions.

    The inspector reads what is in a room of theirs. The neighbour leads an agency that has to do with nobody.
    """
    cast = world.cast()
    inspector, neighbour = world.somebody("Iain Macrae"), world.somebody("Una Forbes")
    ends = timezone.localdate() + dt.timedelta(days=30)
    enrol(person=inspector.person, unit_id=cast.team.id, role="inspector", ends=ends, by=cast.lead.actor)
    world.unit_of(neighbour, "Kilvarroch Police", "agency")
    return Company(cast, neighbour, inspector)


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
    """Put something into every corner of the tables' team; return its lead officer.

    With them each role's pages: for each name in the guard tables the first address that is shown to it.
    """
    from tests.web.guard_table import TABLE
    from tests.web.places import Place
    from tests.web.test_guard import ROLES

    company = gather()
    lead = company.cast.lead
    # whoever has a password changes it with that one alone: a scanner would sign itself out
    set_sign_in(person=lead.person, email="samina@example.scot", password=new_secret(), by=SYSTEM)
    place = Place(company.cast)
    opened: dict[str, dict[str, str]] = {role: {} for role in ROLES}
    for name, method, expected, _typed, words in TABLE:
        for role, status in zip(ROLES, expected, strict=True):
            if method == "get" and status == 200 and name not in opened[role]:
                opened[role][name] = place.address(name, words)
    return lead, {role: list(pages.values()) for role, pages in opened.items()}
