"""Saving beside others: the laws that keep every text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.saving import Typed, Verdict, continues, decide, mark

VALUES = st.sampled_from(["", "a", "ab", "b", "good", "weak"]) | st.text(max_size=8)


@given(value=VALUES, base=VALUES, current=VALUES)
def test_a_save_never_overwrites_what_its_writer_has_not_seen(value, base, current):
    if decide(Typed(value, mark(base)), current) is Verdict.SAVE:
        assert base == current


@given(value=VALUES, base=VALUES)
def test_the_same_value_never_conflicts(value, base):
    assert decide(Typed(value, mark(base)), value) is Verdict.SAME


@given(untouched=VALUES, current=VALUES)
def test_a_field_that_was_not_touched_never_conflicts_and_never_saves(untouched, current):
    assert decide(Typed(untouched, mark(untouched)), current) is Verdict.SAME


@given(value=VALUES, current=VALUES)
def test_what_was_typed_over_what_stands_there_is_saved(value, current):
    expected = Verdict.SAME if value == current else Verdict.SAVE
    assert decide(Typed(value, mark(current)), current) is expected


@given(value=VALUES, base=VALUES, current=VALUES)
def test_typed_over_something_else_it_is_a_conflict(value, base, current):
    if len({value, base, current}) == 3:
        assert decide(Typed(value, mark(base)), current) is Verdict.CONFLICT


@given(value=VALUES, current=VALUES, nonsense=st.text(max_size=20))
def test_a_mark_that_is_none_never_saves_over_a_text(value, current, nonsense):
    if nonsense != mark(current):
        assert decide(Typed(value, nonsense), current) is not Verdict.SAVE


@given(one=VALUES, other=VALUES)
def test_two_texts_have_one_mark_only_if_they_are_the_same(one, other):
    assert (mark(one) == mark(other)) == (one == other)
    assert len(mark(one)) == 16


@given(kept=VALUES, more=VALUES)
def test_a_text_goes_on_from_what_it_begins_with_and_back_again(kept, more):
    assert continues(kept, kept + more)
    assert continues(kept + more, kept)


def test_a_text_of_its_own_does_not_take_the_place_of_one_that_was_kept():
    assert not continues("We see every child.", "Chronologies stop.")
