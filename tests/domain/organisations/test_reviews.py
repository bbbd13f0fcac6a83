"""Who has access: seen by whoever looks after people, what needs a look first; and recorded that it was reviewed."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.accounts.actions import note_seen
from speir.accounts.models import Person
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.organisations.actions import add_unit, reviews, roles, units
from speir.organisations.models import AccessReview, Membership
from speir.organisations.queries import reviews as queries
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db


def shown(cast, by=None):
    return queries.review((by or cast.lead).actor, cast.team.id)


def test_it_shows_who_has_what_since_when_from_whom_and_when_they_were_last_here(clock, cast):
    note_seen(person=cast.reader.person, today=dt.date(2026, 3, 1))
    below = add_unit(name="Below", kind="team", under=cast.team.id, by=cast.lead.actor)
    world.colleague("Below", below, "practitioner", cast.lead)
    lines = {line.name: line for line in shown(cast).lines}
    assert set(lines) == {cast.lead.name, cast.evaluator.name, cast.reader.name, "Below"}
    one = lines[cast.reader.name]
    assert (one.held.role, one.held.unit, one.held.given_by, one.seen) == (
        "reader",
        cast.team.name,
        cast.lead.name,
        dt.date(2026, 3, 1),
    )


def test_what_needs_a_look_stands_first(clock, cast):
    Membership.objects.filter(person=cast.reader.person).update(ends=dt.date(2026, 4, 5))
    clock.set(2026, 3, 28, 9)
    for who in (cast.lead, cast.reader):
        note_seen(person=who.person, today=dt.date(2026, 3, 27))
    lines = shown(cast).lines
    assert [(line.name, line.looks) for line in lines] == [
        (cast.evaluator.name, ("never_seen",)),
        (cast.reader.name, ("ends_soon",)),
        (cast.lead.name, ()),
    ]


def test_only_whoever_looks_after_people_sees_it_and_nobody_of_elsewhere_stands_in_it(cast):
    for who, refusal in ((cast.evaluator, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(refusal):
            shown(cast, who)
        with pytest.raises(refusal):
            reviews.reviewed(unit_id=cast.team.id, mark=shown(cast).mark, by=who.actor)
    assert cast.stranger.name not in {line.name for line in shown(cast).lines}


def test_a_review_is_recorded_once_with_who_and_when(clock, cast):
    for _ in range(2):
        reviews.reviewed(unit_id=cast.team.id, mark=shown(cast).mark, by=cast.lead.actor)
    assert shown(cast).reviewed == [(dt.date(2026, 3, 2), cast.lead.name)]
    assert (AccessReview.objects.get().roles, Entry.objects.get(verb="reviewed access to").detail) == (3, "3")
    clock.forward(days=200)
    reviews.reviewed(unit_id=cast.team.id, mark=shown(cast).mark, by=cast.lead.actor)
    assert AccessReview.objects.count() == 2


def test_what_changed_while_somebody_looked_is_not_called_reviewed(cast):
    mark = shown(cast).mark
    world.colleague("New", cast.team, "lead_officer", cast.lead)
    with pytest.raises(Refused, match="Look at the list once more"):
        reviews.reviewed(unit_id=cast.team.id, mark=mark, by=cast.lead.actor)
    assert not AccessReview.objects.exists()


def test_a_role_that_was_ended_can_be_seen_and_taken_back_for_thirty_days(clock, cast):
    held = Membership.objects.get(person=cast.reader.person)
    roles.end(membership_id=held.id, by=cast.lead.actor)
    assert [(name, one.role) for name, one in shown(cast).ended] == [(cast.reader.name, "reader")]
    clock.forward(days=31)
    assert shown(cast).ended == []


def test_the_day_on_which_somebody_was_here_is_written_once_a_day(clock, cast, django_assert_num_queries):
    day = dt.date(2026, 3, 2)
    note_seen(person=cast.reader.person, today=day)
    again = Person.objects.get(pk=cast.reader.person.pk)
    with django_assert_num_queries(0):
        note_seen(person=again, today=day)
    note_seen(person=again, today=day + dt.timedelta(days=1))
    assert Person.objects.get(pk=again.pk).last_seen_on == dt.date(2026, 3, 3)


def test_a_committee_s_review_leads_to_each_organisation_that_it_looks_after(clock, cast):
    committee = world.unit_of(cast.lead, "The committee", "partnership")
    made = [
        units.add_organisation(partnership_id=committee.id, name=name, by=cast.lead.actor)
        for name in ("Police", "NHS", "Council")
    ]
    team = add_unit(name="Riverside", kind="team", under=made[1].id, by=cast.lead.actor)
    world.colleague("Una", team, "evaluator", cast.lead)
    world.colleague("Iain", made[1], "agency_lead", cast.lead)
    made[2].seats.update(keeps=False)
    found = queries.review(cast.lead.actor, made[0].id)
    reviews.reviewed(unit_id=made[0].id, mark=found.mark, by=cast.lead.actor)
    kept = queries.review(cast.lead.actor, committee.id).kept
    assert [(one.name, one.roles, one.reviewed) for one in kept] == [
        ("NHS", 2, None),
        ("Police", 0, clock.now.date()),
    ]
    assert queries.review(cast.lead.actor, made[1].id).kept == []
