"""Judging together: the plain facts, the short code, and what may be typed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules import moderating
from speir.evaluations.rules.moderating import View, facts, read_code, spread
from speir.frameworks.rules.levels import CountsAs, Level

KEYS = ("unsatisfactory", "weak", "adequate", "good", "very_good", "excellent")
LEVELS = [
    Level(key, key, key.replace("_", " ").capitalize(), at, CountsAs.STRENGTH, False, "")
    for at, key in enumerate(KEYS, start=1)
]
BY_KEY = {level.key: level for level in LEVELS}


def views(*keys: str, standpoints: str = "") -> list[View]:
    whose = standpoints.split() or [""] * len(keys)
    return [View(BY_KEY.get(key), who) for key, who in zip(keys, whose, strict=True)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (views(), ()),
        (views("good"), ()),
        (views("good", "good"), ("Both say good.",)),
        (views("good", "good", "good"), ("All three say good.",)),
        (
            views("good", "adequate"),
            (
                "No two say the same.",
                "All are within one level of each other.",
                "The widest gap is from adequate to good, one level apart.",
            ),
        ),
        (
            views("good", "good", "weak", "none"),
            (
                "Two of three say the same: good.",
                "Two of three are within one level of each other.",
                "The widest gap is from weak to good, two levels apart.",
                "One gave no level.",
            ),
        ),
        (
            views("weak", "weak", "good", "good"),
            (
                "At most two of four say the same.",
                "At most two of four are within one level of each other.",
                "The widest gap is from weak to good, two levels apart.",
            ),
        ),
        (
            views("unsatisfactory", "adequate", "excellent"),
            (
                "No two say the same.",
                "No two are within one level of each other.",
                "The widest gap is from unsatisfactory to excellent, five levels apart.",
            ),
        ),
    ],
)
def test_the_facts_are_said_plainly(given, said):
    assert facts(given) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (views("good", "weak", standpoints="Health Police"), ["Health sees it higher than Police does."]),
        (
            views("good", "weak", "adequate", standpoints="Health Police Reporter"),
            ["Health sees it higher than the others do.", "Police sees it lower than the others do."],
        ),
        # one of Health's is no higher than Police's: it cannot be said of Health
        (views("good", "weak", "weak", standpoints="Health Health Police"), []),
        (views("good", "weak", standpoints="Health Health"), []),
        ([View(BY_KEY["good"], ""), View(BY_KEY["weak"], "Police")], []),
    ],
)
def test_a_standpoint_sees_it_higher_only_where_every_view_of_it_says_so(given, said):
    assert [one for one in facts(given) if " sees it " in one] == said


@given(st.lists(st.sampled_from([*KEYS, "none"]), max_size=40))
def test_the_facts_hold_no_sum_no_share_and_no_figure_for_a_level(keys):
    said = " ".join(facts(views(*keys)))
    assert not any(word in said for word in ("%", "mean", "average", "score", "per cent"))
    counted = spread(views(*keys), LEVELS)
    assert sum(count for _level, count in counted) == len(keys)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("k7q3m", "k7q3m"),
        (" K7Q-3M ", "k7q3m"),
        ("o0il1", "00111"),
        ("k7q3", ""),
        ("k7q3u", ""),  # u is in no code
        ("'; drop", ""),
        ("k" * 17, ""),
        ("", ""),
    ],
)
def test_a_code_is_read_as_it_comes_from_a_telephone(typed, code):
    assert read_code(typed) == code


def test_a_day_that_is_over_and_no_indicator_are_refused_together():
    today = dt.date(2026, 3, 2)
    broken = moderating.check_begin(indicators=[], known=["1.1"], until=dt.date(1900, 1, 1), today=today)
    assert [one.field for one in broken] == ["indicators", "until"]


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"choice": "good", "sure": "", "why": ""}, []),
        ({"choice": "not_evaluated", "sure": "some_doubt", "why": "Tha e math 👍"}, []),
        ({"choice": "", "sure": "", "why": ""}, ["choice"]),
        ({"choice": "brilliant", "sure": "87 %", "why": "x" * 10_000}, ["choice", "sure", "why"]),
    ],
)
def test_a_view_has_a_level_of_the_scale_and_a_short_reason(typed, fields):
    assert [one.field for one in moderating.check_view(levels=LEVELS, **typed)] == fields


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"agreed": True, "choice": "good", "sure": "", "reason": "So."}, []),
        ({"agreed": False, "choice": "", "sure": "", "reason": "Too far apart."}, []),
        ({"agreed": False, "choice": "nonsense", "sure": "x", "reason": "Too far apart."}, []),
        ({"agreed": True, "choice": "", "sure": "", "reason": " "}, ["choice", "reason"]),
        ({"agreed": True, "choice": "great", "sure": "", "reason": "x" * 1001}, ["choice", "reason"]),
    ],
)
def test_an_agreement_has_a_level_and_a_reason_and_a_disagreement_a_reason(typed, fields):
    assert [one.field for one in moderating.check_agreement(levels=LEVELS, **typed)] == fields


@pytest.mark.parametrize(
    ("name", "standpoint", "fields"),
    [("Isla", "", []), (" ", "", ["name"]), ("x" * 201, "y" * 201, ["name", "standpoint"])],
)
def test_somebody_on_the_list_has_a_name(name, standpoint, fields):
    assert [one.field for one in moderating.check_name(name, standpoint)] == fields
