"""What an agreed judgement came from, in words, and what is still to be agreed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.agreed import came_since, differs, range_said, still_open
from speir.evaluations.rules.spread import spread
from tests.factories.records import LEVELS


def of(*keys: str, not_evaluated: int = 0):
    return spread([LEVELS[key] if key else None for key in keys], not_evaluated=not_evaluated)


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (of("good", "weak", "good", "good", "good"), "From good to weak: four say good, one says weak."),
        (
            of("very_good", "good", "weak"),
            "From very good to weak: one says very good, one says good, one says weak.",
        ),
        (of("good", "good"), "Both say good."),
        (of("good"), "One organisation judged it: good."),
        (of("good", ""), "One says good. One gave no level."),
        (of("good", "good", not_evaluated=1), "Two say good. One did not evaluate it."),
        (of("", ""), "No organisation gave a level."),
        (of(), ""),
    ],
)
def test_the_range_is_said_in_words(given_, said):
    assert range_said(given_) == said


@given(st.lists(st.sampled_from(["", *LEVELS]), max_size=9), st.integers(0, 3))
def test_the_range_names_every_level_that_was_given_and_holds_no_figure(keys, left_out):
    said = range_said(of(*keys, not_evaluated=left_out)).lower()
    assert all(LEVELS[key].name.lower() in said for key in keys if key)
    assert not any(sign.isdigit() or sign == "%" for sign in said)


def test_what_is_judged_or_said_not_to_be_agreed_is_not_open_and_wide_gaps_come_first():
    wide, narrow = of("very_good", "weak"), of("good", "adequate")
    assert still_open(judged=True, agreement=None, spread=wide) == ""
    assert still_open(judged=False, agreement=False, spread=wide) == ""
    assert still_open(judged=False, agreement=None, spread=wide).startswith("The organisations are far apart")
    assert still_open(judged=False, agreement=None, spread=narrow) == "Still to be agreed."
    assert still_open(judged=False, agreement=None, spread=of()) == "No organisation has judged it yet."
    assert still_open(judged=False, agreement=True, spread=narrow).startswith("A level was agreed")


def test_another_level_than_was_agreed_is_said_and_the_same_is_not():
    assert differs("Good", "Good") == ""
    assert differs("", "Good") == ""
    assert differs("Very good", "Weak").startswith("What was agreed was very good; what is written is weak.")


def test_who_handed_in_after_it_was_written_down_is_named_with_the_day():
    day = dt.date(2026, 6, 3)
    came = [("Health", day), ("Police", dt.date(2026, 7, 1)), ("Schools", None)]
    assert came_since(came, day) == "Handed in after that: Police (1 July 2026)."
    assert came_since(came, dt.date(2026, 7, 1)) == ""
