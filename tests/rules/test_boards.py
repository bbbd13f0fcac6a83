"""What a board is asked for, what is urgent in words, and in which order things stand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.improvement.rules import boards
from speir.improvement.rules.boards import By, Show, Wanted
from speir.improvement.rules.naming import State

TODAY = dt.date(2026, 3, 3)


def test_an_address_says_what_somebody_wants_to_see():
    words = {"by": "date", "show": "stuck", "lead": "a" * 16, "unit": "b" * 16, "of": "2026-12", "page": "3"}
    assert boards.wanted(words) == Wanted(By.DATE, Show.STUCK, "a" * 16, "b" * 16, "2026-12", 3)


@given(st.dictionaries(st.sampled_from(["by", "show", "lead", "unit", "of", "page"]), st.text(max_size=80)))
def test_whatever_an_address_says_a_page_is_wanted(words):
    asked = boards.wanted(words)
    assert 1 <= asked.page <= boards.MOST_PAGES
    assert asked.by in By
    assert asked.show in Show


@pytest.mark.parametrize("bad", ["\x00", "a" * 15 + "\x00", "a1", "a" * 17, "9" * 5000])
def test_what_is_no_id_and_no_page_never_reaches_a_database(bad):
    assert boards.wanted({"lead": bad, "unit": bad}) == Wanted()
    assert boards.wanted({"page": bad}).page in (1, 999)


def test_something_else_is_wanted_from_its_first_page_on():
    assert Wanted(page=4, lead="a1").with_(show=Show.ENDED) == Wanted(show=Show.ENDED, lead="a1")


def test_what_is_urgent_is_said_in_words_and_what_there_is_none_of_is_not():
    counts = {Show.OVERDUE: 12, Show.STUCK: 1, Show.UNPROVED: 0, Show.OPEN: 40}
    assert boards.counted(counts) == [(Show.OVERDUE, "12 are overdue"), (Show.STUCK, "1 is stuck")]
    assert boards.pressing(counts) == "12 overdue and 1 stuck"
    assert boards.pressing({}) == ""


def test_every_state_is_open_or_has_ended():
    assert set(boards.STATES[Show.OPEN]) | set(boards.STATES[Show.ENDED]) == set(State)
    assert not set(boards.STATES[Show.OPEN]) & set(boards.STATES[Show.ENDED])


def test_overdue_comes_first_then_stuck_then_by_date_and_what_has_none_last():
    day = dt.timedelta(days=1)
    rows = [
        ("proposed", None),
        ("agreed", TODAY + 9 * day),
        ("stuck", TODAY + 30 * day),
        ("under_way", TODAY - day),
        ("stuck", TODAY - 9 * day),
    ]
    found = sorted(rows, key=lambda row: boards.urgency(row[0], row[1], TODAY))
    assert found == [rows[4], rows[3], rows[2], rows[1], rows[0]]


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(9900, 1, 1)), st.integers(-600, 600))
def test_months_are_counted_from_one_to_the_next(day, months):
    first = boards.later(day, months)
    assert first.day == 1
    assert boards.month_of(boards.month(first)) == first
    if first.year > 1900:
        assert (first.year - day.year) * 12 + first.month - day.month == months


@pytest.mark.parametrize(
    "key", ["", "2026", "2026-13", "2026-00", "26-01", "2026-1", "x", "２０２６-01", "0000-01"]
)
def test_what_is_no_month_is_none(key):
    assert boards.month_of(key) is None
    assert boards.month_name(key) == ""


def test_a_month_has_its_name():
    assert boards.month_name("2026-12") == "December 2026"


def test_numbers_stand_as_in_the_framework():
    assert boards.in_order(["2.10", "2.9", "1.1", "1.1", "x"]) == ["1.1", "2.9", "2.10", "x"]
