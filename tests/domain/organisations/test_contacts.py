"""Whom people ring when a child may be at risk: set by whoever looks after a unit, seen by all who belong below it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.organisations import actions, queries
from speir.organisations.models import Contact, Seat, Unit
from speir.organisations.rules import mark_of
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db
LINES = [("Social work", "01632 960001"), ("Out of hours", "01632 960002")]


def put(unit, by, lines=LINES, base=None):
    base = mark_of(queries.contacts(by.actor, unit.id)) if base is None else base
    actions.set_contacts(unit_id=unit.id, typed=lines, base=base, by=by.actor)


def test_they_are_kept_in_order_and_the_trail_says_who_set_them_and_no_word_that_they_typed(cast):
    put(cast.team, cast.lead)
    assert queries.contacts(cast.reader.actor, cast.team.id) == LINES
    entry = Entry.objects.get(verb="set contacts of")
    assert (entry.person_name, entry.about_id) == (cast.lead.person.name, cast.team.id)
    assert entry.detail == ""


def test_sent_twice_they_are_set_once_and_can_be_taken_away(cast):
    put(cast.team, cast.lead)
    put(cast.team, cast.lead, base=mark_of([]))
    assert Entry.objects.filter(verb="set contacts of").count() == 1
    put(cast.team, cast.lead, [])
    assert not Contact.objects.exists()


def test_who_has_not_seen_what_stands_overwrites_nothing(cast):
    put(cast.team, cast.lead)
    with pytest.raises(Refused, match="while you were typing"):
        put(cast.team, cast.lead, [("Another", "101")], base=mark_of([]))
    assert queries.contacts(cast.lead.actor, cast.team.id) == LINES


def test_only_whoever_looks_after_the_unit_sets_them(cast):
    for who, refusal in ((cast.evaluator, NotAllowed), (cast.reader, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(refusal):
            actions.set_contacts(unit_id=cast.team.id, typed=LINES, base=mark_of([]), by=who.actor)
    with pytest.raises(Unfit):
        put(cast.team, cast.lead, [("Social work", "soon")])
    assert not Contact.objects.exists()


def test_a_team_sees_its_own_first_then_those_above_and_those_of_its_partnership(cast):
    committee = world.unit_of(cast.stranger, "The committee", "partnership")
    Seat.objects.create(organisation=cast.team, partnership=committee, starts=timezone.localdate())
    below = actions.add_unit(name="Below", kind="team", under=cast.team.id, by=cast.lead.actor)
    one = world.colleague("One below", below, "evaluator", cast.lead)
    put(cast.team, cast.lead)
    put(committee, cast.stranger, [("Whole area", "01632 960009")])
    put(below, cast.lead, [("Our duty worker", "01632 960010")])
    names = [unit for unit, _ in queries.contacts_near(one.actor)]
    assert names == ["Below", cast.team.name, "The committee"]
    assert [unit for unit, _ in queries.contacts_near(cast.reader.actor)] == [cast.team.name, "The committee"]
    assert [unit for unit, _ in queries.contacts_near(cast.stranger.actor)] == ["The committee"]


def test_those_of_strangers_and_of_the_demonstration_are_not_shown(cast):
    put(cast.elsewhere, cast.stranger)
    assert not queries.contacts_near(cast.lead.actor)
    put(cast.team, cast.lead)
    Unit.objects.filter(pk=cast.team.id).update(demonstration=True)
    assert not queries.contacts_near(cast.lead.actor)
