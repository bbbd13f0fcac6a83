"""Periods as people write them."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.core.errors import Refused
from speir.core.text import period
from speir.core.when import read_period, understood

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
        ("2024–2026", (2024, 1, 1), (2026, 12, 31)),
        ("2024-2026", (2024, 1, 1), (2026, 12, 31)),
        ("1/4/2025 to 31/3/2026", (2025, 4, 1), (2026, 3, 31)),
        ("1/4/2025–31/3/2026", (2025, 4, 1), (2026, 3, 31)),
        ("3 March 2025–12 April 2026", (2025, 3, 3), (2026, 4, 12)),
        ("March 2025 - 26 April 2026", (2025, 3, 1), (2026, 4, 26)),
        ("Apr-Jun 2025", (2025, 4, 1), (2025, 6, 30)),
        ("2025-06", (2025, 6, 1), (2025, 6, 30)),
        ("2025-06 to 2025-08", (2025, 6, 1), (2025, 8, 31)),
        ("2025/2026", (2025, 4, 1), (2026, 3, 31)),
        ("2025 / 26", (2025, 4, 1), (2026, 3, 31)),
        ("1999/00", (1999, 4, 1), (2000, 3, 31)),
        ("2011/12", (2011, 4, 1), (2012, 3, 31)),
        ("2023/24 to 2025/26", (2023, 4, 1), (2026, 3, 31)),
        ("2023–24 – 2025–26", (2023, 4, 1), (2026, 3, 31)),
        ("June 2025 to 2025/26", (2025, 6, 1), (2026, 3, 31)),
        ("Q1 to Q3 2025/26", (2025, 4, 1), (2025, 12, 31)),
        ("Q3 2024/25 to Q1 2025/26", (2024, 10, 1), (2025, 6, 30)),
        ("quarter 4 of 2025/26", (2026, 1, 1), (2026, 3, 31)),
        ("Q 2, 2025-26", (2025, 7, 1), (2025, 9, 30)),
    ],
)
def test_a_period_is_read_in_whatever_way_it_is_written(text, first, last):
    assert read_period(text) == (dt.date(*first), dt.date(*last))


YEARS = st.integers(1990, 2098)
PAIRS = ("{0}/{2:02}", "{0}-{2:02}", "{0}–{2:02}", "{0}/{1}", "financial year {0}/{2:02}", "FY {0}/{2:02}")


def pair(year: int, form: str) -> str:
    return form.format(year, year + 1, (year + 1) % 100)


@given(YEARS, st.sampled_from(PAIRS))
def test_a_reporting_year_runs_from_april_to_march_however_it_is_written(year, form):
    written = pair(year, form)
    whole = dt.date(year, 4, 1), dt.date(year + 1, 3, 31)
    if form in PAIRS[1:3] and (year + 1) % 100 in range(1, 13):
        with pytest.raises(Refused, match="two ways"):
            read_period(written)
    else:
        assert read_period(written) == whole


@given(
    YEARS, st.sampled_from(["Q{0} {1}", "{1} Q{0}", "q{0} of {1}", "Quarter {0}, {1}", "{1}, quarter {0}"])
)
def test_the_four_quarters_of_a_reporting_year_lie_end_to_end_and_fill_it(year, form):
    quarters = [read_period(form.format(n, pair(year, PAIRS[0]))) for n in (1, 2, 3, 4)]
    assert [(start.day, start.month) for start, _ in quarters] == [(1, 4), (1, 7), (1, 10), (1, 1)]
    for (_, end), (start, _) in itertools.pairwise(quarters):
        assert start - end == dt.timedelta(days=1)
    assert (quarters[0][0], quarters[3][1]) == read_period(pair(year, PAIRS[0]))


@given(YEARS, st.integers(1, 4), st.sampled_from(["{0} Q{2}", "Q{2} {0}", "{0}-{1}", "{0}–{1}", "{0} - {1}"]))
def test_what_can_be_read_in_two_ways_is_refused_with_both_of_them(year, number, form):
    with pytest.raises(Refused) as refused:
        read_period(form.format(year, year + 1, number))
    _, ways = refused.value.sentence.removesuffix(".").split(" can be read in two ways. Write ")
    read = set()
    for way in ways.split(", or "):
        written, _, meant = way.partition(" for ")
        first, last = read_period(written)
        read.add((first, last))
        if meant and "both years" not in meant:
            assert read_period(meant) == (first, last)
    assert len(read) == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "2011-12",
            "“2011-12” can be read in two ways. Write 2011/12 for April 2011 to March 2012, or December 2011.",
        ),
        ("2025/27", "“2025/27” names no reporting year. Write 2025/26 for April 2025 to March 2026."),
        ("2025/24", "“2025/24” names no reporting year. Write 2025/26 for April 2025 to March 2026."),
        ("2025/06", "“2025/06” names no reporting year. Write 2025/26 for April 2025 to March 2026."),
        ("Q2 2025/27", "“2025/27” names no reporting year. Write 2025/26 for April 2025 to March 2026."),
        (
            "2025 Q3",
            "“2025 Q3” can be read in two ways. "
            "Write Q3 2025/26 for October to December 2025, or July to September 2025.",
        ),
        ("Q5 2025/26", "There is no quarter 5. A year has four, the first from April."),
        ("Q0 2025", "There is no quarter 0. A year has four, the first from April."),
        ("1989/90", "Enter a date from 1990 onwards. Is the year right?"),
        ("2099/00", "Enter a date up to 2099. Is the year right?"),
    ],
)
def test_what_is_no_reporting_year_or_quarter_is_told_what_to_write(text, sentence):
    with pytest.raises(Refused) as refused:
        read_period(text)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025/26", "April 2025 to March 2026"),
        ("2025 / 26", "April 2025 to March 2026"),
        ("Q2 2025/26", "July to September 2025"),
        ("april 2026", ""),
        ("3 March 2026", ""),
        ("03/03/2026", "3 March 2026"),
    ],
)
def test_what_was_understood_is_said_where_it_was_typed_otherwise(text, said):
    assert understood(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Q2",
        "Q2 to Q3",
        "Q2 last year",
        "November to 2025/26",
        "school year 2025/26",
        "25/26",
        "2025/6",
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
