"""Roles that people hold: given, changed, ended and taken back, by whoever looks after people there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from speir.access.actor import Grant
from speir.access.permissions import Permission
from speir.access.roles import ROLES
from speir.accounts.models import Person
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.evaluations.models import Evaluation
from speir.organisations.actions import add_unit, enrol, roles
from speir.organisations.models import Membership, Seat
from speir.organisations.queries import roles as queries
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db


def held(who: world.Somebody, role: str | None = None) -> Membership:
    rows = Membership.objects.filter(person=who.person)
    return rows.get(role=role) if role else rows.get()


def give(cast, who, role, by=None, **days: Any):
    days = {"starts": None, "ends": None} | days
    actor = (by or cast.lead).actor
    return roles.give_also(unit_id=cast.team.id, person_id=who.person.id, role=role, by=actor, **days)


def test_somebody_who_is_here_is_given_another_role_and_the_trail_says_by_whom(clock, cast):
    made = give(cast, cast.reader, "data_analyst", ends=dt.date(2026, 9, 1))
    assert (made.starts, made.ends, made.given_by_name) == (
        dt.date(2026, 3, 2),
        dt.date(2026, 9, 1),
        cast.lead.name,
    )
    assert Grant("data_analyst", cast.team.path) in cast.reader.actor.grants
    entry = Entry.objects.get(verb="enrolled", detail="data_analyst")
    assert (entry.person_name, entry.about_id, entry.detail) == (
        cast.lead.name,
        cast.reader.person.id,
        "data_analyst",
    )


def test_a_role_that_begins_later_holds_from_its_first_day(clock, cast):
    give(cast, cast.reader, "evaluator", starts=dt.date(2026, 3, 10))
    before = Grant("evaluator", cast.team.path) in cast.reader.actor.grants
    clock.set(2026, 3, 10, 9)
    assert (before, Grant("evaluator", cast.team.path) in cast.reader.actor.grants) == (False, True)


def test_a_role_that_does_not_fit_or_that_has_wrong_days_is_refused_and_nothing_is_given(clock, cast):
    before = Membership.objects.count()
    for role in ("chair", "keeper", "reader"):
        with pytest.raises(Refused):
            give(cast, cast.reader, role)
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("inspector", {}),
        ("inspector", {"ends": dt.date(2027, 3, 2)}),
        ("evaluator", {"starts": dt.date(2026, 3, 1)}),
        ("evaluator", {"ends": dt.date(2020, 1, 1)}),
    ]
    for role, days in wrong:
        with pytest.raises(Unfit):
            give(cast, cast.reader, role, **days)
    assert Membership.objects.count() == before


def test_an_inspector_is_never_enrolled_without_a_last_day(cast):
    with pytest.raises(Unfit):
        enrol(person=cast.stranger.person, unit_id=cast.team.id, role="inspector", by=cast.lead.actor)


def test_nobody_gives_a_role_to_themselves_changes_their_own_or_takes_its_end_back(cast):
    second = world.colleague("Second", cast.team, "lead_officer", cast.lead)
    for act in (
        lambda: give(cast, cast.lead, "evaluator"),
        lambda: roles.change(membership_id=held(cast.lead).id, role="reader", ends=None, by=cast.lead.actor),
        lambda: roles.take_end_back(membership_id=held(cast.lead).id, by=cast.lead.actor),
    ):
        with pytest.raises(Refused, match="Nobody gives a role to themselves"):
            act()
    assert [g.role for g in cast.lead.actor.grants] == ["lead_officer"]
    roles.end(membership_id=held(cast.lead).id, by=cast.lead.actor)
    assert cast.lead.actor.grants == ()
    roles.take_end_back(membership_id=held(cast.lead).id, by=second.actor)
    assert cast.lead.actor.grants


def test_nobody_brings_themselves_in_or_enrols_themselves_where_they_look_after_others(cast):
    """What a partnership looks after, it does not read: one press more would be enough otherwise."""
    from speir.organisations.actions import bring_in, units

    Person.objects.filter(pk=cast.lead.person.pk).update(email="morag@example.scot")
    committee = world.unit_of(cast.lead, "The committee", "partnership")
    kept = units.add_organisation(partnership_id=committee.id, name="Kept", by=cast.lead.actor)
    with pytest.raises(Refused, match="Nobody gives a role to themselves"):
        bring_in(unit_id=kept.id, name="M", email="Morag@example.scot", role="evaluator", by=cast.lead.actor)
    with pytest.raises(Refused, match="Nobody gives a role to themselves"):
        enrol(person=cast.lead.person, unit_id=kept.id, role="evaluator", by=cast.lead.actor)


def test_an_administrator_comes_to_no_content_by_giving_roles(cast):
    agency = world.unit_of(cast.lead, "An agency", "agency")
    admin = world.colleague("Admin", agency, "administrator", cast.lead)
    for role in [role for role in ROLES if Permission.READ_EVALUATIONS in ROLES[role]]:
        with pytest.raises(Refused):
            roles.give_also(
                unit_id=agency.id,
                person_id=admin.person.id,
                role=role,
                starts=None,
                ends=None,
                by=admin.actor,
            )


@pytest.mark.parametrize("who", ["evaluator", "reader", "stranger"])
def test_only_whoever_looks_after_people_gives_changes_and_ends_roles(cast, who):
    actor, refusal = getattr(cast, who).actor, NotYours if who == "stranger" else NotAllowed
    target = held(cast.reader)
    for act in (
        lambda: give(cast, cast.reader, "evaluator", by=getattr(cast, who)),
        lambda: roles.change(membership_id=target.id, role="evaluator", ends=None, by=actor),
        lambda: roles.end(membership_id=target.id, by=actor),
        lambda: roles.take_end_back(membership_id=target.id, by=actor),
        lambda: queries.person(actor, cast.team.id, cast.reader.person.id),
    ):
        with pytest.raises(refusal):
            act()
    assert held(cast.reader).ended_at is None


def test_managing_reaches_downwards_and_not_upwards(cast):
    below = add_unit(name="Below", kind="service", under=cast.team.id, by=cast.lead.actor)
    lead = world.colleague("Below’s lead", below, "agency_lead", cast.lead)
    with pytest.raises(NotYours):
        roles.end(membership_id=held(cast.reader).id, by=lead.actor)
    roles.end(membership_id=held(lead).id, by=cast.lead.actor)
    assert lead.actor.grants == ()


def test_a_role_that_becomes_another_ends_as_what_it_was_and_both_stand_in_the_trail(clock, cast):
    new = roles.change(
        membership_id=held(cast.reader).id, role="evaluator", ends=dt.date(2026, 6, 30), by=cast.lead.actor
    )
    assert (new.role, new.starts, new.ends) == ("evaluator", dt.date(2026, 3, 2), dt.date(2026, 6, 30))
    assert [g.role for g in cast.reader.actor.grants] == ["evaluator"]
    assert held(cast.reader, "reader").ended_by_name == cast.lead.name
    entry = Entry.objects.get(verb="changed role of")
    assert (entry.about_id, entry.detail) == (cast.reader.person.id, "reader, evaluator")
    back = roles.change(membership_id=new.id, role="reader", ends=None, by=cast.lead.actor)
    assert (back.pk, back.ended_at) == (held(cast.reader, "reader").pk, None)


def test_a_new_last_day_is_set_once_however_often_it_is_sent(clock, cast):
    for _ in range(2):
        roles.change(
            membership_id=held(cast.reader).id, role="reader", ends=dt.date(2026, 6, 30), by=cast.lead.actor
        )
    assert held(cast.reader).ends == dt.date(2026, 6, 30)
    assert Entry.objects.get(verb="set last day of").detail == "reader until 30 June 2026"


def test_a_role_held_twice_by_a_change_and_one_that_has_ended_are_refused(cast):
    give(cast, cast.reader, "evaluator")
    with pytest.raises(Unfit):
        roles.change(
            membership_id=held(cast.reader, "reader").id, role="evaluator", ends=None, by=cast.lead.actor
        )
    roles.end(membership_id=held(cast.reader, "reader").id, by=cast.lead.actor)
    with pytest.raises(Refused, match="has ended meanwhile"):
        roles.change(
            membership_id=held(cast.reader, "reader").id, role="practitioner", ends=None, by=cast.lead.actor
        )


def test_ending_is_at_once_once_and_can_be_taken_back(cast):
    target = held(cast.evaluator).id
    for _ in range(2):
        roles.end(membership_id=target, by=cast.lead.actor)
    assert cast.evaluator.actor.grants == ()
    assert Entry.objects.filter(verb="ended role of").count() == 1
    for _ in range(2):
        roles.take_end_back(membership_id=target, by=cast.lead.actor)
    assert [g.role for g in cast.evaluator.actor.grants] == ["evaluator"]
    assert Entry.objects.filter(verb="took back end of role of").count() == 1


def test_an_end_is_not_taken_back_once_the_last_day_is_over(clock, cast):
    roles.change(
        membership_id=held(cast.reader).id, role="reader", ends=dt.date(2026, 3, 5), by=cast.lead.actor
    )
    roles.end(membership_id=held(cast.reader).id, by=cast.lead.actor)
    clock.forward(days=9)
    with pytest.raises(Refused, match="last day is over"):
        roles.take_end_back(membership_id=held(cast.reader).id, by=cast.lead.actor)


def test_what_a_leaver_wrote_stays_and_says_their_name(cast):
    view = world.begun(cast, by=cast.evaluator)
    world.write(view, "1.1", cast.evaluator, strengths="We see children early.")
    roles.end(membership_id=held(cast.evaluator).id, by=cast.lead.actor)
    row = world.row(view, "1.1")
    assert (row.strengths, row.written_by_name) == ("We see children early.", cast.evaluator.name)
    assert Evaluation.objects.filter(pk=view.pk).exists()


# Nobody leaves a unit without anybody who looks after it


def test_the_last_one_who_looks_after_a_unit_cannot_leave_it(cast):
    with pytest.raises(Refused, match="leave the unit to nobody"):
        roles.end(membership_id=held(cast.lead).id, by=cast.lead.actor)
    world.colleague("Second", cast.team, "lead_officer", cast.lead)
    roles.end(membership_id=held(cast.lead).id, by=cast.lead.actor)


def test_the_last_one_is_neither_given_a_last_day_nor_made_something_less(clock, cast):
    second = world.colleague("Second", cast.team, "lead_officer", cast.lead)
    roles.end(membership_id=held(cast.lead).id, by=cast.lead.actor)
    third = world.colleague("Third", cast.team, "reader", second)
    give(cast, third, "lead_officer", by=second, ends=dt.date(2026, 12, 31))
    for role, ends in (("reader", None), ("lead_officer", dt.date(2026, 12, 31))):
        with pytest.raises(Refused, match="leave the unit to nobody"):
            roles.change(membership_id=held(second).id, role=role, ends=ends, by=third.actor)


def test_somebody_who_may_not_sign_in_any_more_looks_after_nothing(cast):
    second = world.colleague("Second", cast.team, "lead_officer", cast.lead)
    type(second.person).objects.filter(pk=second.person.pk).update(is_active=False)
    with pytest.raises(Refused, match="leave the unit to nobody"):
        roles.end(membership_id=held(cast.lead).id, by=cast.lead.actor)


def test_a_unit_below_is_looked_after_from_above_and_one_of_a_partnership_by_it(cast):
    below = add_unit(name="Below", kind="service", under=cast.team.id, by=cast.lead.actor)
    lead = world.colleague("Below’s lead", below, "agency_lead", cast.lead)
    roles.end(membership_id=held(lead).id, by=cast.lead.actor)
    committee = world.unit_of(cast.evaluator, "The committee", "partnership")
    Seat.objects.create(
        organisation=cast.elsewhere, partnership=committee, starts=timezone.localdate(), keeps=True
    )
    roles.end(membership_id=held(cast.stranger).id, by=cast.stranger.actor)
    assert cast.stranger.actor.grants == ()


def test_two_who_end_each_others_role_do_so_one_after_the_other(cast, request):
    locked = request.getfixturevalue("held")
    second = world.colleague("Second", cast.team, "lead_officer", cast.lead)
    roles.end(membership_id=Membership.objects.get(person=second.person).id, by=cast.lead.actor)
    assert "Unit" in locked


# One person's page


def test_a_person_is_shown_where_the_one_who_asks_looks_after_people_and_nowhere_else(cast):
    other = world.unit_of(cast.lead, "A second unit")
    enrol(person=cast.reader.person, unit_id=other.id, role="evaluator", by=cast.lead.actor)
    world.unit_of(cast.reader, "A unit of the reader's own")
    one = queries.person(cast.lead.actor, cast.team.id, cast.reader.person.id)
    assert [(h.unit, h.role) for h in one.here] == [(cast.team.name, "reader")]
    assert [(h.unit, h.role) for h in one.elsewhere] == [("A second unit", "evaluator")]
    with pytest.raises(NotYours):
        queries.person(cast.lead.actor, cast.team.id, cast.stranger.person.id)
    with pytest.raises(NotYours):
        queries.role(cast.lead.actor, cast.team.id, cast.reader.person.id, held(cast.stranger).id)


def test_everybody_sees_where_they_hold_what_and_what_their_partnership_looks_after(clock, cast):
    from speir.organisations.actions import units

    committee = world.unit_of(cast.lead, "The committee", "partnership")
    units.add_organisation(partnership_id=committee.id, name="Kept", by=cast.lead.actor)
    shown = [(u.name, [h.role for h in u.held], u.opens) for u in queries.own_units(cast.lead.actor)]
    assert shown == [
        ("Strathardle children’s team", ["lead_officer"], True),
        ("The committee", ["lead_officer"], True),
        ("Kept", [], True),
    ]
    inspector = world.colleague("Inspector", committee, "inspector", cast.lead)
    (one,) = queries.own_units(inspector.actor)
    assert (one.name, one.opens) == ("The committee", False)
    assert queries.own_units(world.somebody("Newcomer").actor) == []
