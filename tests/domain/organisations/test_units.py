"""Units as a tree, who holds which role in them, and what that lets them see."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.access.actor import Grant
from speir.access.actor import Seat as SeatOfActor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.organisations import actions, policy, queries
from speir.organisations.models import Membership, Seat, Unit
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


def with_password(somebody: world.Somebody) -> world.Somebody:
    somebody.person.set_password("three words together")
    somebody.person.save()
    return somebody


def test_an_email_address_that_anybody_gave_themselves_lets_nobody_in(cast):
    """Nobody checked that it is theirs: a stranger could wait with it for a colleague to be brought in."""
    squatter = with_password(world.somebody("Squatter", "victim@example.scot"))
    world.unit_of(squatter, "A unit of the squatter's own")
    for address in ("victim@example.scot", "Victim@Example.scot "):
        with pytest.raises(Refused, match="Leave it out"):
            actions.bring_in(
                unit_id=cast.team.id, name="Victim", email=address, role="lead_officer", by=cast.lead.actor
            )
    assert [grant for grant in squatter.actor.grants if grant.path == cast.team.path] == []


def test_one_of_the_same_peoples_own_gets_a_second_role_and_signs_in_as_before(cast):
    second = world.unit_of(cast.lead, "A second team of the same lead")
    cast.evaluator.person.email = "isla@example.scot"
    with_password(cast.evaluator)
    path = actions.bring_in(
        unit_id=second.id, name="Isla", email="isla@example.scot", role="reader", by=cast.lead.actor
    )
    assert path == ""
    assert Grant("reader", second.path) in cast.evaluator.actor.grants


def test_who_is_in_the_unit_already_is_not_brought_in_again_and_keeps_the_address_handed_to_them(cast):
    from speir.accounts.queries import good_address

    typed = {"unit_id": cast.team.id, "email": "iain@example.scot", "by": cast.lead.actor}
    path = actions.bring_in(name="Iain", role="evaluator", **typed)
    before = Membership.objects.count()
    with pytest.raises(Refused, match="is in the list already") as refused:
        actions.bring_in(name="Iain G", role="reader", **typed)
    assert refused.value.field == "email"
    assert Membership.objects.count() == before
    assert good_address(path.split("/")[2])


def test_a_colleague_whose_address_has_gone_gets_a_new_one_and_the_old_one_ends(cast):
    from speir.accounts.queries import good_address

    def again() -> str:
        return actions.new_sign_in_address(
            unit_id=cast.team.id, person_id=cast.reader.person.id, by=cast.lead.actor
        )

    first, second = again(), again()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(person=cast.reader.person).update(starts=yesterday, ends=yesterday)
    with pytest.raises(NotYours):
        again()
    assert [bool(good_address(path.split("/")[2])) for path in (first, second)] == [False, True]


def test_no_address_is_made_that_would_open_more_than_its_maker_may_give(cast):
    def ask(somebody: world.Somebody, by: world.Somebody = cast.lead) -> str:
        return actions.new_sign_in_address(unit_id=cast.team.id, person_id=somebody.person.id, by=by.actor)

    world.unit_of(cast.reader, "A unit of the reader's own")
    with pytest.raises(Refused, match="way to sign in of their own"):
        ask(cast.reader)
    with pytest.raises(Refused, match="way to sign in of their own"):
        ask(with_password(cast.evaluator))
    with pytest.raises(NotYours):
        ask(cast.stranger)
    with pytest.raises(NotAllowed):
        ask(cast.lead, by=cast.evaluator)
    with pytest.raises(NotYours):
        ask(cast.lead, by=cast.stranger)


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


# Organisations sit in partnerships


def seated(cast, **fields):
    """Another agency sits in the team's partnership; its lead is the stranger."""
    partnership = world.unit_of(cast.lead, "A partnership", "partnership")
    fields = {"starts": timezone.localdate(), "keeps": False} | fields
    Seat.objects.create(organisation=cast.elsewhere, partnership=partnership, **fields)
    return partnership


def test_those_of_an_organisation_have_its_seats(cast):
    partnership = seated(cast)
    team = actions.add_unit(name="Below", kind="team", under=cast.elsewhere.id, by=cast.stranger.actor)
    below = world.colleague("Below", team, "evaluator", cast.stranger)
    for who in (cast.stranger, below):
        assert who.actor.seats == (SeatOfActor(cast.elsewhere.path, partnership.path),)
    assert cast.lead.actor.seats == ()
    assert len(cast.lead.actor.grants) == 2


@pytest.mark.parametrize(
    ("fields", "keeper"),
    [
        ({"keeps": True}, True),
        ({"keeps": False}, False),
        ({"keeps": True, "starts": dt.date(2020, 1, 1), "ends": dt.date(2021, 1, 1)}, False),
        ({"keeps": True, "starts": dt.date(2999, 1, 1)}, False),
    ],
)
def test_a_partnership_manages_the_people_of_the_organisations_that_it_looks_after(cast, fields, keeper):
    seated(cast, **fields)
    held = Grant("keeper", cast.elsewhere.path) in cast.lead.actor.grants
    assert held == keeper
    if keeper:
        assert policy.require(cast.lead.actor, Permission.MANAGE_PEOPLE, cast.elsewhere.id)
        with pytest.raises(NotAllowed):
            policy.require(cast.lead.actor, Permission.READ_EVALUATIONS, cast.elsewhere.id)
    else:
        with pytest.raises(NotYours):
            policy.require(cast.lead.actor, Permission.MANAGE_PEOPLE, cast.elsewhere.id)


def test_nobody_is_given_a_role_that_only_follows(cast):
    with pytest.raises(Refused):
        world.colleague("Keeper", cast.team, "keeper", cast.lead)


def test_a_role_holds_through_its_last_day_and_no_longer(cast):
    today = timezone.localdate()
    held = Membership.objects.filter(person=cast.reader.person, unit=cast.team)
    for ends, there in ((today, True), (today - dt.timedelta(days=1), False)):
        held.update(starts=today - dt.timedelta(days=2), ends=ends)
        names = [one.name for one in queries.colleagues(cast.lead.actor, cast.team.id, today)]
        assert (cast.reader.name in names) is there
        assert bool(cast.reader.actor.grants) is there


def test_a_visit_to_the_demonstration_does_not_make_somebody_another_agencys(cast):
    guide = world.somebody("Guide")
    shown, _ = actions.found(
        name="An invented area", kind="partnership", founder=guide.person, demonstration=True, by=guide.actor
    )
    actions.visit_demonstration(person=cast.reader.person, unit_id=shown.id, by=cast.reader.actor)
    assert actions.new_sign_in_address(
        unit_id=cast.team.id, person_id=cast.reader.person.id, by=cast.lead.actor
    )
