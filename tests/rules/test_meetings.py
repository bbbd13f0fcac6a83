"""What a meeting says, which meetings stand beside it, and in which order it goes through its actions."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.improvement.rules.meetings import (
    Between,
    Said,
    Turn,
    Up,
    began_as,
    between,
    check,
    in_order,
    latest_before,
    said_mark,
    turn,
)
from speir.improvement.rules.naming import State

TODAY, AFTER = dt.date(2026, 3, 3), dt.date(2026, 4, 7)


def up(state: str, due: dt.date | None, *, waits: bool = False, id: str = "a", place: int = 0) -> Up:
    return Up(id, state, due, waits, (place,))


def test_a_meeting_has_a_name_that_fits_and_a_day_past_or_to_come():
    assert check(Said("Committee", dt.date(1999, 1, 1))) == []
    assert {one.code for one in check(Said(" ", None))} == {"meeting-unnamed", "meeting-undated"}
    assert [one.code for one in check(Said("x" * 201, TODAY))] == ["text-too-long"]


def test_a_form_has_the_same_mark_whatever_space_stands_at_the_end_of_its_name():
    assert said_mark(Said("Committee ", TODAY)) == said_mark(Said("Committee", TODAY))
    assert said_mark(Said("Committee", TODAY)) != said_mark(Said("Committee", AFTER))


def test_the_meetings_before_and_after_are_the_nearest_of_another_day():
    days = [dt.date(2026, 1, 6), dt.date(2026, 2, 3), TODAY, TODAY, AFTER, dt.date(2026, 5, 5)]
    assert between(TODAY, days, TODAY) == Between(TODAY, dt.date(2026, 2, 3), AFTER, dt.date(2026, 2, 3))
    assert between(TODAY, [], TODAY) == Between(TODAY, None, None, None)


def test_nothing_can_have_changed_since_a_meeting_that_is_still_to_come():
    days = [dt.date(2026, 2, 3), AFTER, dt.date(2026, 12, 1)]
    told = between(dt.date(2026, 12, 1), days, TODAY)
    assert (told.before, told.last) == (AFTER, dt.date(2026, 2, 3))


def test_the_latest_meeting_before_a_day_is_none_of_that_day():
    days = [dt.date(2026, 1, 6), dt.date(2026, 2, 3), TODAY]
    assert latest_before(TODAY, days) == dt.date(2026, 2, 3)
    assert latest_before(TODAY, [TODAY]) is None


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (up(State.UNDER_WAY, dt.date(2026, 3, 2)), Turn.OVERDUE),
        (up(State.STUCK, dt.date(2026, 3, 2)), Turn.OVERDUE),
        (up(State.UNDER_WAY, TODAY), Turn.SOON),
        (up(State.STUCK, AFTER), Turn.STUCK),
        (up(State.AGREED, AFTER, waits=True), Turn.WAITING),
        (up(State.DONE, dt.date(2026, 3, 2), waits=True), Turn.REST),
        (up(State.AGREED, AFTER), Turn.SOON),
        (up(State.AGREED, AFTER + dt.timedelta(days=1)), Turn.REST),
        (up(State.PROPOSED, None), Turn.REST),
        (up(State.PROPOSED, dt.date(2026, 3, 2)), Turn.SOON),
    ],
)
def test_an_action_comes_up_for_the_first_reason_that_fits(one, why):
    assert turn(one, today=TODAY, after=AFTER) is why


def test_without_a_next_meeting_nothing_is_due_before_it():
    assert turn(up(State.AGREED, TODAY), today=TODAY, after=None) is Turn.REST


def test_within_each_reason_the_earliest_day_comes_first_and_what_has_none_last():
    lines = [
        up(State.AGREED, None, id="none"),
        up(State.AGREED, dt.date(2026, 9, 1), id="late"),
        up(State.AGREED, dt.date(2026, 8, 1), id="second", place=2),
        up(State.AGREED, dt.date(2026, 8, 1), id="first", place=1),
    ]
    assert [one.id for _why, one in in_order(lines, today=TODAY, after=AFTER)] == [
        "first",
        "second",
        "late",
        "none",
    ]


@given(
    st.lists(
        st.builds(
            Up,
            st.text(min_size=1, max_size=3),
            st.sampled_from([one.value for one in State]),
            st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 1)),
            st.booleans(),
            st.tuples(st.integers(0, 3)),
        ),
        max_size=12,
    )
)
def test_every_action_comes_up_once_and_the_reasons_follow_one_another(lines):
    found = in_order(lines, today=TODAY, after=AFTER)
    assert sorted(one.id for _why, one in found) == sorted(one.id for one in lines)
    at = [list(Turn).index(why) for why, _one in found]
    assert at == sorted(at)


def test_what_was_said_in_a_meeting_does_not_move_an_action_in_it():
    assert began_as(State.DONE, [State.STUCK, State.UNDER_WAY]) == State.STUCK
    assert began_as(State.AGREED, []) == State.AGREED
