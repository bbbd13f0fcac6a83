"""What needs somebody and cannot say so: a lead who left, and evidence of impact that was withdrawn."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from dataclasses import replace

import pytest
from django.utils import timezone

from speir.accounts.models import Person
from speir.evidence.actions import items, withdrawing
from speir.improvement.actions import priorities, proving
from speir.improvement.models import Action
from speir.improvement.queries import board_page, board_people, mine, needing, people, timeline
from speir.improvement.queries.said import priority_said
from speir.improvement.rules.boards import By, Show, Wanted
from speir.improvement.rules.naming import OPEN
from speir.improvement.rules.priorities import said_mark
from speir.organisations.actions import roles
from speir.organisations.models import Membership, Seat
from tests import world, world_boards
from tests.kept import kept

DAY = dt.timedelta(days=1)


once = kept(world_boards.busy)


@pytest.fixture
def busy(db, once):
    return deepcopy(once)


def board(busy, who=None, unit=None, **wanted):
    committee = busy.committee
    return board_page.board((who or committee.lead).actor, (unit or committee.unit).id, Wanted(**wanted))


def lines(board):
    return {line.id: line for group in board.groups for line in group.lines}


def given_to(busy, key, name="Dr Euan Ross", role="evaluator"):
    """An action of this committee given to somebody new of the health service."""
    health = busy.committee.members["Health"]
    somebody = world.colleague(name, health.unit, role, health.lead)
    Action.objects.filter(pk=busy.actions[key].pk).update(lead=somebody.person, unit=health.unit)
    return somebody, Membership.objects.get(person=somebody.person)


def ended(busy, somebody, row):
    roles.end(membership_id=row.id, by=busy.committee.members["Health"].lead.actor)


def moved(busy, somebody, row):
    Membership.objects.filter(pk=row.pk).update(role="file_reader")


def last_day_over(busy, somebody, row):
    Membership.objects.filter(pk=row.pk).update(
        starts=timezone.localdate() - DAY, ends=timezone.localdate() - DAY
    )


def shut_out(busy, somebody, row):
    Person.objects.filter(pk=somebody.person.pk).update(is_active=False)


def service_closed(busy, somebody, row):
    health = busy.committee.members["Health"].unit
    type(health).objects.filter(pk=health.pk).update(closes=timezone.localdate() - DAY, closed_with=health)


def service_left(busy, somebody, row):
    health = busy.committee.members["Health"].unit
    Seat.objects.filter(organisation=health).update(
        starts=timezone.localdate() - 9 * DAY, ends=timezone.localdate() - DAY
    )


def part_off_while_away(busy, somebody, row):
    """While nobody of it could lead there was nothing to keep its part: with the role back, the part is not."""
    Membership.objects.filter(pk=row.pk).update(starts=timezone.localdate() + DAY)
    priority = busy.actions["stuck"].priority
    stands = priority_said(priority)
    kept = tuple(one for one in stands.parts if one[0] != busy.committee.members["Health"].unit.id)
    priorities.change(
        priority_id=priority.id,
        said=replace(stands, parts=kept, responsibility="one"),
        base=said_mark(stands),
        by=busy.committee.lead.actor,
    )
    Membership.objects.filter(pk=row.pk).update(starts=timezone.localdate())


def account_gone(busy, somebody, row):
    Action.objects.filter(pk=busy.actions["stuck"].pk).update(lead=None)


LEAVING = (
    ended,
    moved,
    last_day_over,
    shut_out,
    service_closed,
    service_left,
    part_off_while_away,
    account_gone,
)


@pytest.mark.parametrize("leave", LEAVING)
def test_a_board_says_it_when_a_lead_can_act_no_more_however_that_came_about(busy, leave):
    somebody, row = given_to(busy, "stuck")
    assert board(busy).urgent[Show.NOBODY] == 0
    leave(busy, somebody, row)
    found = board(busy)
    assert found.urgent[Show.NOBODY] == 1
    assert [(one.id, one.gives) for one in lines(found).values() if one.nobody] == [
        (busy.actions["stuck"].id, True)
    ]
    for by in By:
        narrowed = lines(board(busy, by=by, show=Show.NOBODY))
        assert list(narrowed) == [busy.actions["stuck"].id], by
    if leave is not account_gone:
        assert (somebody.person.id, somebody.person.name) in board_people.whose(found.scope)[0]
        named = lines(board(busy, show=Show.NOBODY, lead=somebody.person.id))
        assert list(named) == [busy.actions["stuck"].id]
    months = timeline.timeline(busy.committee.lead.actor, busy.committee.unit.id).months
    assert [line.id for one in months for line in one.lines if line.nobody] == [busy.actions["stuck"].id]


def test_what_is_found_from_who_left_is_what_every_action_says_of_its_own_lead(busy):
    for key, leave in (("late", ended), ("stuck", moved), ("waits", shut_out)):
        leave(busy, *given_to(busy, key, name=f"Somebody {key}"))
    other, _row = given_to(busy, "no_difference", name="Nurse Ann Bain")
    # Who has another role by which they read it has not left.
    health = busy.committee.members["Health"]
    Membership.objects.filter(person=other.person).update(ended_at=timezone.now())
    Membership.objects.create(
        person=other.person, unit=health.unit, role="reader", starts=timezone.localdate()
    )
    found = needing.of_ids(busy.committee.lead.actor)
    led = Action.objects.exclude(lead=None).select_related("priority__unit").filter(state__in=OPEN)
    assert {one.id: one.id in found for one in led} == {
        one.id: not people.able_to_lead(one.priority, one.lead_id or "") for one in led
    }
    assert len(found) == 3


def test_whoever_plans_for_a_service_is_asked_to_name_somebody_in_place_of_who_left(busy):
    police = busy.committee.members["Police"]
    ended(busy, *given_to(busy, "stuck"))

    def mine_of(who):
        return [one.id for one in mine.mine(who.actor).unled]

    health = busy.committee.members["Health"]
    assert mine_of(health.lead) == [busy.actions["stuck"].id]
    assert busy.actions["stuck"].id in mine_of(busy.committee.lead)
    assert mine_of(police.lead) == []
    # It stands on the board of the service that does it, not on that of another one that reads it.
    assert board(busy, health.lead, health.unit).urgent[Show.NOBODY] == 1
    assert board(busy, police.lead, police.unit).urgent[Show.NOBODY] == 0
    (one,) = [one for one in mine.mine(health.lead.actor).boards if one.unit.id == health.unit.id]
    assert one.urgent[Show.NOBODY] == 1


def test_who_only_reads_is_told_and_offered_nothing(busy):
    ended(busy, *given_to(busy, "stuck"))
    reader = busy.committee.reader
    (line,) = [one for one in lines(board(busy, reader)).values() if one.nobody]
    assert not line.gives
    assert mine.mine(reader.actor).unled == ()


def test_nobody_learns_of_it_on_a_board_where_they_do_not_read_the_priority(busy):
    ended(busy, *given_to(busy, "stuck"))
    priority = busy.actions["stuck"].priority
    type(priority).objects.filter(pk=priority.pk).update(only_me=True, owner="nobody")
    assert board(busy, busy.committee.reader).urgent[Show.NOBODY] == 0


def test_impact_is_said_to_be_shown_no_more_once_its_evidence_was_withdrawn(busy):
    lead = busy.committee.lead
    done = busy.actions["done"]
    Action.objects.filter(pk=done.pk).update(begun_on=timezone.localdate() - 40 * DAY)
    today = timezone.localdate()
    written = [
        items.write(
            unit_id=busy.committee.unit.id,
            framework=world.framework(),
            draft=world.draft(from_day=today - at * DAY, to_day=None, speaks_of="impact"),
            by=lead.actor,
        )
        for at in (2, 1)
    ]
    for one in written:
        proving.show_impact(action_id=done.id, item_id=one.id, by=lead.actor)
    assert board(busy).urgent[Show.UNSHOWN] == 0
    withdrawing.withdraw(item_id=written[0].id, why="It was about another team.", by=lead.actor)
    assert board(busy).urgent[Show.UNSHOWN] == 0, "another piece still shows it"
    withdrawing.withdraw(item_id=written[1].id, why="It was about another team.", by=lead.actor)
    found = board(busy, show=Show.ENDED)
    assert found.urgent[Show.UNSHOWN] == 1
    assert lines(found)[done.id].unshown
    assert list(lines(board(busy, show=Show.UNSHOWN))) == [done.id]
    withdrawing.bring_back(item_id=written[1].id, by=lead.actor)
    assert board(busy).urgent[Show.UNSHOWN] == 0
