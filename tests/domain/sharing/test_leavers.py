"""Somebody who has left reads no longer what was shared with them by name, whatever they found or hold elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.evaluations import policy
from speir.evaluations.actions import reflections, rooms
from speir.evaluations.actions import sharing as view_sharing
from speir.evaluations.queries import records
from speir.evaluations.queries import rooms as room_queries
from speir.evidence import policy as evidence
from speir.organisations.actions import enrol, found, roles
from speir.organisations.models import Membership, Seat
from tests import world

READ = Permission.READ_EVALUATIONS


@pytest.fixture
def view(cast):
    """A broad view of the lead officer's own, shared with the reader and an inspector by name, with its evidence."""
    made = world.begun(cast)
    world.cite(made, "1.1", cast.lead)
    return made


def share(view, cast, who) -> None:
    view_sharing.share(
        evaluation_id=view.id,
        audience=f"named:{who.person.id}",
        why="They asked.",
        ends=None,
        with_evidence=True,
        by=cast.lead.actor,
    )


def leaves(cast, who) -> None:
    held = Membership.objects.get(person=who.person, unit=cast.team)
    roles.end(membership_id=held.id, by=cast.lead.actor)
    found(name="A unit of their own", kind="team", founder=who.person, by=who.actor)


def opens(who, view) -> list[bool]:
    """Whether each door opens: the list, the thing by its address, and its evidence in either way."""
    try:
        shown = records.opened(who.actor, view.id).record
        whole = all(e.said for question in shown.questions for j in question.judgements for e in j.evidence)
        by_address = True
    except NotYours:
        by_address = whole = False
    listed = policy.visible_to(who.actor).filter(pk=view.id).exists()
    return [listed, by_address, whole, evidence.visible_to(who.actor).exists()]


def test_whoever_left_reads_nothing_more_that_was_shared_with_them_by_name(cast, view):
    somebody = world.colleague("Fiona Weir", cast.team, "file_reader", cast.lead)
    share(view, cast, somebody)
    assert opens(somebody, view) == [True] * 4
    leaves(cast, somebody)
    assert opens(somebody, view) == [False] * 4


def test_an_inspector_reads_nothing_by_name_after_their_last_day(cast, view):
    iain = world.colleague("Iain Macrae", cast.team, "inspector", cast.lead)
    share(view, cast, iain)
    assert opens(iain, view) == [True] * 4
    today = timezone.localdate()
    Membership.objects.filter(person=iain.person).update(starts=today - dt.timedelta(9), ends=today)
    assert opens(iain, view) == [True] * 4
    Membership.objects.filter(person=iain.person).update(ends=today - dt.timedelta(1))
    enrol(
        person=iain.person,
        unit_id=cast.elsewhere.id,
        role="inspector",
        ends=today + dt.timedelta(30),
        by=cast.stranger.actor,
    )
    assert opens(iain, view) == [False] * 4


def test_somebody_of_an_organisation_beside_reads_by_name_until_its_seat_ends(cast, view):
    partnership, _actor = found(
        name="A partnership", kind="partnership", founder=cast.lead.person, by=cast.lead.actor
    )
    today = timezone.localdate()
    for unit in (cast.team, cast.elsewhere):
        Seat.objects.create(organisation=unit, partnership=partnership, starts=today - dt.timedelta(9))
    share(view, cast, cast.stranger)
    assert opens(cast.stranger, view) == [True] * 4
    Seat.objects.filter(organisation=cast.elsewhere).update(ends=today - dt.timedelta(1))
    assert opens(cast.stranger, view) == [False] * 4


def test_a_room_is_shut_to_whoever_is_an_inspector_only_elsewhere(cast):
    iain = world.colleague("Iain Macrae", cast.team, "inspector", cast.lead)
    edition = world.sealed(cast)
    room = world.room(cast.lead, cast.team, iain)
    thing = world.put(room, cast.lead, "edition", edition.id, 1)
    enrol(
        person=iain.person,
        unit_id=cast.elsewhere.id,
        role="inspector",
        ends=timezone.localdate() + dt.timedelta(30),
        by=cast.stranger.actor,
    )
    rooms.read(room_id=room.id, thing_id=thing, how="page", by=iain.actor)
    held = Membership.objects.get(person=iain.person, unit=cast.team)
    roles.end(membership_id=held.id, by=cast.lead.actor)
    with pytest.raises(NotYours):
        rooms.read(room_id=room.id, thing_id=thing, how="page", by=iain.actor)
    assert room_queries.listing(iain.actor) == []
    assert [guest.holds for guest in room_queries.kept(cast.lead.actor, room.id).guests] == [False]


def test_whoever_left_writes_no_longer_in_a_colleague_s_reflection(cast):
    row = world.reflecting(cast.lead, cast.team, happens="We knock and wait.")
    reflections.let_in(reflection_id=row.id, person_id=cast.evaluator.person.id, by=cast.lead.actor)
    assert policy.reflections_of(cast.evaluator.actor).exists()
    leaves(cast, cast.evaluator)
    assert not policy.reflections_of(cast.evaluator.actor).exists()
    with pytest.raises(NotYours):
        policy.require_writing(cast.evaluator.actor, row.id)
