"""How like two items are, and how they are found among many."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.evidence.rules.likeness import BANDS, Said, apart, bands
from speir.evidence.rules.likeness import alike as alike_said
from speir.evidence.rules.likeness import same as same_said


def alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return alike_said(Said(*one), Said(*other))


def same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return same_said(Said(*one), Said(*other))


LINE = "Twelve of fifteen case files held a plan that parents had signed within four weeks"
ACCOUNT = (
    "We read fifteen files of the last quarter in pairs. In twelve of them the plan was signed by a parent, and in "
    "three it was not: two families had moved away, and one parent did not agree with what the plan said."
)


@pytest.mark.parametrize(
    "other",
    [
        LINE,
        "twelve of FIFTEEN case-files held a plan, that parents had signed within four weeks!",
        LINE.replace("four", "six"),
        LINE.replace("parents", "families"),
        f"{LINE} of the meeting",
        LINE.replace("signed", "sigend"),
        "Fifteen case files held a plan that parents had signed within four weeks",
    ],
)
def test_a_line_with_a_word_or_two_changed_is_very_like(other):
    assert alike((LINE, ""), (other, ""))
    assert any(
        one == two for one, two in zip(bands("u", LINE, ""), bands("u", other, ""), strict=True) if one
    )


@pytest.mark.parametrize(
    "other",
    [
        "Parents told us that they were heard at core groups",
        "Three of twenty schools held a record of concerns",
        "Plan",
        "",
    ],
)
def test_another_line_is_not(other):
    assert not alike((LINE, ""), (other, ""))


def test_the_same_account_under_another_line_is_very_like():
    other = ("Plans are signed", ACCOUNT.replace("pairs", "twos"))
    assert alike((LINE, ACCOUNT), other)
    assert set(bands("u", LINE, ACCOUNT)[8:]) & set(bands("u", *other)[8:])


def test_a_short_account_says_nothing_of_likeness():
    assert not alike((LINE, "See the minutes."), ("Parents told us so", "See the minutes."))


def test_the_same_words_are_the_same_whatever_marks_stand_between():
    assert same((LINE, ACCOUNT), (LINE.upper(), f"- {ACCOUNT}"))
    assert same(("An déidh sin", ""), ("an deidh sin.", ""))
    assert not same((LINE, ACCOUNT), (LINE, ""))


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_text_has_its_bands_and_its_own_likeness(shows, account):
    assert len(bands("u", shows, account)) == BANDS
    assert bands("u", shows, account) == bands("u", shows, account)
    assert same((shows, account), (shows, account))


def test_another_unit_s_items_are_never_found():
    here, there = bands("u", LINE, ACCOUNT), bands("v", LINE, ACCOUNT)
    assert not {band for band in here if band} & {band for band in there if band}


def test_bands_find_what_is_very_like_and_next_to_nothing_else():
    chance = random.Random(5)
    known = [f"w{at}" for at in range(400)]
    lines = [" ".join(chance.choices(known, k=14)) for _ in range(300)]
    changed = [line.rsplit(" ", 1)[0] + " other" for line in lines]

    def found(one: str, other: str) -> bool:
        return any(a == b for a, b in zip(bands("u", one, ""), bands("u", other, ""), strict=True) if a)

    assert sum(map(found, lines, changed)) >= 297
    assert sum(map(found, lines, lines[1:])) <= 3


MARCH = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))


@pytest.mark.parametrize(
    ("other", "told_apart"),
    [
        ((dt.date(2026, 4, 1), None), True),
        ((dt.date(2026, 2, 3), None), True),
        ((dt.date(2026, 3, 31), None), False),
        ((dt.date(2026, 1, 1), dt.date(2026, 12, 31)), False),
        ((None, None), False),
    ],
)
def test_what_is_of_another_time_is_told_apart(other, told_apart):
    assert apart(MARCH, other) is apart(other, MARCH) is told_apart
