"""Periods as people write them."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.core.errors import Refused
from speir.core.text import period
from speir.core.when import read_period

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))


@given(DAYS, DAYS)
def test_a_period_reads_back_as_it_is_said(one, other):
    start, end = sorted((one, other))
    assert read_period(period(start, end)) == (start, end)


@given(DAYS.map(lambda d: d.replace(day=1)), DAYS)
def test_whole_months_and_years_read_back_as_they_are_said(start, later):
    after = max(start, later)
    end = (after.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    assert read_period(period(start, end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("3 March 2026", (2026, 3, 3), (2026, 3, 3)),
        ("3rd March 2026", (2026, 3, 3), (2026, 3, 3)),
        ("3 mar 2026", (2026, 3, 3), (2026, 3, 3)),
        ("3 Sept. 2026", (2026, 9, 3), (2026, 9, 3)),
        ("3 March, 2026", (2026, 3, 3), (2026, 3, 3)),
        ("03/04/2026", (2026, 4, 3), (2026, 4, 3)),
        ("3.4.2026", (2026, 4, 3), (2026, 4, 3)),
        ("2026-03-03", (2026, 3, 3), (2026, 3, 3)),
        ("April 2026", (2026, 4, 1), (2026, 4, 30)),
        ("  april   2026 ", (2026, 4, 1), (2026, 4, 30)),
        ("February 2024", (2024, 2, 1), (2024, 2, 29)),
        ("2026", (2026, 1, 1), (2026, 12, 31)),
        ("January to June 2026", (2026, 1, 1), (2026, 6, 30)),
        ("January – June 2026", (2026, 1, 1), (2026, 6, 30)),
        ("January until June 2026", (2026, 1, 1), (2026, 6, 30)),
        ("January - June 2026", (2026, 1, 1), (2026, 6, 30)),
        ("November to February 2026", (2025, 11, 1), (2026, 2, 28)),
        ("13 to 24 April 2026", (2026, 4, 13), (2026, 4, 24)),
        ("28 December to 4 January 2026", (2025, 12, 28), (2026, 1, 4)),
        ("2025 to 2026", (2025, 1, 1), (2026, 12, 31)),
        ("2025–2026", (2025, 1, 1), (2026, 12, 31)),
        ("1/4/2025 to 31/3/2026", (2025, 4, 1), (2026, 3, 31)),
    ],
)
def test_a_period_is_read_in_whatever_way_it_is_written(text, first, last):
    assert read_period(text) == (dt.date(*first), dt.date(*last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "March",
        "3 March",
        "1 to 2 to 3 March 2026",
        "3 Marchember 2026",
        "to",
        "3 to 5",
        "31 to 2026",
        "\x00",
        "April 2026 to",
        "=1+1",
        "<script>",
        "31/3/26",
    ],
)
def test_what_names_no_period_is_answered_with_what_does(text):
    with pytest.raises(Refused) as refused:
        read_period(text)
    assert refused.value.code == "period-unread"
    *_, shapes = refused.value.sentence.partition("such as ")
    for shape in shapes.removesuffix(".").replace(" or ", ", ").split(", "):
        assert read_period(shape), shape


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 February 2026", "There is no 31 February 2026."),
        ("31/02/2026", "There is no 31 February 2026."),
        ("2026-02-31", "There is no 31 February 2026."),
        ("29 February 2026 to 3 March 2026", "There is no 29 February 2026."),
        ("31 to 30 April 2026", "There is no 31 April 2026."),
        ("3 March to 31 June 2026", "There is no 31 June 2026."),
        ("0 March 2026", "There is no 0 March 2026."),
        ("0 to 5 March 2026", "There is no 0 March 2026."),
        ("3/25/2026", "There is no month 25. Write the day first, then the month: 25/3/2026."),
        ("2026-00-05", "There is no month 0. Write the day first, then the month: 25/3/2026."),
    ],
)
def test_a_day_that_there_is_not_is_named(text, sentence):
    with pytest.raises(Refused) as refused:
        read_period(text)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0000", "Enter a date from 1990 onwards. Is the year right?"),
        ("February 0000 to 2026", "Enter a date from 1990 onwards. Is the year right?"),
        ("1989 to 2026", "Enter a date from 1990 onwards. Is the year right?"),
        ("December to January 1990", "Enter a date from 1990 onwards. Is the year right?"),
        ("2026 to 2100", "Enter a date up to 2099. Is the year right?"),
        ("31/12/9999", "Enter a date up to 2099. Is the year right?"),
    ],
)
def test_a_year_that_nobody_means_is_refused(text, sentence):
    with pytest.raises(Refused) as refused:
        read_period(text)
    assert refused.value.sentence == sentence


@given(st.text(max_size=30))
def test_no_text_is_too_strange_to_be_answered(text):
    found: tuple[dt.date, ...] = ()
    with contextlib.suppress(Refused):
        found = read_period(text)
    assert all(1990 <= each.year <= 2099 for each in found)
