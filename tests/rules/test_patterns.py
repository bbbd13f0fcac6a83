"""A strength or a weakness here, there or everywhere: only what follows from the levels is said."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.patterns import across, overall, phrase, strength
from speir.evaluations.rules.spread import lower
from tests.factories.records import LEVELS

E, V, G, A, W, U = LEVELS.values()
ANY = st.sampled_from(list(LEVELS.values()))
NAMES = st.sampled_from(["North", "South", "Town", "Isles", "Glen", "Ferry"])
PLACES = st.dictionaries(NAMES, st.lists(ANY, max_size=4))


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([], ""),
        ([W, W], "weak"),
        ([V], "very good"),
        ([G, V, E], "good or better"),
        ([E, V], "very good or better"),
        ([A, W], "adequate or below"),
        ([U, W], "weak or below"),
    ],
)
def test_levels_of_one_side_are_said_in_a_few_words(levels, said):
    assert phrase(levels) == said


@pytest.mark.parametrize(
    ("judged", "said"),
    [
        ([], ""),
        ([("Health", A)], "Adequate: one judgement"),
        ([("Health", G), ("Police", G)], "A strength everywhere: good in both"),
        (
            [("Health", A), ("Police", W), ("School", A)],
            "A priority for improvement everywhere: adequate or below in all three",
        ),
        (
            [("Health", V), ("Police", W), ("School", G)],
            "Weak in Police alone, good or better in the other two",
        ),
        ([("Health", V), ("Police", W), ("School", W)], "Very good in Health alone, weak in the other two"),
        ([("Health", V), ("Police", W)], "Very good in one, weak in one"),
        (
            [("a", V), ("b", W), ("c", G), ("d", A), ("e", E)],
            "Good or better in three, adequate or below in two",
        ),
    ],
)
def test_what_judgements_say_together(judged, said):
    assert overall(judged) == said


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ({}, ""),
        ({"North": [W]}, ""),
        ({"North": [W], "South": []}, ""),
        (
            {"North": [W, W], "South": [G], "Town": [V]},
            "Weak in North (both organisations); good or better elsewhere",
        ),
        ({"North": [W], "South": [G, G]}, "Weak in North (one organisation); good elsewhere"),
        (
            {"North": [W, A, G], "South": [G, V]},
            "Adequate or below in North (two of three); good or better elsewhere",
        ),
        ({"North": [G], "South": [V]}, "Good or better in every one"),
        ({"North": [A], "South": [W]}, "Adequate or below in every one"),
        (
            {"North": [W, W, W], "South": [A, G]},
            "Adequate or below in North (all three organisations) and South (one of two); "
            "nowhere are there strengths alone",
        ),
        (
            {"a": [W], "b": [A, G], "c": [W, W], "d": [A], "e": [G, V]},
            "Good or better in e (both organisations); adequate or below from somebody in every other one",
        ),
        ({"a": [W], "b": [A, G], "c": [W], "d": [W]}, "Adequate or below from somebody in every one"),
    ],
)
def test_what_is_said_of_places(places, said):
    assert across(places) == said


def _named(said: str) -> set[str]:
    names = sorted((lower(level.name) for level in LEVELS.values()), key=len, reverse=True)
    return set(re.findall("|".join(names), said.lower()))


@given(PLACES)
def test_places_are_named_exactly_where_it_is_so(places):
    said = across(places)
    every = [level for levels in places.values() for level in levels]
    there = {place: levels for place, levels in places.items() if levels}
    low = {place for place, levels in there.items() if any(not strength(level) for level in levels)}
    named = {place for place in places if place in said}
    assert _named(said) <= {lower(level.name) for level in every}
    if len(there) < 2:
        assert not said
    elif said.endswith("from somebody in every one"):
        assert low == set(there)
    elif said.endswith("in every one"):
        assert len({strength(level) for level in every}) == 1
    elif said.endswith("in every other one"):
        assert named == set(there) - low
    else:
        assert named == low
        assert said.endswith("elsewhere") == (low != set(there))


@given(st.lists(ANY, max_size=8), st.randoms())
def test_together_says_what_is_so_whatever_the_order(levels, chance):
    judged = [(f"Organisation {at}", level) for at, level in enumerate(levels)]
    shuffled = judged[:]
    chance.shuffle(shuffled)
    said = overall(judged)
    assert overall(shuffled) == said
    assert _named(said) <= {lower(level.name) for level in levels}
    assert ("everywhere" in said) == (len(levels) > 1 and len({strength(level) for level in levels}) == 1)
    if "alone" in said:
        (who,) = re.findall(r"Organisation \d+", said)
        side = strength(dict(judged)[who])
        assert [strength(level) for _who, level in judged].count(side) == 1
