"""Periods as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        "31 February 2026",
        "31/13/2026",
        "2026-13-01",
        "1 to 2 to 3 March 2026",
        "3 Marchember 2026",
        "to",
        "3 to 5",
        "31 to 2026",
        "0000",
        "\x00",
        "April 2026 to",
        "=1+1",
        "<script>",
    ],
)
def test_what_names_no_period_is_nothing(text):
    assert read_period(text) is None


@given(st.text(max_size=30))
def test_no_text_is_too_strange_to_be_read(text):
    found = read_period(text)
    assert found is None or all(isinstance(each, dt.date) for each in found)
