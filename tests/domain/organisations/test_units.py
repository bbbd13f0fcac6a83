"""Units as a tree, who holds which role in them, and what that lets them see."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.access.actor import Grant
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.organisations import actions, policy, queries
from speir.organisations.models import Membership, Unit
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db


def test_whoever_founds_a_unit_leads_it_at_once():
    morag = world.somebody("Morag")
    unit, actor = actions.found(name="A team", kind="team", founder=morag.person, by=morag.actor)
    assert actor.grants == morag.actor.grants == (Grant("lead_officer", unit.path),)
    assert set(Entry.objects.filter(path=unit.path).values_list("verb", flat=True)) == {"founded", "enrolled"}


@pytest.mark.parametrize(("name", "kind"), [("", "team"), ("A team", "club")])
def test_a_unit_without_name_or_kind_is_not_founded(name, kind):
    morag = world.somebody("Morag")
    with pytest.raises(Refused):
        actions.found(name=name, kind=kind, founder=morag.person, by=morag.actor)
    assert not Unit.objects.exists()


def test_a_unit_below_another_is_reached_by_the_one_above(cast):
    service = actions.add_unit(name="A service", kind="service", under=cast.team.id, by=cast.lead.actor)
    team = actions.add_unit(name="A team", kind="team", under=service.id, by=cast.lead.actor)
    assert team.path == f"{cast.team.id}/{service.id}/{team.id}/"
    names = [unit.name for unit in queries.units_where(cast.reader.actor, Permission.READ_EVALUATIONS)]
    assert names[0] == cast.team.name
    assert set(names) == {cast.team.name, "A service", "A team"}


def test_a_role_below_reaches_nothing_above_or_beside(cast):
    one = actions.add_unit(name="One", kind="team", under=cast.team.id, by=cast.lead.actor)
    actions.add_unit(name="Two", kind="team", under=cast.team.id, by=cast.lead.actor)
    below = world.colleague("Below", one, "lead_officer", cast.lead)
    assert [u.name for u in queries.units_where(below.actor, Permission.MANAGE_UNIT)] == ["One"]
    with pytest.raises(NotYours):
        actions.add_unit(name="Three", kind="team", under=cast.team.id, by=below.actor)


def test_what_lies_below_a_demonstration_is_one_too():
    morag = world.somebody("Morag")
    root, acting = actions.found(
        name="Invented", kind="partnership", founder=morag.person, demonstration=True, by=morag.actor
    )
    assert actions.add_unit(name="Below", kind="team", under=root.id, by=acting).demonstration


@pytest.mark.parametrize("who", ["evaluator", "reader"])
def test_only_who_leads_adds_units_and_enrols_people(cast, who):
    actor = getattr(cast, who).actor
    for act in (
        lambda: actions.add_unit(name="Another", kind="team", under=cast.team.id, by=actor),
        lambda: actions.enrol(person=cast.stranger.person, unit_id=cast.team.id, role="reader", by=actor),
        lambda: actions.bring_in(unit_id=cast.team.id, name="New", role="reader", by=actor),
    ):
        with pytest.raises(NotAllowed, match="Ask your lead officer"):
            act()
    assert Unit.objects.count() == 2
    assert Membership.objects.count() == 4


def test_another_agencys_unit_is_not_there(cast):
    with pytest.raises(NotYours):
        actions.enrol(
            person=cast.stranger.person, unit_id=cast.team.id, role="reader", by=cast.stranger.actor
        )
    with pytest.raises(NotYours):
        queries.colleagues(cast.stranger.actor, cast.team.id, dt.date(2026, 3, 2))


def test_a_colleague_is_brought_in_with_an_address_that_signs_them_in(cast):
    path = actions.bring_in(
        unit_id=cast.team.id,
        name="New Colleague",
        email="new@example.scot",
        role="evaluator",
        by=cast.lead.actor,
    )
    from speir.accounts.actions import use_sign_in_address

    person, _ = use_sign_in_address(secret=path.split("/")[2])
    assert person.name == "New Colleague"
    assert world.Somebody(person).actor.grants == (Grant("evaluator", cast.team.path),)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"role": "director"}])
def test_somebody_brought_in_wrongly_is_not_half_there(cast, wrong):
    before = Entry.objects.count(), Membership.objects.count(), type(cast.lead.person).objects.count()
    with pytest.raises(Refused):
        actions.bring_in(
            **({"unit_id": cast.team.id, "name": "New", "role": "reader", "by": cast.lead.actor} | wrong)
        )
    assert before == (
        Entry.objects.count(),
        Membership.objects.count(),
        type(cast.lead.person).objects.count(),
    )


def test_somebody_known_by_their_email_is_enrolled_and_gets_no_address(cast):
    known = world.somebody("Known", "known@example.scot")
    path = actions.bring_in(
        unit_id=cast.team.id, name="Other Name", email="Known@Example.scot", role="reader", by=cast.lead.actor
    )
    assert path == ""
    assert known.actor.grants == (Grant("reader", cast.team.path),)
    known.person.refresh_from_db()
    assert known.person.name == "Known"
    assert not known.person.sign_in_addresses.exists()


def test_enrolling_twice_is_enrolling_once_and_a_role_that_had_ended_begins_again(cast):
    held = Membership.objects.get(person=cast.reader.person)
    Membership.objects.filter(pk=held.pk).update(ends=held.starts)
    again = actions.enrol(person=cast.reader.person, unit_id=cast.team.id, role="reader", by=cast.lead.actor)
    assert (again.pk, again.ends) == (held.pk, None)
    actions.enrol(person=cast.reader.person, unit_id=cast.team.id, role="reader", by=cast.lead.actor)
    assert Membership.objects.filter(person=cast.reader.person).count() == 1


def test_a_role_holds_from_its_first_day_to_its_last(cast):
    first, last = dt.date(2026, 3, 2), dt.date(2026, 3, 31)
    Membership.objects.filter(person=cast.reader.person).update(starts=first, ends=last)

    def grants(day):
        return queries.actor_for(person_id=cast.reader.person.id, name="", today=day).grants

    day = dt.timedelta(days=1)
    assert [len(grants(d)) for d in (first - day, first, last, last + day)] == [0, 1, 1, 0]


def test_colleagues_are_listed_by_name_with_their_role(cast):
    today = dt.date(2030, 1, 1)
    assert [(c.name, c.role) for c in queries.colleagues(cast.reader.actor, cast.team.id, today)] == [
        ("Isla Reid", "evaluator"),
        ("Morag Sinclair", "lead_officer"),
        ("Rhona Bell", "reader"),
    ]


def test_nobody_visits_a_unit_that_is_no_demonstration(cast):
    for unit_id in (cast.team.id, "nosuchunit"):
        with pytest.raises(Refused, match="not loaded here"):
            actions.visit_demonstration(person=cast.stranger.person, unit_id=unit_id, by=cast.stranger.actor)
    assert queries.demonstration_root() is None


def test_a_unit_that_is_seen_but_not_managed_is_named_and_refused(cast):
    assert policy.require(cast.reader.actor, Permission.READ_EVALUATIONS, cast.team.id) == cast.team
    with pytest.raises(NotAllowed):
        policy.require(cast.reader.actor, Permission.MANAGE_UNIT, cast.team.id)
