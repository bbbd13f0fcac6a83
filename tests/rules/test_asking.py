"""Rules of asking: what may follow what, when somebody is reminded, and what counts as late or changed since."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.evaluations.rules import leading
from speir.evaluations.rules.asking import DECIDES, Dates, Move
from speir.evaluations.rules.leading import Made
from speir.evaluations.rules.reminding import FURTHEST, due_now

BY = dt.date(2026, 6, 30)
LONG_AGO = dt.date(2026, 1, 1)


def on(days: int) -> dt.date:
    """So many days after the day by which it is asked for."""
    return BY + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "reminder"),
    [
        (-15, ""),
        (-14, "14"),
        (-4, "14"),
        (-3, "3"),
        (0, "3"),
        (1, "late1"),
        (7, "late1"),
        (8, "late2"),
        (15, "late3"),
        (22, "late4"),
        (28, "late4"),
        (29, ""),
        (400, ""),
    ],
)
def test_a_reminder_comes_before_the_day_and_four_times_after_it(days, reminder):
    assert due_now(BY, on(days), LONG_AGO) == reminder


def test_each_reminder_is_due_for_some_days_and_then_never_again():
    said = [due_now(BY, on(days), LONG_AGO) for days in range(-60, 60)]
    runs = [one for one, before in zip(said, ["", *said], strict=False) if one != before]
    assert runs == ["14", "3", "late1", "late2", "late3", "late4", ""]
    assert due_now(BY, on(FURTHEST), LONG_AGO)
    assert not due_now(BY, on(FURTHEST + 1), LONG_AGO)


def test_nobody_is_reminded_of_what_the_last_letter_says():
    assert due_now(BY, on(-10), since=on(-10)) == ""
    assert due_now(BY, on(-3), since=on(-10)) == "3"
    assert due_now(BY, on(-2), since=on(-3)) == ""
    assert due_now(BY, on(1), since=on(0)) == "late1"
    assert due_now(BY, on(2), since=on(2)) == ""


def test_what_the_lead_may_do_goes_by_the_last_move():
    may = {
        made.value: {last.value for last in DECIDES if leading.possible(made, last)} for made in leading.AFTER
    }
    assert may == {
        "returned": {"submitted", "returned", "accepted"},
        "accepted": {"submitted", "returned"},
        "invited": {"declined", "withdrawn"},
        "withdrawn": {"invited"},
        "extended": {"invited", "agreed", "returned"},
    }
    assert leading.NOT_NOW.keys() == leading.AFTER.keys()


def test_a_later_day_counts_while_it_is_the_later_one():
    assert Dates(BY, on(7)).by == on(7)
    assert Dates(BY, on(-7)).by == BY
    assert Dates(BY).by == BY


def test_a_change_after_acceptance_is_told_until_that_is_accepted_itself():
    steps = [
        Made(Move.SUBMITTED, on(1)),
        Made(Move.RETURNED, on(2)),
        Made(Move.SUBMITTED, on(3)),
        Made(Move.ACCEPTED, on(4)),
        Made(Move.SUBMITTED, on(5)),
        Made(Move.ACCEPTED, on(6)),
    ]
    told = [leading.changed_since(steps[:end]) for end in range(len(steps) + 1)]
    assert told == [None, None, None, None, None, on(5), None]
    assert leading.first_came(steps) == on(1)
    assert leading.first_came([Made(Move.INVITED, on(0))]) is None
