"""Organisations in partnerships: a new one brought in, or one that is here already by its own lead's word."""

from __future__ import annotations

import pytest
from django.utils import timezone

from speir.access.permissions import Permission
from speir.accounts.actions import note_seen
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.organisations import policy, queries
from speir.organisations.actions import enrol, seats, units
from speir.organisations.models import Seat, SeatOffer, Unit
from speir.organisations.queries.pages import unit_page
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(clock, cast):
    """A partnership that the lead leads; the stranger's agency knows nothing of it."""
    return world.unit_of(cast.lead, "The committee", "partnership")


def secret(committee: Unit, by: world.Somebody) -> str:
    return seats.offer(partnership_id=committee.id, by=by.actor).split("/")[3]


def test_a_new_organisation_sits_there_from_today_and_is_looked_after_by_the_partnership(cast, committee):
    unit = units.add_organisation(
        partnership_id=committee.id, name="NHS", sector="health", by=cast.lead.actor
    )
    assert (unit.kind, unit.sector, unit.parent, unit.path) == ("agency", "health", None, f"{unit.id}/")
    assert policy.require(cast.lead.actor, Permission.MANAGE_PEOPLE, unit.id)
    with pytest.raises(NotAllowed):
        policy.require(cast.lead.actor, Permission.READ_EVALUATIONS, unit.id)
    (side,) = unit_page(cast.lead.actor, committee.id).sitting
    assert (side.name, side.keeps, side.opens) == ("NHS", True, True)
    lead = world.colleague("Their lead", unit, "agency_lead", cast.lead)
    (side,) = unit_page(lead.actor, unit.id).sits_in
    assert (side.name, side.opens) == ("The committee", False)
    assert Entry.objects.get(verb="seated").path == committee.path


def test_a_name_that_somebody_has_already_reveals_and_takes_nothing(cast, committee):
    made = units.add_organisation(partnership_id=committee.id, name=cast.elsewhere.name, by=cast.lead.actor)
    assert made.pk != cast.elsewhere.pk
    with pytest.raises(NotYours):
        policy.require(cast.lead.actor, Permission.SEE_UNIT, cast.elsewhere.id)


def test_organisations_sit_in_partnerships_only(cast):
    with pytest.raises(Refused):
        units.add_organisation(partnership_id=cast.team.id, name="NHS", by=cast.lead.actor)
    with pytest.raises(Refused):
        seats.offer(partnership_id=cast.team.id, by=cast.lead.actor)
    assert not SeatOffer.objects.exists()


def test_an_organisation_takes_a_seat_by_its_own_lead_s_word_and_goes_on_looking_after_itself(
    cast, committee
):
    word = secret(committee, cast.lead)
    assert word not in str(SeatOffer.objects.values_list().get())
    assert queries.offer(word).partnership == "The committee"
    seats.take(secret=word, organisation_id=cast.elsewhere.id, by=cast.stranger.actor)
    (side,) = unit_page(cast.lead.actor, committee.id).sitting
    assert (side.name, side.keeps, side.opens) == ("Another agency", False, False)
    with pytest.raises(NotYours):
        policy.require(cast.lead.actor, Permission.SEE_UNIT, cast.elsewhere.id)
    paths = set(Entry.objects.filter(verb="seated").values_list("path", flat=True))
    assert paths == {committee.path, cast.elsewhere.path}


def test_an_offer_is_used_once_lasts_a_fortnight_and_is_nothing_to_whoever_guesses(clock, cast, committee):
    word = secret(committee, cast.lead)
    seats.take(secret=word, organisation_id=cast.elsewhere.id, by=cast.stranger.actor)
    other = world.unit_of(cast.stranger, "A second agency", "agency")
    late = secret(committee, cast.lead)
    clock.forward(days=14)
    for wrong in (word, late, "guessed"):
        with pytest.raises(NotYours):
            seats.take(secret=wrong, organisation_id=other.id, by=cast.stranger.actor)
    assert Seat.objects.count() == 1


def test_nobody_seats_an_organisation_that_is_not_theirs_to_speak_for(cast, committee):
    word = secret(committee, cast.lead)
    kept = units.add_organisation(partnership_id=committee.id, name="Kept", by=cast.lead.actor)
    for unit, who in (
        (cast.elsewhere, cast.lead),  # another's
        (kept, cast.lead),  # looked after by a partnership, which does not speak for it
        (committee, cast.lead),  # a partnership
        (cast.team, cast.evaluator),  # without a role that looks after it
    ):
        with pytest.raises(Refused, match="Choose one of the organisations that you look after"):
            seats.take(secret=word, organisation_id=unit.id, by=who.actor)


def test_a_seat_is_not_taken_twice_and_can_be_taken_again_after_it_ended(clock, cast, committee):
    for _ in range(2):
        seats.take(
            secret=secret(committee, cast.lead), organisation_id=cast.elsewhere.id, by=cast.stranger.actor
        )
        with pytest.raises(Refused, match="sits there already"):
            seats.take(
                secret=secret(committee, cast.lead), organisation_id=cast.elsewhere.id, by=cast.stranger.actor
            )
        seats.end(seat_id=Seat.objects.get().id, by=cast.lead.actor)
        clock.forward(days=1)
        assert not unit_page(cast.lead.actor, committee.id).sitting
    assert Seat.objects.count() == 1


@pytest.mark.parametrize("side", ["lead", "stranger"])
def test_either_side_ends_a_seat_and_nobody_else(clock, cast, committee, side):
    enrol(person=cast.reader.person, unit_id=committee.id, role="reader", by=cast.lead.actor)
    seat = seats.take(
        secret=secret(committee, cast.lead), organisation_id=cast.elsewhere.id, by=cast.stranger.actor
    )
    with pytest.raises(NotAllowed):
        seats.end(seat_id=seat.id, by=cast.reader.actor)
    with pytest.raises(NotYours):
        seats.end(seat_id=seat.id, by=cast.evaluator.actor)
    for _ in range(2):
        seats.end(seat_id=seat.id, by=getattr(cast, side).actor)
    assert len(cast.stranger.actor.seats) == 1
    clock.forward(days=1)
    assert cast.stranger.actor.seats == ()
    assert Entry.objects.filter(verb="ended seat of").count() == 2


def test_an_organisation_is_not_left_to_nobody_when_its_partnership_lets_it_go(cast, committee):
    unit = units.add_organisation(partnership_id=committee.id, name="Kept", by=cast.lead.actor)
    seat = Seat.objects.get()
    for act in (seats.end, seats.release):
        with pytest.raises(Refused, match="Nobody looks after this organisation but the partnership"):
            act(seat_id=seat.id, by=cast.lead.actor)
    lead = world.colleague("Their lead", unit, "agency_lead", cast.lead)
    for act in (seats.end, seats.release):
        with pytest.raises(Refused, match="Nobody who looks after this organisation has been here yet"):
            act(seat_id=seat.id, by=cast.lead.actor)
    note_seen(person=lead.person, today=timezone.localdate())
    for _ in range(2):
        seats.release(seat_id=seat.id, by=cast.lead.actor)
    with pytest.raises(NotYours):
        policy.require(cast.lead.actor, Permission.SEE_UNIT, unit.id)
    assert policy.require(lead.actor, Permission.MANAGE_PEOPLE, unit.id)
    assert Entry.objects.filter(verb="released").count() == 1


def test_an_organisation_or_a_partnership_that_has_closed_sits_nowhere(clock, cast, committee):
    word = secret(committee, cast.lead)
    today = clock.now.date()
    units.add_organisation(partnership_id=committee.id, name="Kept", by=cast.lead.actor)
    units.close(unit_id=Unit.objects.get(name="Kept").id, last=today, by=cast.lead.actor)
    units.close(unit_id=committee.id, last=today, by=cast.lead.actor)
    clock.forward(days=1)
    assert queries.offer(word) is None
    assert not unit_page(cast.lead.actor, committee.id).sitting
    with pytest.raises(Refused):
        seats.offer(partnership_id=committee.id, by=cast.lead.actor)
