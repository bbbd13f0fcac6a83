"""A unit's board: what stands on it, in which order, and that its reader sees no more than they may."""

from __future__ import annotations

import dataclasses
from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.core.errors import NotYours
from speir.core.ids import new_id
from speir.improvement.models import Action, Dependency, NothingNow
from speir.improvement.policy import doing as policy
from speir.improvement.queries import board_lines, board_page
from speir.improvement.queries.board_people import whose
from speir.improvement.rules.boards import By, Show, Wanted, month
from tests import world_boards
from tests import world_improvement as wi
from tests.kept import kept

once = kept(world_boards.busy)


@pytest.fixture
def busy(db, once):
    return deepcopy(once)


def read(busy, who=None, unit=None, **wanted):
    committee = busy.committee
    return board_page.board((who or committee.lead).actor, (unit or committee.unit).id, Wanted(**wanted))


def titles(board):
    return [line.title for group in board.groups for line in group.lines]


def test_actions_stand_under_their_priorities_by_date_and_what_has_none_last(busy):
    board = read(busy)
    assert [group.name for group in board.groups] == [
        "Share what we know sooner",
        "Hear children before we decide",
        "Plan with families",
    ]
    assert [line.title for line in board.groups[0].lines] == [
        "Ring the school the same day",
        "Write one form for all three services",
        "Train the night team",
        "Ask schools what they need",
    ]
    assert board.groups[0].numbers == ("1.1", "3.2")
    assert (board.groups[2].lines, board.groups[2].head.any) == ((), False)


def test_what_is_looked_at_first_is_counted(busy):
    board = read(busy)
    counts = {
        Show.OVERDUE: 1,
        Show.STUCK: 1,
        Show.UNPROVED: 1,
        Show.NO_DIFFERENCE: 1,
        Show.UNDATED: 2,
        Show.OPEN: 7,
        Show.NOBODY: 0,
        Show.UNSHOWN: 0,
    }
    assert board.urgent == counts
    for show, count in counts.items():
        for by in By:
            if by is not By.DATE or show not in (Show.UNDATED, Show.OPEN):
                assert len(set(titles(read(busy, by=by, show=show)))) == count, (by, show)


def test_what_waits_for_somebody_elses_action_says_for_which(busy):
    board = read(busy, show=Show.WAITING)
    assert titles(board) == ["Write one form for all three services", "Train the night team"]
    need = board.groups[0].lines[1].waits[0]
    assert (need.title, need.state, need.lead) == (
        "Write one form for all three services",
        "stuck",
        "Police lead",
    )
    assert board.groups[0].lines[0].waits[0].late == "2 weeks overdue"


def test_an_action_waits_for_nobody_once_what_it_needs_is_done(busy):
    Action.objects.filter(pk=busy.actions["stuck"].pk).update(state="done")
    assert titles(read(busy, show=Show.WAITING)) == []


def test_by_date_the_months_stand_in_order_and_one_alone_can_be_asked_for(busy):
    board = read(busy, by=By.DATE)
    assert [line.due for group in board.groups for line in group.lines] == sorted(
        line.due for group in board.groups for line in group.lines
    )
    key = month(busy.actions["waits"].due)
    only = read(busy, by=By.DATE, of=key)
    assert {group.key for group in only.groups} == {key}
    assert "Train the night team" in titles(only)
    assert titles(read(busy, by=By.DATE, of="never")) == []


def test_by_indicator_an_action_stands_under_each_and_what_has_none_comes_last(busy):
    wi.action(busy.priorities["proposed"], busy.committee.lead, title="Ask parents")
    board = read(busy, by=By.INDICATOR)
    assert [group.name.split()[0] if group.name else "" for group in board.groups] == [
        "1.1",
        "2.1",
        "3.2",
        "",
    ]
    assert [line.title for line in board.groups[0].lines] == [line.title for line in board.groups[2].lines]
    assert [line.title for line in board.groups[3].lines] == ["Ask parents"]


def test_by_plan_an_action_stands_under_each_that_its_priority_feeds(busy):
    board = read(busy, by=By.PLAN)
    assert [group.name for group in board.groups] == [
        "CPC action plan",
        "Integrated Children’s Services Plan",
        "Policing business plan",
    ]
    assert titles(read(busy, by=By.PLAN, of="committee")) == [line.title for line in board.groups[0].lines]


def test_an_agencys_board_has_its_own_and_what_it_does_for_the_partnership(busy):
    police = busy.committee.members["Police"]
    board = read(busy, police.lead, police.unit)
    assert titles(board) == ["Train the night team", "Hand out the new notebooks"] or set(titles(board)) == {
        "Train the night team",
        "Hand out the new notebooks",
    }
    assert read(busy, police.lead, police.unit, by=By.DATE).urgent == board.urgent


def test_what_nobody_is_said_to_do_yet_stands_with_whoever_sees_to_it(busy):
    health = busy.committee.members["Health"]
    board = read(busy, health.lead, health.unit)
    assert "Find a quiet room in each office" in titles(board)
    assert "Ring the school the same day" not in titles(board)


def test_nobody_reads_a_board_elsewhere_and_the_committee_no_priority_of_an_agency(busy):
    committee = busy.committee
    with pytest.raises(NotYours):
        read(busy, committee.stranger)
    with pytest.raises(NotYours):
        read(busy, committee.lead, committee.members["Police"].unit)
    for words in (new_id(), "x", "\x00", "x" * 5000):
        with pytest.raises(NotYours):
            board_page.board(committee.lead.actor, words, Wanted())


def test_a_member_sees_on_the_committees_board_what_it_has_a_part_in(busy):
    police = busy.committee.members["Police"]
    board = read(busy, police.lead)
    assert [group.name for group in board.groups] == ["Share what we know sooner"]
    for by in By:
        for show in Show:
            seen = {
                line.id for group in read(busy, police.lead, by=by, show=show).groups for line in group.lines
            }
            assert seen <= set(policy.visible_to(police.lead.actor).values_list("pk", flat=True))


def test_the_many_are_found_by_date_as_the_few_are(busy, monkeypatch):
    few = read(busy, by=By.DATE)
    monkeypatch.setattr(board_page, "MANY", 0)
    assert read(busy, by=By.DATE).groups == few.groups
    police = busy.committee.members["Police"]
    many = read(busy, police.lead, police.unit, by=By.DATE)
    monkeypatch.setattr(board_page, "MANY", 500)
    assert read(busy, police.lead, police.unit, by=By.DATE).groups == many.groups


def test_a_board_can_be_narrowed_down_to_whose_it_is(busy):
    committee, police = busy.committee, busy.committee.members["Police"]
    board = read(busy, lead=police.lead.person.id)
    assert titles(board) == ["Write one form for all three services"]
    assert titles(board_page.board(committee.lead.actor, committee.unit.id, Wanted(unit=police.unit.id))) == [
        "Train the night team"
    ]
    assert titles(read(busy, lead="nobody")) == []
    leads, units = whose(board.scope)
    assert [name for _id, name in leads] == ["Morag Sinclair", "Police lead"]
    assert [name for _id, name in units] == ["Health", committee.unit.name, "Police"]


def test_a_closed_priority_stands_with_what_has_ended_alone(busy):
    hear = busy.priorities["hear"]
    type(hear).objects.filter(pk=hear.pk).update(state="closed", closed_at=timezone.now())
    assert "Hear children before we decide" not in [group.name for group in read(busy).groups]
    assert read(busy).urgent[Show.UNPROVED] == 0
    Action.objects.filter(pk=busy.actions["done"].pk).update(state="closed")
    assert titles(read(busy, show=Show.ENDED)) == ["Ask each child who speaks for them"]


def test_nothing_at_present_is_an_answer(busy):
    unit = busy.committee.unit
    assert read(busy).nothing is None
    NothingNow.objects.create(
        unit=unit, reason="We finish what we began.", by_name="Una Petrie", at=timezone.now()
    )
    assert read(busy).nothing.reason == "We finish what we began."


@pytest.mark.parametrize("by", list(By))
def test_pages_of_a_board_hold_every_action_once_and_in_order(busy, by):
    committee = busy.committee
    for at in range(40):
        wi.action(busy.priorities["share"], committee.lead, title=f"Action {at:02}")
    whole, page = [], 1
    while True:
        board = read(busy, by=by, page=page)
        found = titles(board)
        assert len(found) <= board_lines.PAGE
        whole += found
        if not board.more:
            break
        page += 1
    assert page > 1
    expected = {row.title for row in Action.objects.filter(priority__unit=committee.unit)}
    expected -= {"Ask schools what they need", "Find a quiet room in each office"} if by is By.DATE else set()
    assert set(whole) == expected
    times = 2 if by in (By.INDICATOR, By.PLAN) else 1
    assert whole.count("Action 07") == times
    assert read(busy, by=by, page=page + 1).groups == ()


def test_a_board_costs_the_same_however_much_there_is_to_do(busy):
    def cost(by):
        read(busy, by=by)
        with CaptureQueriesContext(connection) as seen:
            read(busy, by=by)
        return len(seen)

    small = {by: cost(by) for by in By}
    for at in range(12):
        wi.action(busy.priorities["share"], busy.committee.lead, title=f"More {at}", state="agreed")
        wi.priority(busy.committee.unit, busy.committee.lead, title=f"Another {at}")
    assert {by: cost(by) for by in By} == small
    assert max(small.values()) <= 9, small


def test_a_line_bears_the_indicators_of_its_priority_and_what_it_waits_for(busy):
    lines = [line for group in read(busy, by=By.DATE).groups for line in group.lines]
    line = next(line for line in lines if line.title == "Write one form for all three services")
    assert line.numbers == ("1.1", "3.2")
    assert [need.title for need in line.waits] == ["Ring the school the same day"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        line.title = "x"


def test_of_what_is_not_open_to_the_reader_no_more_is_told_than_that_it_is_there(busy):
    Dependency.objects.create(action=busy.actions["late"], needs=busy.actions["own"])
    line = next(line for line in read(busy).groups[0].lines if line.title == "Ring the school the same day")
    assert [(need.id, need.title, need.lead) for need in line.waits] == [("", "", "")]
