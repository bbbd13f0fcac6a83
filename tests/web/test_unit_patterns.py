"""One indicator across the teams and services of one organisation, in the levels themselves."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.evaluations.actions import broad_views
from speir.organisations.actions import add_unit
from tests import world, world_agreed, world_units
from tests.web.browsing import browser, open_page
from tests.web.test_joint_matrix import cells

pytestmark = pytest.mark.django_db
PATH = "/trends/patterns/"


@pytest.fixture
def there():
    return world_units.sealed(world_units.organisation())


def test_one_indicator_stands_by_service_by_locality_and_by_kind_and_only_what_follows_is_said(there):
    page = open_page(browser(there.reader), f"{PATH}?unit={there.unit.id}&indicator=3.2")
    assert "Good in Health visitors alone, adequate or below in the other two." in page.text
    assert "Adequate or below in Family support (both units); good elsewhere." in page.text
    assert "Weak in the north (one of two); adequate in the south" not in page.text
    rows = cells(page)
    at = next(at for at, row in enumerate(rows) if row[:1] == ["Service"])
    assert rows[at + 1] == [
        "Child health one unit",
        "",
        "",
        "Good Health visitors provisional",
        "",
        "",
        "",
        "",
    ]
    family = [
        "Family support",
        "",
        "",
        "",
        "Adequate Family time provisional",
        "Weak Early help provisional",
        "",
        "",
    ]
    assert rows[at + 2] == family
    assert rows[at + 3] == ["Lochside Health one unit", "", "", "", "", "", "", "Lochside Health none"]
    assert "Health visitors: Broad view" in page.text


def test_the_newest_edition_of_each_unit_is_read_and_its_date_is_said(there):
    client, unit = browser(there.lead), there.units["Early help"]
    world_agreed.over_years(unit, there.lead, ("excellent",))
    page = open_page(client, f"{PATH}?unit={there.unit.id}&indicator=3.2")
    assert "Adequate in Family time alone, good or better in the other two." in page.text


def test_one_whole_is_shown_at_once_and_several_are_offered(there):
    client = browser(there.reader)
    page = open_page(client, PATH)
    assert ["Within whom?" in page.text, "Family support" in page.text] == [True, True]
    assert "Child health" not in page.text  # with one team there is nothing to lay beside it
    inside = open_page(client, f"{PATH}?unit={there.units['Family support'].id}&indicator=3.2")
    assert "A priority for improvement everywhere: adequate or below in both." in inside.text
    alone = open_page(client, f"{PATH}?unit={there.units['Child health'].id}")
    assert "there is one unit so far" in alone.text


def test_what_a_team_keeps_to_itself_and_what_somebody_wrote_for_themselves_stay_out(there):
    team = there.units["Health visitors"]
    own = world.colleague("Isla Reid", team, "lead_officer", there.lead)
    for only_me in (True, False):  # written in the team, so its own
        view = broad_views.begin(
            unit_id=team.id,
            framework_key=world.FRAMEWORK,
            title="For ourselves",
            period_from=dt.date(2026, 1, 1),
            period_to=dt.date(2026, 6, 30),
            only_me=only_me,
            by=own.actor,
        )
        world.write(view, "3.2", own, choice="unsatisfactory", done="1")
        world.seal(view, own)
    for who in (there.reader, there.lead):
        page = open_page(browser(who), f"{PATH}?unit={there.unit.id}&indicator=3.2")
        assert "Good in Health visitors alone" in page.text
    page = open_page(browser(own), f"{PATH}?unit={there.unit.id}&indicator=3.2")
    assert "Adequate or below in" not in page.text.split("By service")[0]
    assert "For ourselves" in page.text


def test_it_is_closed_to_strangers_and_what_an_address_asks_for_breaks_nothing(there):
    open_page(browser(there.stranger), f"{PATH}?unit={there.unit.id}", 404)
    client = browser(there.reader)
    for strange in ("%00", "x" * 16, "0" * 16):
        open_page(client, f"{PATH}?unit={strange}", 200 if strange == "%00" else 404)
    open_page(client, f"{PATH}?unit={there.unit.id}&framework=none", 404)
    page = open_page(client, f"{PATH}?unit={there.unit.id}&indicator=9.9")
    assert "no such indicator" in page.text
    assert "There are not yet two units" in open_page(browser(there.stranger), PATH).text


def test_it_takes_at_most_twelve_queries_however_many_units_there_are(there):
    client, path = browser(there.lead), f"{PATH}?unit={there.unit.id}&indicator=3.2"
    open_page(client, path)
    with CaptureQueriesContext(connection) as few:
        open_page(client, path)
    for name in ("A", "B", "C"):
        unit = add_unit(name=name, kind="team", under=there.unit.id, by=there.lead.actor)
        world_agreed.over_years(unit, there.lead, ("good", "weak"))
    open_page(client, path)
    with CaptureQueriesContext(connection) as more:
        open_page(client, path)
    assert len(few) == len(more) <= 12
