"""A level has an order and steps, and no arithmetic."""

from __future__ import annotations

import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.frameworks.rules.levels import CountsAs, Level


def level(position: int) -> Level:
    return Level(f"id{position}", f"l{position}", f"Level {position}", position, CountsAs.STRENGTH, False, "")


POSITIONS = st.integers(1, 6)


@given(st.lists(POSITIONS, max_size=6))
def test_levels_sort_from_the_lowest_to_the_highest(positions):
    assert sorted(level(p) for p in positions) == [level(p) for p in sorted(positions)]


@given(POSITIONS, POSITIONS)
def test_steps_between_two_levels_are_the_same_from_either_side(one, other):
    assert level(one).steps_from(level(other)) == level(other).steps_from(level(one))
    assert (level(one).steps_from(level(other)) == 0) == (one == other)


@given(POSITIONS, POSITIONS, POSITIONS)
def test_steps_add_up_along_the_scale(low, middle, high):
    low, middle, high = sorted((low, middle, high))
    assert level(low).steps_from(level(middle)) + level(middle).steps_from(level(high)) == level(
        low
    ).steps_from(level(high))


@pytest.mark.parametrize(
    "sum_",
    [
        operator.add,
        operator.sub,
        operator.mul,
        operator.truediv,
        operator.floordiv,
        operator.mod,
        operator.pow,
    ],
)
@pytest.mark.parametrize("other", [level(3), 1])
def test_levels_cannot_be_added_or_averaged(sum_, other):
    with pytest.raises(TypeError):
        sum_(level(5), other)


@pytest.mark.parametrize("number", [int, float, round, sum, operator.neg, operator.index])
def test_a_level_is_no_number(number):
    with pytest.raises(TypeError):
        number([level(5), level(3)] if number is sum else level(5))


def test_a_level_never_changes():
    with pytest.raises(AttributeError):
        level(3).position = 6  # type: ignore[misc]
