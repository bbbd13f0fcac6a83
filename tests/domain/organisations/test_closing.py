"""What becomes of units: new names, closings and mergers. History stays, and nobody comes to read more by it."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.utils import timezone

from speir.access.actor import Grant
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.evaluations import policy as evaluations
from speir.evaluations.actions import broad_views
from speir.evaluations.queries.editions import edition
from speir.organisations import policy, queries
from speir.organisations.actions import add_unit, bring_in, enrol, roles, units
from speir.organisations.models import EarlierName, Membership, Seat, Unit
from speir.organisations.queries.pages import merge_into, unit_page
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db
READ = Permission.READ_EVALUATIONS


def fresh(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def reads(who: world.Somebody, view) -> bool:
    return evaluations.visible_to(who.actor).filter(pk=view.pk).exists()


def view_of(unit: Unit, by: world.Somebody):
    return broad_views.begin(
        unit_id=unit.id,
        framework_key="hmie-2005",
        title="A view",
        period_from=dt.date(2025, 1, 1),
        period_to=dt.date(2025, 12, 31),
        by=by.actor,
    )


# Names


def test_a_new_name_leaves_the_old_one_with_its_day_and_what_was_sealed_keeps_it(clock, cast):
    view = world.sealed(cast)
    units.describe(unit_id=cast.team.id, name="Riverside team", sector="health", by=cast.lead.actor)
    page = unit_page(cast.reader.actor, cast.team.id)
    assert (page.name, page.sector) == ("Riverside team", "health")
    assert page.names == [("Strathardle children’s team", dt.date(2026, 3, 2))]
    assert edition(cast.reader.actor, view.id, 1).record.unit == "Strathardle children’s team"
    assert Entry.objects.get(verb="founded", about_id=cast.team.id).detail == "Strathardle children’s team"
    assert Entry.objects.get(verb="renamed").detail == "Riverside team"


def test_the_same_name_again_is_no_new_name(cast):
    for _ in range(2):
        units.describe(unit_id=cast.team.id, name=f" {cast.team.name} ", sector="police", by=cast.lead.actor)
    assert not EarlierName.objects.exists()
    assert Entry.objects.filter(verb="described").count() == 1


@pytest.mark.parametrize("wrong", [{"name": "\u200b"}, {"name": "x" * 201}, {"sector": "spies"}])
def test_a_name_or_kind_that_is_none_changes_nothing(cast, wrong):
    typed = {"name": "New", "sector": ""} | wrong
    with pytest.raises(Refused):
        units.describe(unit_id=cast.team.id, by=cast.lead.actor, **typed)
    assert fresh(cast.team).name == cast.team.name


def test_where_a_unit_works_is_said_when_it_is_added_or_described_and_stays_when_only_its_name_changes(cast):
    service = add_unit(
        name="Day service", kind="service", under=cast.team.id, locality=" The  north\n", by=cast.lead.actor
    )
    assert fresh(service).locality == "The north"
    told = {"unit_id": service.id, "sector": "", "by": cast.lead.actor}
    units.describe(name="Evening service", **told)
    assert fresh(service).locality == "The north"
    units.describe(name="Evening service", locality="Inbhir Nis", **told)
    assert unit_page(cast.lead.actor, service.id).locality == "Inbhir Nis"
    with pytest.raises(Refused):
        units.describe(name="Evening service", locality="x" * 101, **told)
    units.describe(name="Evening service", locality="", **told)
    assert fresh(service).locality == ""
    assert Entry.objects.filter(verb="placed", about_id=service.id).count() == 2


# Closing


def test_through_its_last_day_all_is_as_it_was_and_from_the_day_after_only_reading_stays(clock, cast):
    view = view_of(cast.team, cast.evaluator)
    units.close(unit_id=cast.team.id, last=dt.date(2026, 3, 31), by=cast.lead.actor)
    clock.set(2026, 3, 31, 23)
    assert policy.require(cast.evaluator.actor, Permission.START_EVALUATION, cast.team.id)
    clock.set(2026, 4, 1, 0, 1)
    assert reads(cast.evaluator, view)
    assert reads(cast.reader, view)
    for permission in (Permission.START_EVALUATION, Permission.WRITE_EVIDENCE, Permission.SHARE):
        with pytest.raises(NotAllowed):
            policy.require(cast.evaluator.actor, permission, cast.team.id)
    with pytest.raises(NotAllowed):
        world.write(view, "1.1", cast.evaluator, strengths="Late.")
    assert not queries.units_where(cast.lead.actor, Permission.START_EVALUATION)
    assert queries.units_where(cast.lead.actor, Permission.SEE_UNIT)


def test_nothing_new_begins_in_what_has_closed_whoever_asks(clock, cast):
    below = add_unit(name="Below", kind="service", under=cast.team.id, by=cast.lead.actor)
    units.close(unit_id=below.id, last=dt.date(2026, 3, 1), by=cast.lead.actor)
    actor = cast.lead.actor
    for act in (
        lambda: view_of(below, cast.lead),
        lambda: add_unit(name="New", kind="team", under=below.id, by=actor),
        lambda: bring_in(unit_id=below.id, name="New", role="reader", by=actor),
        lambda: enrol(person=cast.stranger.person, unit_id=below.id, role="reader", by=actor),
        lambda: units.describe(unit_id=below.id, name="New", sector="", by=actor),
    ):
        with pytest.raises(Refused, match="Below closed on 1 March 2026: nothing new begins there"):
            act()


def test_what_is_above_a_closed_team_is_not_open_to_its_people_any_more(clock, cast):
    below = add_unit(name="Below", kind="team", under=cast.team.id, by=cast.lead.actor)
    one = world.colleague("One below", below, "evaluator", cast.lead)
    above, own = view_of(cast.team, cast.lead), view_of(below, one)
    before = reads(one, above), reads(one, own)
    units.close(unit_id=below.id, last=dt.date(2026, 3, 1), by=cast.lead.actor)
    assert (before, reads(one, above), reads(one, own)) == ((True, True), False, True)


def test_a_closing_opens_nothing_to_anybody(clock, cast):
    below = add_unit(name="Below", kind="team", under=cast.team.id, by=cast.lead.actor)
    one = world.colleague("One below", below, "evaluator", cast.lead)
    view = view_of(below, one)
    units.close(unit_id=below.id, last=dt.date(2026, 3, 1), by=cast.lead.actor)
    assert [reads(who, view) for who in (cast.lead, cast.reader, cast.stranger)] == [False] * 3


def test_what_is_shared_with_a_partnership_is_not_open_to_an_organisation_that_has_closed(clock, cast):
    committee = world.unit_of(cast.stranger, "The committee", "partnership")
    Seat.objects.create(organisation=cast.team, partnership=committee, starts=timezone.localdate())
    view = world.begun(dataclasses.replace(cast, team=committee, lead=cast.stranger))
    from speir.evaluations.actions.sharing import share
    from speir.sharing.models import Sharing

    share(
        evaluation_id=view.id,
        audience=f"named:{cast.lead.person.id}",
        why="They asked.",
        ends=None,
        with_evidence=False,
        by=cast.stranger.actor,
    )
    Sharing.objects.update(scope="partnership", unit=committee, person=None)
    before = reads(cast.reader, view)
    units.close(unit_id=cast.team.id, last=dt.date(2026, 3, 1), by=cast.lead.actor)
    assert (before, reads(cast.reader, view)) == (True, False)


def test_what_is_below_closes_with_it_and_opens_with_it_and_what_closed_before_stays_closed(clock, cast):
    service = add_unit(name="Service", kind="service", under=cast.team.id, by=cast.lead.actor)
    team = add_unit(name="Team", kind="team", under=service.id, by=cast.lead.actor)
    gone = add_unit(name="Gone", kind="team", under=service.id, by=cast.lead.actor)
    units.close(unit_id=gone.id, last=dt.date(2026, 1, 31), by=cast.lead.actor)
    units.close(unit_id=service.id, last=dt.date(2026, 3, 1), by=cast.lead.actor)
    assert [fresh(unit).closes for unit in (service, team, gone)] == [
        dt.date(2026, 3, 1),
        dt.date(2026, 3, 1),
        dt.date(2026, 1, 31),
    ]
    with pytest.raises(Refused, match="closed together with the unit above"):
        units.reopen(unit_id=team.id, by=cast.lead.actor)
    with pytest.raises(Refused, match="closed together with the unit above"):
        units.reopen(unit_id=gone.id, by=cast.lead.actor)
    units.reopen(unit_id=service.id, by=cast.lead.actor)
    assert [fresh(unit).closes for unit in (service, team, gone)] == [None, None, dt.date(2026, 1, 31)]


def test_whoever_looked_after_a_closed_unit_takes_the_closing_back_and_roles_go_on(clock, cast):
    units.close(unit_id=cast.team.id, last=dt.date(2026, 3, 1), by=cast.lead.actor)
    assert cast.evaluator.actor.grants == (Grant("evaluator", cast.team.path, cast.team.path),)
    for who, refusal in ((cast.evaluator, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(refusal):
            units.reopen(unit_id=cast.team.id, by=who.actor)
    for _ in range(2):
        units.reopen(unit_id=cast.team.id, by=cast.lead.actor)
    assert cast.evaluator.actor.grants == (Grant("evaluator", cast.team.path),)
    assert Entry.objects.filter(about="unit", verb="reopened").count() == 1


@pytest.mark.parametrize("last", [None, dt.date(1900, 1, 1), dt.date(2025, 2, 28), dt.date(2099, 1, 1)])
def test_a_last_day_that_nobody_means_is_refused(clock, cast, last):
    with pytest.raises(Unfit):
        units.close(unit_id=cast.team.id, last=last, by=cast.lead.actor)
    assert fresh(cast.team).closes is None


def test_only_whoever_looks_after_a_unit_changes_closes_or_merges_it(cast):
    for who, refusal in ((cast.evaluator, NotAllowed), (cast.reader, NotAllowed), (cast.stranger, NotYours)):
        actor, day = who.actor, timezone.localdate()
        for act in (
            lambda: units.describe(unit_id=cast.team.id, name="Taken", sector="", by=actor),  # noqa: B023
            lambda: units.close(unit_id=cast.team.id, last=day, by=actor),  # noqa: B023
            lambda: units.merge(unit_id=cast.team.id, into_id=cast.elsewhere.id, last=day, by=actor),  # noqa: B023
            lambda: units.add_organisation(partnership_id=cast.team.id, name="New", by=actor),  # noqa: B023
        ):
            with pytest.raises(refusal):
                act()
    assert Unit.objects.count() == 2


# Merging


@pytest.fixture
def two(clock, cast):
    """Two teams below the same unit, each with somebody in it and a broad view."""
    one = add_unit(name="One", kind="team", under=cast.team.id, by=cast.lead.actor)
    other = add_unit(name="Other", kind="team", under=cast.team.id, by=cast.lead.actor)
    ailsa = world.colleague("Ailsa", one, "evaluator", cast.lead)
    bram = world.colleague("Bram", other, "evaluator", cast.lead)
    return one, other, ailsa, bram, view_of(one, ailsa), view_of(other, bram)


def test_merging_moves_people_from_the_day_after_and_opens_nothing_that_the_merged_unit_wrote(
    clock, cast, two
):
    one, other, ailsa, bram, of_one, of_other = two
    units.merge(unit_id=one.id, into_id=other.id, last=dt.date(2026, 3, 31), by=cast.lead.actor)
    held = Membership.objects.get(person=ailsa.person, unit=other)
    assert (held.role, held.starts, held.given_by_name) == ("evaluator", dt.date(2026, 4, 1), cast.lead.name)
    assert not reads(ailsa, of_other)
    clock.set(2026, 4, 1, 9)
    assert [reads(ailsa, of_one), reads(ailsa, of_other)] == [True, True]
    assert [reads(who, of_one) for who in (bram, cast.lead, cast.reader)] == [False] * 3
    assert Membership.objects.get(person=ailsa.person, unit=one).ended_at is None
    page = unit_page(cast.lead.actor, one.id)
    assert (page.closed, page.merged_into) == (True, "Other")
    assert Entry.objects.get(verb="merged").detail == "Other"


def test_somebody_new_in_the_other_unit_does_not_come_to_read_what_the_merged_one_wrote(clock, cast, two):
    one, other, _ailsa, _bram, of_one, _of_other = two
    units.merge(unit_id=one.id, into_id=other.id, last=dt.date(2026, 3, 1), by=cast.lead.actor)
    new = world.colleague("New", other, "lead_officer", cast.lead)
    assert not reads(new, of_one)


def test_ones_own_roles_are_not_moved_by_oneself_and_a_role_held_there_stays(clock, cast, two):
    one, other, ailsa, _bram, *_ = two
    second = world.colleague("Second", one, "lead_officer", cast.lead)
    enrol(person=second.person, unit_id=other.id, role="lead_officer", by=cast.lead.actor)
    enrol(person=ailsa.person, unit_id=other.id, role="evaluator", by=cast.lead.actor)
    before = Membership.objects.get(person=ailsa.person, unit=other).given_at
    give = roles.give_also
    give(
        unit_id=one.id, person_id=second.person.id, role="reader", starts=None, ends=None, by=cast.lead.actor
    )
    clock.forward(hours=1)
    units.merge(unit_id=one.id, into_id=other.id, last=dt.date(2026, 3, 1), by=second.actor)
    assert not Membership.objects.filter(person=second.person, unit=other, role="reader").exists()
    assert Membership.objects.get(person=ailsa.person, unit=other).given_at == before


def test_a_unit_is_merged_into_one_of_its_kind_that_one_looks_after_and_into_nothing_else(clock, cast, two):
    one, other, *_ = two
    service = add_unit(name="Service", kind="service", under=cast.team.id, by=cast.lead.actor)
    under = add_unit(name="Under", kind="team", under=one.id, by=cast.lead.actor)
    assert merge_into(cast.lead.actor, one.id) == [(other.id, "Other"), (cast.team.id, cast.team.name)]
    for into in (service.id, one.id, under.id, cast.elsewhere.id, "0" * 16):
        with pytest.raises(Unfit):
            units.merge(unit_id=one.id, into_id=into, last=dt.date(2026, 3, 31), by=cast.lead.actor)
    with pytest.raises(Unfit, match="Merge or close what is open below it first"):
        units.merge(unit_id=one.id, into_id=other.id, last=dt.date(2026, 3, 31), by=cast.lead.actor)
    assert fresh(one).closes is None


def test_a_merger_taken_back_leaves_people_what_they_were_given(clock, cast, two):
    one, other, ailsa, *_ = two
    units.merge(unit_id=one.id, into_id=other.id, last=dt.date(2026, 3, 1), by=cast.lead.actor)
    with pytest.raises(Refused):
        units.close(unit_id=one.id, last=dt.date(2026, 5, 1), by=cast.lead.actor)
    units.reopen(unit_id=one.id, by=cast.lead.actor)
    assert (fresh(one).closes, fresh(one).merged_into) == (None, None)
    assert {g.path for g in ailsa.actor.grants} == {one.path, other.path}
    assert not any(g.closed for g in ailsa.actor.grants)


def test_a_merger_taken_back_before_its_day_gives_nobody_anything_in_the_other_unit(clock, cast, two):
    one, other, ailsa, bram, *_ = two
    enrol(person=bram.person, unit_id=one.id, role="reader", by=cast.lead.actor)
    roles.give_also(
        unit_id=other.id,
        person_id=bram.person.id,
        role="practitioner",
        starts=dt.date(2026, 6, 1),
        ends=None,
        by=cast.lead.actor,
    )
    units.merge(unit_id=one.id, into_id=other.id, last=dt.date(2026, 3, 31), by=cast.lead.actor)
    assert Membership.objects.standing(clock.now.date()).filter(person=ailsa.person, unit=other).exists()
    units.reopen(unit_id=one.id, by=cast.lead.actor)
    clock.forward(days=200)
    assert {g.path for g in ailsa.actor.grants} == {one.path}
    held = {(g.role, g.path) for g in bram.actor.grants}
    assert ("practitioner", other.path) in held
    assert ("reader", other.path) not in held
    assert Entry.objects.filter(verb="ended role of", path=other.path).count() == 2


# A unit's page


def test_a_unit_s_page_shows_what_is_below_it_at_any_depth_each_under_the_one_above(cast):
    at = cast.team
    for name in ("First", "Second", "Third"):
        at = add_unit(name=name, kind="service", under=at.id, by=cast.lead.actor)
    add_unit(name="Another", kind="team", under=cast.team.id, by=cast.lead.actor)
    page = unit_page(cast.reader.actor, cast.team.id)
    assert [(one.name, one.depth) for one in page.below] == [
        ("Another", 0),
        ("First", 0),
        ("Second", 1),
        ("Third", 2),
    ]
    assert [name for _, name in unit_page(cast.reader.actor, at.id).above] == [
        cast.team.name,
        "First",
        "Second",
    ]


def test_a_page_names_nothing_above_that_its_reader_may_not_open(cast):
    below = add_unit(name="Below", kind="service", under=cast.team.id, by=cast.lead.actor)
    one = world.colleague("One", below, "reader", cast.lead)
    assert unit_page(one.actor, below.id).above == []
    with pytest.raises(NotYours):
        unit_page(one.actor, cast.team.id)
    with pytest.raises(NotYours):
        unit_page(cast.stranger.actor, below.id)
