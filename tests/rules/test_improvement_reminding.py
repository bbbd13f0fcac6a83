"""When leads are reminded of an action, and when a digest is due and has something to say."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.improvement.rules.naming import Every, State
from speir.improvement.rules.reminding import (
    AFTER,
    FURTHEST,
    STANDS,
    STUCK_FOR,
    Mine,
    digest,
    digest_now,
    due_now,
    new_since,
    stuck_now,
)

DUE = dt.date(2026, 6, 30)
LONG_AGO = dt.date(2026, 1, 1)


def at(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type,misc]


def on(days: int) -> dt.date:
    """So many days after the day of the action."""
    return DUE + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "reminder"),
    [
        (-15, ""),
        (-14, "14"),
        (-4, "14"),
        (-3, "3"),
        (0, "3"),
        (1, "late1"),
        (13, "late1"),
        (14, "late14"),
        (28, "late28"),
        (84, "late84"),
        (FURTHEST - 1, "late84"),
        (FURTHEST, ""),
    ],
)
def test_a_reminder_comes_before_the_day_and_less_and_less_after_it(days, reminder):
    assert due_now(DUE, on(days), LONG_AGO) == reminder


def test_each_reminder_is_due_for_some_days_and_then_never_again():
    said = [due_now(DUE, on(days), LONG_AGO) for days in range(-60, 200)]
    runs = [one for one, before in zip(said, ["", *said], strict=False) if one != before]
    assert runs == ["14", "3", *(f"late{days}" for days in AFTER), ""]


def test_nobody_is_reminded_of_what_they_have_just_been_told_nor_without_a_day():
    assert due_now(DUE, on(-10), since=on(-10)) == ""
    assert due_now(DUE, on(-3), since=on(-10)) == "3"
    assert due_now(DUE, on(-14), since=on(-14)) == "14"
    assert due_now(DUE, on(5), since=on(3)) == ""
    assert due_now(None, on(5), LONG_AGO) == ""


def test_what_has_been_stuck_for_a_month_is_asked_about_for_a_while():
    said = on(0)
    assert stuck_now(State.STUCK, said, on(STUCK_FOR - 1)) == ""
    assert stuck_now(State.STUCK, said, on(STUCK_FOR)) == "stuck"
    assert stuck_now(State.STUCK, said, on(STUCK_FOR + STANDS - 1)) == "stuck"
    assert stuck_now(State.STUCK, said, on(STUCK_FOR + STANDS)) == ""
    assert stuck_now(State.UNDER_WAY, said, on(STUCK_FOR)) == ""
    assert stuck_now(State.STUCK, None, on(STUCK_FOR)) == ""


@pytest.mark.parametrize(
    ("every", "now", "name"),
    [
        (Every.WEEK, at(2026, 3, 2, 6, 59), ""),
        (Every.WEEK, at(2026, 3, 2, 7, 0), "2026-W10"),
        (Every.WEEK, at(2026, 3, 3, 23, 0), "2026-W10"),
        (Every.WEEK, at(2026, 3, 4, 9, 0), ""),
        (Every.WEEK, at(2027, 1, 4, 9, 0), "2027-W01"),
        (Every.DAY, at(2026, 3, 6, 9, 0), "2026-03-06"),
        (Every.DAY, at(2026, 3, 7, 9, 0), ""),
        (Every.DAY, at(2026, 3, 8, 9, 0), ""),
        (Every.NEVER, at(2026, 3, 2, 9, 0), ""),
    ],
)
def test_a_digest_is_due_in_the_morning_of_its_day(every, now, name):
    assert digest_now(every, now) == name


def test_a_digest_calls_new_what_was_agreed_since_the_one_before():
    monday, friday = dt.date(2026, 3, 2), dt.date(2026, 3, 6)
    assert new_since(Every.WEEK, monday) == dt.date(2026, 2, 23)
    assert new_since(Every.DAY, monday) == dt.date(2026, 2, 27)
    assert new_since(Every.DAY, friday) == dt.date(2026, 3, 5)


def test_a_digest_counts_and_tells_days():
    found = digest(
        [
            Mine(State.STUCK, on(-10), leads=True),
            Mine(State.AGREED, on(-3), leads=False, agreed_on=on(-1)),
            Mine(State.UNDER_WAY, on(14), leads=True, agreed_on=on(-30)),
            Mine(State.UNDER_WAY, on(15), leads=True),
            Mine(State.DONE, on(-90), leads=True),
            Mine(State.NO_DIFFERENCE, on(-90), leads=False),
        ],
        on(0),
        on(-7),
    )
    assert (found.leads, found.helps, found.new, found.stuck, found.unproved) == (3, 1, 1, 1, 1)
    assert (found.overdue, found.overdue_since) == (2, on(-10))
    assert (found.soon, found.next_day) == (1, on(14))
    assert not found.quiet


@pytest.mark.parametrize(
    "actions", [[], [Mine(State.UNDER_WAY, on(60), leads=True)], [Mine(State.DONE, on(-60), leads=True)]]
)
def test_a_digest_is_quiet_where_there_is_nothing_to_do_now(actions):
    assert digest(actions, on(0), on(-7)).quiet
