"""Bringing a sheet in: all of it or nothing, once however often, and only what one looks after."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.accounts.models import Person
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.organisations.actions import roles, seats, units
from speir.organisations.actions.imports import bring_sheet_in
from speir.organisations.models import Membership, Seat, Unit
from speir.organisations.queries import imports
from speir.organisations.rules.sheet import COLUMNS, read
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)


def lines(*rows: dict[str, str]):
    table = [list(COLUMNS.values()), *([row.get(key, "") for key in COLUMNS] for row in rows)]
    read_lines, bad = read(table, TODAY)
    assert bad == []
    return read_lines


ROWS: tuple[dict[str, str], ...] = (
    {"organisation": "NHS", "sector": "Health", "name": "Ailsa Grant", "role": "Agency lead"},
    {
        "organisation": "NHS",
        "service": "Children",
        "team": "Riverside",
        "name": "Bram Weir",
        "email": "bram@example.scot",
        "role": "Evaluator",
        "ends": "31 March 2027",
    },
    {
        "organisation": "nhs",
        "service": "children",
        "name": "Bram Weir",
        "email": "bram@example.scot",
        "role": "Reader",
    },
    {"organisation": "Police", "team": "Duty"},
)


@pytest.fixture
def committee(clock, cast):
    return world.unit_of(cast.lead, "The committee", "partnership")


def bring(cast, committee, *rows, by=None):
    return bring_sheet_in(unit_id=committee.id, lines=lines(*rows), by=(by or cast.lead).actor)


def test_organisations_services_teams_and_people_come_in_and_are_looked_after_by_the_partnership(
    cast, committee
):
    plan = bring(cast, committee, *ROWS)
    assert plan.organisations == ["NHS", "Police"]
    assert plan.units == [("Children", "service"), ("Riverside", "team"), ("Duty", "team")]
    nhs, riverside = Unit.objects.get(name="NHS"), Unit.objects.get(name="Riverside")
    assert (nhs.sector, nhs.kind, riverside.parent.name, riverside.root_id) == (
        "health",
        "agency",
        "Children",
        nhs.id,
    )
    assert set(Seat.objects.values_list("organisation__name", "keeps")) == {("NHS", True), ("Police", True)}
    bram = Person.objects.get(email="bram@example.scot")
    held = {
        (m.unit.name, m.role, m.ends) for m in Membership.objects.filter(person=bram).select_related("unit")
    }
    assert held == {("Riverside", "evaluator", dt.date(2027, 3, 31)), ("Children", "reader", None)}
    assert not bram.has_usable_password()
    assert not bram.sign_in_addresses.exists()
    assert Entry.objects.get(verb="imported into").detail == "2, 3, 3"


def test_the_same_sheet_twice_changes_nothing_the_second_time(cast, committee):
    bring(cast, committee, *ROWS)
    before = Unit.objects.count(), Person.objects.count(), Membership.objects.count(), Entry.objects.count()
    plan = bring(cast, committee, *ROWS)
    assert (plan.new, plan.same) == (False, len(ROWS))
    assert before == (
        Unit.objects.count(),
        Person.objects.count(),
        Membership.objects.count(),
        Entry.objects.count(),
    )


def test_a_longer_sheet_adds_what_is_new_to_what_is_there(cast, committee):
    bring(cast, committee, *ROWS)
    plan = bring(cast, committee, *ROWS, {"organisation": "NHS", "service": "Children", "team": "Hillside"})
    assert (plan.organisations, plan.units, plan.people) == ([], [("Hillside", "team")], [])
    assert Unit.objects.get(name="Hillside").parent.name == "Children"


def test_an_organisation_elsewhere_with_the_same_name_is_neither_found_nor_touched(cast, committee):
    plan = bring(cast, committee, {"organisation": cast.elsewhere.name, "name": "Una", "role": "Reader"})
    assert plan.organisations == [cast.elsewhere.name]
    assert not Membership.objects.filter(unit=cast.elsewhere, person__name="Una").exists()


def test_what_is_not_looked_after_or_closed_or_somebody_s_elsewhere_is_named_and_nothing_comes_in(
    cast, committee
):
    secret = seats.offer(partnership_id=committee.id, by=cast.lead.actor).split("/")[3]
    seats.take(secret=secret, organisation_id=cast.elsewhere.id, by=cast.stranger.actor)
    gone = units.add_organisation(partnership_id=committee.id, name="Gone", by=cast.lead.actor)
    units.close(unit_id=gone.id, last=dt.date(2026, 3, 1), by=cast.lead.actor)
    world.somebody("Other", "known@example.scot")
    before = Unit.objects.count(), Person.objects.count()
    rows = (
        {"organisation": "New one"},
        {"organisation": cast.elsewhere.name},
        {"organisation": "Gone", "name": "Una", "role": "Reader"},
        {"organisation": "New one", "name": "Una", "email": "known@example.scot", "role": "Reader"},
    )
    plan = imports.plan(cast.lead.actor, committee.id, lines(*rows), ())
    assert [one.cell for one in plan.bad] == ["A3", "A4", "F5"]
    assert plan.organisations == ["New one"]
    with pytest.raises(Refused):
        bring(cast, committee, *rows)
    assert before == (Unit.objects.count(), Person.objects.count())


def test_nobody_gives_a_role_to_themselves_by_a_sheet(cast, committee):
    Person.objects.filter(pk=cast.lead.person.pk).update(email="morag@example.scot")
    row = {"organisation": "NHS", "name": "Morag", "email": "morag@example.scot", "role": "Evaluator"}
    plan = imports.plan(cast.lead.actor, committee.id, lines(row), ())
    assert [one.cell for one in plan.bad] == ["G2"]


def test_somebody_of_one_s_own_people_is_known_again_by_their_address(cast, committee):
    Person.objects.filter(pk=cast.reader.person.pk).update(email="rhona@example.scot")
    bring(
        cast, committee, {"organisation": "NHS", "name": "R", "email": "rhona@example.scot", "role": "Reader"}
    )
    assert Membership.objects.filter(person=cast.reader.person, unit__name="NHS").exists()
    assert Person.objects.get(pk=cast.reader.person.pk).name == "Rhona Bell"


def test_a_role_that_was_ended_comes_back_only_as_something_new_that_the_preview_names(cast, committee):
    bring(cast, committee, *ROWS)
    held = Membership.objects.get(person__name="Ailsa Grant")
    Membership.objects.create(
        person=cast.lead.person, unit=held.unit, role="administrator", starts=TODAY
    )  # somebody else looks after it
    roles.end(membership_id=held.id, by=cast.lead.actor)
    plan = imports.plan(cast.lead.actor, committee.id, lines(*ROWS), ())
    assert plan.people == [("Ailsa Grant", "agency_lead", "NHS")]


def test_only_whoever_looks_after_the_partnership_brings_a_sheet_in(cast, committee):
    world_reader = world.colleague("Reader", committee, "reader", cast.lead)
    for who, refusal in ((world_reader, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(refusal):
            bring(cast, committee, *ROWS, by=who)
        with pytest.raises(refusal):
            imports.plan(who.actor, committee.id, lines(*ROWS), ())
        with pytest.raises(refusal):
            imports.rows_there(who.actor, committee.id)


def test_what_would_be_done_costs_the_same_number_of_queries_for_any_sheet(
    cast, committee, django_assert_max_num_queries
):
    many = [
        {"organisation": f"Agency {n % 7}", "service": f"S {n}", "name": f"P {n}", "role": "Reader"}
        for n in range(300)
    ]
    bring(cast, committee, *many[:20])
    with django_assert_max_num_queries(9):
        plan = imports.plan(cast.lead.actor, committee.id, lines(*many), ())
    assert len(plan.people) == 280


def test_the_template_holds_what_is_there_and_brings_nothing_new(cast, committee):
    bring(cast, committee, *ROWS)
    rows = imports.rows_there(cast.lead.actor, committee.id)
    assert {row[:4] for row in rows} == {
        ("NHS", "Health", "", ""),
        ("NHS", "", "Children", ""),
        ("NHS", "", "Children", "Riverside"),
        ("Police", "", "", ""),
        ("Police", "", "", "Duty"),
    }
    read_lines, bad = read([list(COLUMNS.values()), *map(list, rows)], TODAY)
    assert bad == []
    assert not imports.plan(cast.lead.actor, committee.id, read_lines, ()).new


def test_an_organisation_s_own_lead_brings_in_its_services_teams_and_people_and_no_other_organisation(
    cast, committee
):
    rows = (
        {"organisation": "another agency", "service": "Children", "name": "Una", "role": "Reader"},
        {"organisation": "NHS"},
    )
    plan = imports.plan(cast.stranger.actor, cast.elsewhere.id, lines(*rows), ())
    assert [(one.cell, one.sentence[:33]) for one in plan.bad] == [
        ("A3", "This sheet is for Another agency ")
    ]
    bring(cast, cast.elsewhere, rows[0], by=cast.stranger)
    assert Unit.objects.get(name="Children").parent == cast.elsewhere
    assert not Unit.objects.filter(name="NHS").exists()
    assert not Seat.objects.exists()


def test_a_sheet_goes_into_a_partnership_or_a_whole_organisation_and_nowhere_else(cast, committee):
    with pytest.raises(NotYours):
        bring(cast, cast.team, *ROWS)


def test_a_mistake_is_named_where_its_column_stands(cast, committee):
    world.somebody("Other", "known@example.scot")
    table = [
        ["E-mail address", "Role", "Name", "Organisation"],
        ["known@example.scot", "Reader", "Una", "NHS"],
    ]
    found, _bad = read(table, TODAY)
    (one,) = imports.plan(cast.lead.actor, committee.id, found, ()).bad
    assert (one.cell, one.column) == ("A2", "E-mail address")


def test_what_is_new_is_said_by_organisation_with_what_is_above_each_team(cast, committee):
    """Teams of two organisations may have one name."""
    plan = bring(cast, committee, *ROWS)
    assert [(one.name, one.new, one.units, one.people) for one in plan.groups] == [
        (
            "NHS",
            True,
            ["Children", "Children: Riverside"],
            [
                ("Ailsa Grant", "agency_lead", ""),
                ("Bram Weir", "evaluator", "Children: Riverside"),
                ("Bram Weir", "reader", "children"),
            ],
        ),
        ("Police", True, ["Duty"], []),
    ]
    assert bring(cast, committee, *ROWS).groups == []


def test_a_locality_goes_to_the_unit_of_its_row_and_is_not_changed_by_a_sheet(cast, committee):
    rows = (
        {"organisation": "NHS", "team": "Riverside"},
        {"organisation": "NHS", "team": "Riverside", "locality": "the north"},
        {"organisation": "Police", "locality": "Kilvarroch"},
    )
    bring(cast, committee, *rows)
    for name, locality in (("NHS", ""), ("Riverside", "the north"), ("Police", "Kilvarroch")):
        assert Unit.objects.get(name=name).locality == locality
    there = imports.rows_there(cast.lead.actor, committee.id)
    assert [row[-1] for row in there if row[3] == "Riverside"] == ["the north"]
    assert not bring(cast, committee, *rows).new
    for changed, works in ((rows[0] | {"locality": "the south"}, "the north"), ({"organisation": "NHS"}, "")):
        row = changed | {"locality": "the south"}
        (one,) = imports.plan(cast.lead.actor, committee.id, lines(row), ()).bad
        assert f"works in {works or 'all of the area'}. Write that here or nothing" in one.sentence
