"""How alike people judged, as a coefficient: held to what was published, and to what it must never be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.agreement import FEWEST, Alike, alike, alpha
from tests.factories.records import LEVELS

# Four observers of twelve units; a dot is a value that is missing. K. Krippendorff, "Computing Krippendorff's
# Alpha-Reliability" (2011), sections C and D: nominal .743, ordinal .815, interval .849.
PUBLISHED = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
UNITS = [[int(one) for one in unit if one != "."] for unit in zip(*PUBLISHED, strict=True)]


def test_the_published_example_comes_to_what_was_published():
    assert alpha(UNITS) == pytest.approx(0.815, abs=0.0005)


def test_the_same_throughout_is_one_and_about_chance_is_nought():
    assert alpha([[1, 1], [4, 4, 4], [6, 6]]) == 1
    # Three pairs of five differ; of ten values five are each: 1 - (10 - 1) * 3 / (5 * 5).
    assert alpha([[1, 2], [2, 1], [1, 1], [2, 2], [1, 2]]) == pytest.approx(-0.08)
    # Both pairs differ, as far as can be: 1 - (4 - 1) * 2 / (2 * 2).
    assert alpha([[1, 6], [6, 1]]) == -0.5


def test_where_all_chose_one_level_there_is_nothing_to_hold_it_to():
    assert alpha([[3, 3], [3, 3, 3]]) is None
    assert alpha([]) is None
    assert alike([[LEVELS["good"], LEVELS["good"]]] * FEWEST) is None


def test_what_one_person_alone_judged_does_not_count():
    assert alpha([*UNITS, [5], [1], []]) == alpha(UNITS)


@given(st.lists(st.lists(st.integers(1, 6), max_size=8), max_size=20), st.randoms(use_true_random=False))
def test_only_the_order_of_levels_counts_and_not_who_gave_them_or_when(units, order):
    first = alpha(units)
    stretched = [[one**3 + 7 for one in unit] for unit in units]
    for unit in stretched:
        order.shuffle(unit)
    order.shuffle(stretched)
    assert (first is None) == (alpha(stretched) is None)
    assert first is None or alpha(stretched) == pytest.approx(first)
    assert first is None or first <= 1


def test_nothing_is_said_of_fewer_than_ten_indicators_that_two_people_judged():
    weak, good = LEVELS["weak"], LEVELS["good"]
    nine = [[weak, weak], *[[good, good]] * 8]
    assert alike([*nine, [good], [weak]]) is None
    assert alike([*nine, [good, good]]) == Alike(1.0, 10)


@pytest.mark.parametrize(
    ("value", "printed"), [(0.8154, "0.82"), (-0.124, "−0.12"), (-0.001, "0.00"), (1.0, "1.00")]
)
def test_it_is_printed_with_two_places(value, printed):
    assert Alike(value, 10).figure == printed
