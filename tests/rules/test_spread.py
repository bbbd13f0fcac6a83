"""What judgements of one indicator say beside each other: the levels as they were given, counted in words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.core.text import number
from speir.evaluations.rules.spread import MOST_FIRST, WIDE, lower, spread, talk_first
from tests.factories.records import LEVELS

E, V, G, A, W, U = LEVELS.values()
GIVEN = st.lists(st.sampled_from([*LEVELS.values(), None]), max_size=12)


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([], "No judgement"),
        ([None, None, None], "No judgement: three gaps"),
        ([A], "One judgement"),
        ([None, None, A, None, None], "One judgement: four gaps"),
        ([G, G], "Both say good"),
        ([G, G, G], "All say good"),
        ([G, G, None], "Two say good: one gave no level"),
        ([G, W, G, G, G], "Four say good, one says weak"),
        ([G, W], "One says good, one says weak"),
        ([V, V, G, V, V], "Four say very good, one says good"),
        ([A, V, G, A, A], "Very good to adequate, most say adequate"),
        ([A, G, W], "Good to weak"),
        ([W, G, A, V, None], "Very good to weak: one gave no level"),
        ([G] * 12 + [A], "12 say good, one says adequate"),
    ],
)
def test_a_row_says_what_its_levels_say(levels, said):
    assert spread(levels).sentence() == said


def test_a_row_to_talk_about_first_says_so_and_names_its_gaps_after_that():
    assert spread([W, G, A, V]).sentence(first=True) == "Very good to weak: talk about this first"
    assert spread([W, V, None]).sentence(first=True) == (
        "One says very good, one says weak: talk about this first; one gave no level"
    )


def test_to_evaluate_nothing_is_said_and_is_no_gap():
    beside = spread([G, G, None], not_evaluated=2)
    assert beside.sentence() == "Two say good: one gave no level, two not evaluated"
    assert spread([G, G], not_evaluated=1).sentence() == "Two say good: one not evaluated"
    assert spread([], not_evaluated=3).sentence() == "No judgement: three not evaluated"


@pytest.mark.parametrize(
    ("levels", "range_", "counts"),
    [
        ([], "", ""),
        ([G, G], "Good", "Both say good"),
        ([W, V, W, G], "Very good to weak", "One says very good, one says good, two say weak"),
    ],
)
def test_the_range_and_who_says_what_go_from_the_highest(levels, range_, counts):
    assert (spread(levels).range, spread(levels).counts) == (range_, counts)


@given(GIVEN, st.randoms(), st.booleans())
def test_nothing_depends_on_who_comes_first(levels, chance, first):
    shuffled = levels[:]
    chance.shuffle(shuffled)
    assert spread(shuffled) == spread(levels)
    assert spread(shuffled).sentence(first=first) == spread(levels).sentence(first=first)


def _named(said: str) -> set[str]:
    """The levels that a sentence names, `good` within `very good` not counted."""
    names = sorted((lower(level.name) for level in LEVELS.values()), key=len, reverse=True)
    return set(re.findall("|".join(names), said.lower()))


@given(GIVEN, st.integers(0, 3), st.booleans())
def test_no_level_is_named_that_nobody_gave(levels, not_evaluated, first):
    given_ = {lower(level.name) for level in levels if level}
    found = spread(levels, not_evaluated=not_evaluated)
    for said in (found.sentence(first=first), found.says, found.range):
        assert _named(said) <= given_
    assert _named(found.counts) == given_


@given(GIVEN)
def test_everybody_is_counted_once(levels):
    found = spread(levels)
    assert found.judged + found.none == len(levels)
    for group in found.groups:
        assert group.count == levels.count(group.level)
    if len(found.groups) > 1:
        for group in found.groups:
            say = "says" if group.count == 1 else "say"
            assert (
                f"{number(group.count)} {say} {lower(group.level.name)}"
                in found.counts[0].lower() + (found.counts[1:])
            )


@given(GIVEN)
def test_the_widest_gap_is_between_the_highest_and_the_lowest(levels):
    given_ = [level.position for level in levels if level]
    assert spread(levels).steps == (max(given_) - min(given_) if given_ else 0)
    assert spread(levels).steps == max((abs(a - b) for a in given_ for b in given_), default=0)


@given(GIVEN)
def test_one_more_who_says_the_same_never_widens_a_gap_and_one_more_level_never_narrows_it(levels):
    said = [level for level in levels if level]
    for level in LEVELS.values():
        wider = spread([*levels, level])
        assert wider.steps >= spread(levels).steps
        if level in said:
            assert wider.steps == spread(levels).steps


def test_rows_come_by_the_widest_gap_then_where_fewest_agree_then_by_their_gaps():
    rows: dict[str, list[Any]] = {
        "wide": [V, W],
        "wide, fewer agree": [V, A, W],
        "narrow": [G, A],
        "all agree": [G, G],
        "all agree, and a gap": [G, G, None],
        "nobody": [None, None],
    }
    assert sorted(rows, key=lambda name: spread(rows[name]).order) == [
        "wide, fewer agree",
        "wide",
        "narrow",
        "nobody",
        "all agree, and a gap",
        "all agree",
    ]


@given(st.lists(GIVEN, max_size=12))
def test_few_rows_are_to_be_talked_about_first_and_all_with_the_widest_gap(levels):
    rows = [spread(each) for each in levels]
    first = talk_first(rows)
    assert len(first) <= MOST_FIRST
    assert all(rows[at].steps >= WIDE for at in first)
    assert all(rows[at].steps >= row.steps for at in first for row in rows)
    assert bool(first) == any(row.steps >= WIDE for row in rows)
