"""What we found: judgements sorted by what they call for, in the publication's order, and nothing counted together."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.findings import Finding, findings, gaps
from tests.factories.records import LEVELS, judgement, record

NUMBERS = ("1.1", "1.2", "2.1", "3.3", "5.4")


def numbers(those: tuple[Finding, ...]) -> list[str]:
    return [finding.judgement.number for finding in those]


CHOICES = st.lists(
    st.sampled_from([*LEVELS, "", "not_evaluated"]), min_size=len(NUMBERS), max_size=len(NUMBERS)
)


def chosen(choices: list[str]):
    return record(
        *(
            judgement(number, choice, not_evaluated=choice == "not_evaluated")
            for number, choice in zip(NUMBERS, choices, strict=True)
        )
    )


@pytest.mark.parametrize(
    ("level", "strength", "maintain", "priority"),
    [
        ("excellent", True, True, False),
        ("very_good", True, True, False),
        ("good", True, False, False),
        ("adequate", False, False, True),
        ("weak", False, False, True),
        ("unsatisfactory", False, False, True),
    ],
)
def test_good_and_above_are_strengths_and_adequate_and_below_priorities(level, strength, maintain, priority):
    found = findings(record(judgement("1.1", level)))
    assert (bool(found.strengths), bool(found.maintain), bool(found.priorities)) == (
        strength,
        maintain,
        priority,
    )


@given(CHOICES)
def test_every_indicator_stands_in_exactly_one_of_the_lists(choices):
    found = findings(chosen(choices))
    listed = [
        *numbers(found.strengths),
        *numbers(found.priorities),
        *numbers(found.not_evaluated),
        *numbers(found.not_judged),
    ]
    assert sorted(listed) == sorted(NUMBERS)


@given(CHOICES)
def test_every_list_is_in_the_publications_order(choices):
    found = findings(chosen(choices))
    for field in dataclasses.fields(found):
        those = getattr(found, field.name)
        if isinstance(those, tuple):
            assert numbers(those) == sorted(numbers(those))


@given(CHOICES)
def test_findings_are_the_same_whichever_levels_lie_within_a_set(choices):
    """Nothing but the set a level belongs to is used: no sum, no rank, no mean of levels could be the same."""
    stronger = {
        "good": "excellent",
        "very_good": "excellent",
        "adequate": "unsatisfactory",
        "weak": "unsatisfactory",
    }
    here, there = findings(chosen(choices)), findings(chosen([stronger.get(c, c) for c in choices]))
    assert numbers(here.strengths) == numbers(there.strengths)
    assert numbers(here.priorities) == numbers(there.priorities)
    assert here.summary == there.summary


def test_a_level_that_is_provisional_is_listed_so_with_what_confirms_it():
    found = findings(
        record(
            judgement("1.1", "good", provisional=True, confirmed="No evidence yet"), judgement("1.2", "weak")
        )
    )
    assert numbers(found.provisional) == ["1.1"]
    assert found.provisional[0].reason == "No evidence yet"
    assert numbers(found.strengths) == ["1.1"]


def test_a_strength_gives_its_first_sentence_of_what_is_done_well_and_a_priority_what_needs_to_improve():
    texts = {"strengths": "Children know who comes. More.", "improvements": "Chronologies stop. More."}
    found = findings(record(judgement("1.1", "good", **texts), judgement("1.2", "weak", **texts)))
    assert found.strengths[0].reason == "Children know who comes."
    assert found.priorities[0].reason == "Chronologies stop."


def test_what_needs_to_improve_is_no_reason_for_not_evaluating():
    found = findings(
        record(judgement("1.1", not_evaluated=True, improvements="Records stay in four systems."))
    )
    assert [finding.reason for finding in found.not_evaluated] == [""]


@pytest.mark.parametrize(
    ("judgements", "summary"),
    [
        ([judgement("1.1")], "None of one indicators judged. One is not yet judged."),
        ([judgement("1.1", "good"), judgement("1.2", "weak")], "Two of two indicators judged."),
        (
            [
                judgement("1.1", "good", provisional=True),
                judgement("1.2", "good", provisional=True),
                judgement("1.3", not_evaluated=True),
                judgement("1.4"),
                judgement("2.1"),
            ],
            "Two of five indicators judged. Two are provisional. One was not evaluated. Two are not yet judged.",
        ),
    ],
)
def test_the_summary_counts_indicators_and_never_levels(judgements, summary):
    found = findings(record(*judgements)).summary
    assert found == summary
    for level in LEVELS.values():
        assert level.name.lower() not in found.lower().split()


def test_before_sealing_it_is_said_what_is_open_by_number():
    view = record(
        judgement("1.1"),
        judgement("1.2", "good", provisional=True),
        judgement("2.1", "good", provisional=True),
        judgement("3.3"),
        judgement("5.4", not_evaluated=True),
        answers={"1": "Yes."},
    )
    assert gaps(view) == [
        "1.1 and 3.3 have no judgement yet.",
        "1.2 and 2.1 rest on fewer than two kinds of source.",
        "Key questions 2, 3 and 5 have no answer in your own words.",
        "The overarching question has no answer in your own words.",
    ]


def test_one_thing_that_is_open_is_said_in_the_singular():
    view = record(
        judgement("1.1"), judgement("2.1", "good", provisional=True), answers={"1": "Yes.", "": "Well."}
    )
    assert gaps(view) == [
        "1.1 has no judgement yet.",
        "2.1 rests on fewer than two kinds of source.",
        "Key question 2 has no answer in your own words.",
    ]


def test_where_nothing_is_open_nothing_is_said():
    assert gaps(record(judgement("1.1", "weak"), answers={"1": "Yes.", "": "Well."})) == []
