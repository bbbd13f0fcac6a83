"""A meeting as it goes through its actions: the order and that it holds still, who may say what, and what was said."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from speir.core.errors import NotYours
from speir.improvement.actions import doing
from speir.improvement.models import Action, Dependency, Helper, Priority
from speir.improvement.queries import meeting_mode as queries
from speir.improvement.queries import meeting_order
from speir.improvement.rules.meetings import Turn
from speir.improvement.rules.naming import Through
from speir.organisations.models import Membership
from tests import world, world_improvement, world_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return world.cast()


@pytest.fixture
def busy(cast):
    return world_meeting.busy(cast.team, cast.lead, cast.evaluator)


def now(cast, busy, at="", by=None, meeting=None, said=""):
    held = meeting or busy.now
    return queries.meeting_now((by or cast.lead).actor, cast.team.id, held.id, at, said)


def walked(cast, busy, by=None) -> list[tuple[str, Turn]]:
    found, shown = [], now(cast, busy, by=by)
    while shown.one:
        found.append((shown.one.id, shown.turn))
        shown = now(cast, busy, shown.next, by=by)
    return found


def test_it_goes_through_what_is_late_stuck_waiting_due_soon_and_the_rest(cast, busy):
    assert walked(cast, busy) == list(
        zip(busy.order, (Turn.OVERDUE, Turn.STUCK, Turn.WAITING, Turn.SOON, Turn.REST), strict=True)
    )
    first = now(cast, busy)
    assert (first.place, first.many, first.previous, first.next) == (1, 5, "", busy.stuck.id)
    end = now(cast, busy, meeting_order.END)
    assert (end.one, end.previous, end.next) == (None, busy.rest.id, "")


def test_it_shows_who_when_how_late_what_would_show_it_and_the_steps(cast, busy):
    Helper.objects.create(action=busy.overdue, person=cast.reader.person)
    one = now(cast, busy).one
    assert (one.lead, one.unit, one.helpers) == (
        cast.evaluator.person.name,
        cast.team.name,
        (cast.reader.person.name,),
    )
    assert (one.late, one.state, one.said) == ("4 weeks overdue", "under_way", "Two teams have begun.")
    assert (one.target, one.shows) == (
        "Every school is rung within a day",
        "What schools and families tell us",
    )
    assert [(text, bool(done)) for text, done in one.steps] == [
        ("Agree who rings", True),
        ("Tell the schools", False),
    ]
    assert now(cast, busy, busy.waiting.id).one.waits_for == (("Open the shared calendar", "stuck"),)


def test_the_order_holds_still_while_things_are_said_in_the_meeting(cast, busy):
    world_meeting.told(busy.stuck, cast.lead, "under_way", "It is paid.")
    world_meeting.told(busy.overdue, cast.lead, "done", "All schools are rung.")
    world_meeting.told(busy.rest, cast.lead, "stuck", "Nobody writes.")
    assert [one for one, _turn in walked(cast, busy)] == busy.order
    after = now(cast, busy, busy.soon.id, said=busy.stuck.id)
    assert (after.said.title, after.said.before, after.said.state) == (
        "Open the shared calendar",
        "stuck",
        "under_way",
    )
    assert now(cast, busy, said=busy.soon.id).said is None


def test_what_ended_in_the_meeting_stays_in_it_that_day_and_not_the_next(clock, cast, busy):
    world_meeting.told(busy.rest, cast.lead, "stopped", "It is not needed.")
    assert [one for one, _turn in walked(cast, busy)] == busy.order
    clock.forward(days=1)
    assert busy.rest.id not in [one for one, _turn in walked(cast, busy)]


def test_what_was_said_in_a_meeting_is_told_until_the_next_one(clock, cast, busy):
    world_meeting.told(busy.rest, cast.lead, "stuck", "Nobody writes.")
    clock.forward(days=2)
    world_meeting.told(busy.soon, cast.lead, "done", "From the minutes.")
    doing.tell(action_id=busy.stuck.id, state="under_way", text="By the page.", by=cast.lead.actor)
    said = [one.text for one in now(cast, busy, meeting_order.END).told]
    assert said == ["Nobody writes.", "From the minutes."]
    assert now(cast, busy, meeting_order.END, meeting=busy.before).told == ()
    clock.forward(days=27)
    world_meeting.told(busy.rest, cast.lead, "under_way", "At the next.")
    assert [one.text for one in now(cast, busy, meeting_order.END).told] == said
    assert [one.text for one in now(cast, busy, meeting_order.END, meeting=busy.after).told] == [
        "At the next."
    ]
    _held, told, many = queries.said_in(cast.reader.actor, cast.team.id, busy.now.id)
    assert ([one.text for one in told], many) == (said, 5)


def test_a_meeting_to_come_is_held_today(cast, busy):
    world_meeting.told(busy.rest, cast.lead, "stuck", "Nobody writes.")
    assert [one.text for one in now(cast, busy, meeting=busy.after).told] == ["Nobody writes."]


def test_who_plans_says_more_than_a_lead_and_who_only_reads_says_nothing(cast, busy):
    assert now(cast, busy).one.says == ("under_way", "stuck", "done", "stopped")
    assert now(cast, busy, by=cast.reader).one.says == ()
    Helper.objects.create(action=busy.overdue, person=cast.reader.person)
    assert now(cast, busy, by=cast.reader).one.says == ("under_way", "stuck", "done")
    world_meeting.told(busy.overdue, cast.lead, "done", "All are rung.")
    assert now(cast, busy).one.says == ("done", "under_way", "no_difference", "closed")
    proposed = world_improvement.action(busy.priority, cast.lead, title="Perhaps")
    assert now(cast, busy, proposed.id).one.says == ("proposed", "agreed", "stopped")


def test_only_open_actions_of_agreed_priorities_that_the_actor_reads_come_up(cast, busy):
    idea = world_improvement.priority(cast.team, cast.lead, title="An idea")
    world_improvement.action(idea, cast.lead)
    alone = world_improvement.priority(cast.team, cast.lead, title="Mine alone", agreed=True)
    mine = world_improvement.action(alone, cast.lead, title="Mine", state="stuck")
    Dependency.objects.create(action=busy.soon, needs=mine)
    Priority.objects.filter(pk=alone.pk).update(only_me=True)
    world_improvement.action(busy.priority, cast.lead, state="stopped", text="Not needed.")
    assert sorted(one for one, _turn in walked(cast, busy, cast.reader)) == sorted(busy.order)
    assert now(cast, busy, busy.soon.id, by=cast.reader).one.waits_for == (("", ""),)
    assert now(cast, busy, busy.soon.id).one.waits_for == (("Mine", "stuck"),)


def test_an_action_that_is_none_of_them_is_not_found_nor_is_another_units_meeting(cast, busy):
    theirs = world_meeting.busy(cast.elsewhere, cast.stranger)
    for at in (theirs.rest.id, "\x00", "x" * 16, "END"):
        with pytest.raises(NotYours):
            now(cast, busy, at)
    with pytest.raises(NotYours):
        queries.meeting_now(cast.lead.actor, cast.team.id, theirs.now.id)


def test_a_unit_with_nothing_open_is_at_the_end_at_once(cast):
    meeting = world_meeting.meeting(cast.team, cast.lead)
    shown = queries.meeting_now(cast.lead.actor, cast.team.id, meeting.id)
    assert (shown.one, shown.many, shown.previous) == (None, 0, "")


def test_what_is_said_in_a_meeting_is_said_in_that_one_whatever_the_day(clock, cast, busy):
    other = world_meeting.meeting(cast.team, cast.lead)
    for meeting, action in ((busy.now, busy.rest), (other, busy.soon)):
        doing.tell(
            action_id=action.id,
            state="stuck",
            text=f"Said in {meeting.id}.",
            through=Through.MEETING,
            meeting_id=meeting.id,
            by=cast.lead.actor,
        )
    for meeting in (busy.now, other):
        _held, told, _many = queries.said_in(cast.lead.actor, cast.team.id, meeting.id)
        assert [one.text for one in told] == [f"Said in {meeting.id}."]
    # Typed up from the minutes after the next one, it was said in this one all the same.
    clock.forward(days=40)
    said: dict[str, Any] = {"state": "under_way", "text": "From the minutes.", "through": Through.MEETING}
    doing.tell(action_id=busy.rest.id, meeting_id=busy.now.id, by=cast.lead.actor, **said)
    _held, told, _many = queries.said_in(cast.lead.actor, cast.team.id, busy.now.id)
    assert [one.text for one in told] == [f"Said in {busy.now.id}.", "From the minutes."]
    theirs = world_meeting.meeting(cast.elsewhere, cast.stranger)
    with pytest.raises(NotYours):
        doing.tell(
            action_id=busy.rest.id,
            meeting_id=theirs.id,
            by=cast.lead.actor,
            **(said | {"text": "Elsewhere."}),
        )


def test_where_there_is_much_the_order_is_the_same(cast, busy, monkeypatch):
    for at in range(3):
        world_improvement.action(busy.priority, cast.lead, title=f"More {at}", state="agreed")
    world_meeting.told(busy.stuck, cast.lead, "under_way", "It is paid.")
    world_meeting.told(busy.soon, cast.lead, "stopped", "Not needed.")
    world_meeting.told(busy.rest, cast.lead, "stuck", "Nobody writes.")
    Action.objects.filter(title="More 1").update(lead=None)
    order, whole = walked(cast, busy), [now(cast, busy, at) for at in ("", meeting_order.END)]
    monkeypatch.setattr(meeting_order, "MUCH", 1)
    assert walked(cast, busy) == order
    assert [now(cast, busy, at) for at in ("", meeting_order.END)] == whole
    assert len(order) == 8


def test_what_nobody_leads_now_comes_up_after_what_is_stuck(cast, busy):
    Membership.objects.filter(person=cast.evaluator.person).update(ended_at=timezone.now())
    Action.objects.exclude(pk__in=[busy.rest.pk, busy.stuck.pk]).update(lead=cast.lead.person)
    assert walked(cast, busy)[:3] == [
        (busy.overdue.id, Turn.OVERDUE),
        (busy.stuck.id, Turn.STUCK),
        (busy.rest.id, Turn.NOBODY),
    ]
    one = now(cast, busy, busy.rest.id).one
    assert (one.nobody, one.gives) == (True, True)
    assert not now(cast, busy, busy.rest.id, by=cast.reader).one.gives
