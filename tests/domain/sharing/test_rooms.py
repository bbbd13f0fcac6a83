"""An inspector's room: a chosen set, read only, from a day until a day, by named people, each reading recorded."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations import policy
from speir.evaluations.actions import broad_views, rooms
from speir.evaluations.actions import sharing as view_sharing
from speir.evaluations.queries import rooms as queries
from speir.evaluations.queries import rooms_choosing as choosing
from speir.evidence.models import Item
from speir.organisations.actions import add_unit, enrol, units
from speir.organisations.models import Membership
from speir.sharing.models import Room, RoomThing
from speir.sharing.rules import Stands
from speir.trail.models import Entry
from tests import world


@pytest.fixture
def iain(cast):
    return world.colleague("Iain Macrae", cast.team, "inspector", cast.lead)


@pytest.fixture
def room(cast, iain):
    return world.room(cast.lead, cast.team, iain)


@pytest.fixture
def view(cast):
    return world.sealed(cast)


def read(room, thing_id, who, how="page"):
    return rooms.read(room_id=room.id, thing_id=thing_id, how=how, by=who.actor)


def shows(record) -> set[str]:
    return {e.said for q in record.questions for j in q.judgements for e in j.evidence}


# Who makes one


def test_a_lead_officer_makes_a_room_and_nobody_else_does(cast, iain):
    for who in (cast.evaluator, cast.reader, iain):
        with pytest.raises((NotAllowed, NotYours)):
            world.room(who, cast.team)
    with pytest.raises(NotYours):
        world.room(cast.stranger, cast.team)
    world.room(cast.lead, cast.team)
    assert Entry.objects.get(about="room").verb == "made"


def test_sent_twice_it_is_made_once(cast):
    made = new_id()
    for _ in range(2):
        rooms.make(
            unit_id=cast.team.id,
            name="x",
            starts=dt.date(2099, 1, 1),
            ends=dt.date(2099, 1, 2),
            room_id=made,
            by=cast.lead.actor,
        )
    assert [room.id for room in Room.objects.all()] == [made]


def test_it_is_changed_and_never_made_longer_than_six_months(cast, room, clock):
    def change(ends: dt.date, who: world.Somebody = cast.lead) -> None:
        rooms.change(room_id=room.id, name="Anew", starts=dt.date(2026, 3, 2), ends=ends, by=who.actor)

    with pytest.raises(Unfit):
        change(dt.date(2027, 3, 2))
    change(dt.date(2026, 8, 2))
    with pytest.raises(NotYours):
        change(dt.date(2026, 8, 2), cast.stranger)
    room.refresh_from_db()
    assert (room.name, room.ends) == ("Anew", dt.date(2026, 8, 2))


def test_only_an_inspector_near_is_invited(cast, room):
    for who in (cast.reader, cast.stranger, cast.lead):
        with pytest.raises(Refused):
            rooms.invite(room_id=room.id, person_id=who.person.id, by=cast.lead.actor)


def test_somebody_new_is_brought_in_as_an_inspector_and_is_invited(cast, room):
    address = rooms.bring_in(room_id=room.id, name="Una Bain", by=cast.lead.actor)
    assert address.startswith("/sign-in/")
    kept = queries.kept(cast.lead.actor, room.id)
    assert [guest.name for guest in kept.guests] == ["Iain Macrae", "Una Bain"]


def test_somebody_new_is_an_inspector_for_the_days_of_the_room(cast, room):
    today = timezone.localdate()
    Room.objects.filter(pk=room.id).update(starts=today + dt.timedelta(60), ends=today + dt.timedelta(230))
    rooms.bring_in(room_id=room.id, name="Una Bain", by=cast.lead.actor)
    role = Membership.objects.get(person__name="Una Bain")
    assert (role.starts, role.ends) == (today + dt.timedelta(60), today + dt.timedelta(230))
    assert "Una Bain" in [guest.name for guest in queries.kept(cast.lead.actor, room.id).guests]


# What is read in it


def test_an_edition_is_read_in_the_room_and_nowhere_else(cast, iain, room, view):
    thing = world.put(room, cast.lead, "edition", view.id, 1)
    assert read(room, thing, iain).record.title == view.title
    assert not policy.visible_to(iain.actor).exists()
    with pytest.raises(NotYours):
        policy.require(iain.actor, Permission.READ_EVALUATIONS, view.id)


def test_each_reading_is_recorded_each_time_with_its_room_and_its_reader(cast, iain, room, view):
    thing = world.put(room, cast.lead, "edition", view.id, 1)
    for how in ("page", "page", "pdf"):
        read(room, thing, iain, how)
    entries = Entry.objects.filter(verb="read in", about="room", about_id=room.id)
    assert [e.person_name for e in entries] == ["Iain Macrae"] * 3
    assert {e.path for e in entries} == {cast.team.path}
    _heading, found, _older = queries.readings(cast.lead.actor, room.id)
    assert sorted(one.how for one in found) == ["page", "page", "pdf"]
    assert {one.title for one in found} == {view.title}
    with pytest.raises(NotYours):
        queries.readings(cast.reader.actor, room.id)


def test_before_the_first_day_and_after_the_last_nothing_is_read(cast, iain, view, clock):
    room = world.room(cast.lead, cast.team, iain, starts=dt.date(2026, 3, 4), ends=dt.date(2026, 3, 5))
    thing = world.put(room, cast.lead, "edition", view.id, 1)
    for day, stands in ((3, Stands.TO_COME), (4, Stands.OPEN), (5, Stands.OPEN), (6, Stands.OVER)):
        clock.set(2026, 3, day, 23, 59)
        heading, things = queries.entered(iain.actor, room.id)
        assert heading.stands == stands
        assert len(things) == (stands is Stands.OPEN)
        if stands is not Stands.OPEN:
            with pytest.raises(NotYours):
                read(room, thing, iain)
        else:
            read(room, thing, iain)


def test_ended_it_is_shut_at_once_and_for_good(cast, iain, room, view):
    thing = world.put(room, cast.lead, "edition", view.id, 1)
    rooms.end(room_id=room.id, by=cast.lead.actor)
    rooms.end(room_id=room.id, by=cast.lead.actor)
    with pytest.raises(NotYours):
        read(room, thing, iain)
    for change in (
        lambda: world.put(room, cast.lead, "broad view", view.id),
        lambda: rooms.invite(room_id=room.id, person_id=iain.person.id, by=cast.lead.actor),
    ):
        with pytest.raises(Refused, match="over"):
            change()
    assert Entry.objects.filter(verb="ended", about="room").count() == 1


def test_who_is_taken_out_or_is_no_inspector_any_more_reads_nothing(cast, iain, room, view):
    thing = world.put(room, cast.lead, "edition", view.id, 1)
    role = Membership.objects.filter(person=iain.person)
    role.update(starts=dt.date(2020, 1, 1), ends=dt.date(2020, 1, 2))
    with pytest.raises(NotYours):
        read(room, thing, iain)
    assert [guest.holds for guest in queries.kept(cast.lead.actor, room.id).guests] == [False]
    role.update(ends=None)
    read(room, thing, iain)
    rooms.take_out(room_id=room.id, person_id=iain.person.id, by=cast.lead.actor)
    with pytest.raises(NotYours):
        read(room, thing, iain)


def test_nobody_in_a_room_reads_what_is_in_another_or_was_taken_out(cast, iain, room, view):
    una = world.colleague("Una Bain", cast.team, "inspector", cast.lead)
    other = world.room(cast.lead, cast.team, una)
    theirs = world.put(other, cast.lead, "edition", view.id, 1)
    for forged in (room, other):
        with pytest.raises(NotYours):
            read(forged, theirs, iain)
    assert [one.id for one in queries.listing(iain.actor)] == [room.id]
    rooms.take(room_id=other.id, thing_id=theirs, by=cast.lead.actor)
    with pytest.raises(NotYours):
        read(other, theirs, una)
    with pytest.raises(NotYours):
        rooms.take(room_id=room.id, thing_id=theirs, by=cast.lead.actor)
    assert world.put(other, cast.lead, "edition", view.id, 1) != theirs
    assert RoomThing.objects.count() == 2


def test_its_keeper_does_not_read_in_it(cast, room, view):
    thing = world.put(room, cast.lead, "edition", view.id, 1)
    with pytest.raises(NotYours):
        read(room, thing, cast.lead)


# The room opens nothing that its keeper could not


def test_evidence_that_fewer_may_read_stays_closed_in_a_broad_view_as_it_stands(cast, iain, room):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator, only_me=True, shows="Only its writer reads this.")
    world.cite(view, "1.1", cast.evaluator, shows="The team reads this.")
    heading, opens = rooms.look_at(
        room_id=room.id, about="broad view", about_id=view.id, number=0, by=cast.lead.actor
    )
    assert (heading.id, opens.readable, opens.without) == (room.id, 1, 1)
    assert [one.item.hidden for one in opens.closed] == [True]
    thing = world.put(room, cast.lead, "broad view", view.id)
    said = shows(read(room, thing, iain).record)
    assert "The team reads this." in said
    assert "Only its writer reads this." not in said
    assert len(said) == 2


def test_evidence_written_where_its_keeper_does_not_lead_stays_closed(cast, iain):
    """Its owner shared it with the team; that somebody inspects is not for whoever leads the team to decide."""
    agency = world.unit_of(cast.stranger, "Agency", "agency")
    team = add_unit(name="Team", kind="team", under=agency.id, by=cast.stranger.actor)
    head = world.colleague("Head", team, "lead_officer", cast.stranger)
    guest = world.colleague("Guest", team, "inspector", head)
    above = world.Cast(team, head, cast.stranger, head, agency, head)
    view = world.begun(above)
    item = world.cite(view, "1.1", head, shows="From above.")
    Item.objects.filter(pk=item).update(home=agency, owner=cast.stranger.person.id)
    room = world.room(head, team, guest)
    thing = world.put(room, head, "broad view", view.id)
    assert "From above." not in shows(read(room, thing, guest).record)


def test_an_edition_says_what_was_sealed(cast, iain, room):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator, only_me=True, shows="Only its writer reads this.")
    world.seal(view, cast.lead)
    _heading, opens = rooms.look_at(
        room_id=room.id, about="edition", about_id=view.id, number=1, by=cast.lead.actor
    )
    assert (opens.readable, opens.without) == (0, 1)
    thing = world.put(room, cast.lead, "edition", view.id, 1)
    assert shows(read(room, thing, iain).record) == {"One piece of evidence that is not open to you."}


def test_only_what_one_may_share_is_put_in(cast, iain, room, view):
    alone = world.cite(world.begun(cast), "1.1", cast.evaluator, only_me=True)
    mine = broad_views.begin(
        unit_id=cast.team.id,
        framework_key=world.FRAMEWORK,
        title="Mine",
        period_from=dt.date(2025, 1, 1),
        period_to=dt.date(2025, 12, 31),
        only_me=True,
        by=cast.evaluator.actor,
    )
    for about, about_id, number in (
        ("evidence", alone, 0),
        ("broad view", mine.id, 0),
        ("edition", view.id, 2),
        ("edition", new_id(), 1),
        ("reflection", view.id, 0),
        ("evidence", view.id, 0),
    ):
        with pytest.raises(NotYours):
            world.put(room, cast.lead, about, about_id, number)
    with pytest.raises(NotYours):
        world.put(room, cast.evaluator, "edition", view.id, 1)


def test_what_is_shared_with_the_lead_alone_is_not_theirs_to_show(cast, iain, room):
    other = world.Cast(cast.elsewhere, cast.stranger, cast.stranger, cast.stranger, cast.team, cast.lead)
    view = world.begun(other)
    enrol(person=cast.lead.person, unit_id=cast.elsewhere.id, role="reader", by=cast.stranger.actor)
    with pytest.raises(NotYours):
        world.put(room, cast.lead, "broad view", view.id)


def test_a_piece_that_its_owner_keeps_alone_later_is_shut(cast, iain, room):
    item = world.cite(world.begun(cast), "1.1", cast.evaluator, shows="Seen.")
    thing = world.put(room, cast.lead, "evidence", item)
    assert read(room, thing, iain).item.shows == "Seen."
    Item.objects.filter(pk=item).update(only_me=True)
    with pytest.raises(NotYours):
        read(room, thing, iain)


def test_put_twice_it_is_there_once(cast, room, view):
    assert world.put(room, cast.lead, "edition", view.id, 1) == world.put(
        room, cast.lead, "edition", view.id, 1
    )


def test_what_was_discarded_meanwhile_is_gone_from_the_room(cast, iain, room):
    view = world.begun(cast)
    thing = world.put(room, cast.lead, "broad view", view.id)
    broad_views.discard(evaluation_id=view.id, by=cast.lead.actor)
    assert queries.entered(iain.actor, room.id)[1] == []
    assert [one.gone for one in queries.kept(cast.lead.actor, room.id).things] == [True]
    with pytest.raises(NotYours):
        read(room, thing, iain)


def test_candidates_are_what_may_be_shared_here_and_is_not_there_yet(cast, room, view):
    world.cite(world.begun(cast), "1.1", cast.evaluator, only_me=True, shows="Only mine.")
    world.put(room, cast.lead, "edition", view.id, 1)
    found = choosing.candidates(cast.lead.actor, room.id)
    views, pieces = list(found.views), list(found.pieces)
    assert ("edition", view.id, 1) not in [(one.about, one.about_id, one.number) for one in views]
    assert ("broad view", view.id, 0) in [(one.about, one.about_id, one.number) for one in views]
    assert pieces
    assert "Only mine." not in [one.title for one in pieces]
    none = choosing.candidates(cast.lead.actor, room.id, "zzz")
    assert (none.views, none.looks, none.pieces) == ((), (), ())


def test_whoever_reads_the_broad_view_is_told_of_the_room(cast, room, view):
    assert queries.with_view(view.id) == []
    world.put(room, cast.lead, "edition", view.id, 1)
    ((name, _until),) = queries.with_view(view.id)
    assert name == room.name
    rooms.end(room_id=room.id, by=cast.lead.actor)
    assert queries.with_view(view.id) == []


def test_an_act_of_sharing_gives_an_inspector_a_thing_of_its_own_and_no_room(cast, iain, view):
    view_sharing.share(
        evaluation_id=view.id,
        audience=f"named:{iain.person.id}",
        why="They asked.",
        ends=None,
        with_evidence=False,
        by=cast.lead.actor,
    )
    assert policy.visible_to(iain.actor).filter(pk=view.id).exists()
    assert queries.listing(iain.actor) == []


def test_a_room_of_a_unit_that_has_closed_can_be_ended_and_nothing_begins_in_it(cast, clock):
    iain = world.colleague("Iain Macrae", cast.team, "inspector", cast.lead)
    room, view = world.room(cast.lead, cast.team, iain), world.sealed(cast)
    thing = world.put(room, cast.lead, "edition", view.id, 1)
    units.close(unit_id=cast.team.id, last=dt.date(2026, 3, 2), by=cast.lead.actor)
    clock.forward(days=1)
    with pytest.raises(NotAllowed):
        rooms.invite(room_id=room.id, person_id=iain.person.id, by=cast.lead.actor)
    with pytest.raises(NotAllowed):
        world.put(room, cast.lead, "broad view", view.id)
    rooms.take(room_id=room.id, thing_id=thing, by=cast.lead.actor)
    rooms.end(room_id=room.id, by=cast.lead.actor)
    assert queries.kept(cast.lead.actor, room.id).heading.stands is Stands.ENDED
