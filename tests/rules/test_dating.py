"""Evidence from after the period that a broad view looks at."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.core.text import period
from speir.core.when import read_period
from speir.evaluations.rules.dating import AFTER_PERIOD, after_period

LAST = dt.date(2025, 12, 31)


@pytest.mark.parametrize(
    ("when", "after"),
    [
        ("31 December 2025", False),
        ("1 January 2026", True),
        ("January to March 2026", True),
        ("December 2025 to January 2026", False),
        ("2025/26", False),
        ("Q4 2025/26", True),
        ("2019", False),
    ],
)
def test_evidence_is_from_after_the_period_when_it_begins_after_its_last_day(when, after):
    assert after_period(read_period(when)[0], LAST) is after


def test_evidence_without_a_date_is_not_remarked_on():
    assert after_period(None, LAST) is False


@given(st.dates(), st.dates())
def test_a_day_within_the_period_is_never_after_it(one, other):
    day, last = sorted((one, other))
    assert not after_period(day, last)
    assert after_period(last, day) is (day != last)


def test_the_advice_names_the_period():
    said = AFTER_PERIOD % {"period": period(dt.date(2025, 1, 1), LAST)}
    assert said == "This is from after the period that the broad view looks at: 2025."
