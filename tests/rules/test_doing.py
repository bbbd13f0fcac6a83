"""Rules of actions: what one needs, how it moves, what it waits for, and what shows its impact."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.improvement.rules.doing import (
    ON,
    TAKEN_BACK,
    Move,
    Said,
    can_take_back,
    check,
    check_move,
    check_step,
    check_taking_back,
    circle,
    circle_sentence,
    missing,
    overdue,
    proves,
    said_mark,
    step_mark,
    stood,
)
from speir.improvement.rules.naming import AWAITED, ENDED, STATE_WORDS, TO_DO, UNPROVED, State
from speir.improvement.rules.texts import asked_about

TODAY = dt.date(2026, 3, 3)
COMPLETE = Said(title="Ring", lead="a" * 16, due=TODAY, target="Every school")


def codes(broken) -> list[str]:
    return [one.code for one in broken]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=60))
def test_a_circle_never_comes_to_be_whatever_is_added_in_whatever_order(pairs):
    needs: dict[str, list[str]] = {}
    for one, other in pairs:
        action, needed = f"a{one}", f"a{other}"
        through = circle(needs, action, needed)
        if through:
            # The chain is real: each waits for the next one, from the other back to the action.
            assert (through[0], through[-1]) == (needed, action)
            assert all(b in needs[a] for a, b in pairwise(through))
        else:
            needs.setdefault(action, []).append(needed)
    left = {name: set(all_of) for name, all_of in needs.items()}
    while free := [name for name in left if not left[name] & left.keys()]:
        for name in free:
            del left[name]
    assert not left


def test_an_action_that_waits_for_itself_is_a_circle_of_one():
    assert circle({}, "a", "a") == ("a",)


def test_the_sentence_names_the_actions_through_which_the_circle_closes():
    said = circle_sentence(["Buy the phones", "", "Ring the school"])
    assert said == (
        "That would be a circle: “Ring the school” would wait for “Buy the phones”, which waits for an action that is "
        "not open to you, which waits for “Ring the school”."
    )


def test_all_states_are_told_apart_and_each_leads_on():
    assert {*TO_DO, *UNPROVED, *ENDED} == set(State) == set(STATE_WORDS) == set(ON)
    assert set(AWAITED) < set(TO_DO)


def test_a_proposal_may_lack_what_an_agreed_one_needs():
    assert not check(Said(title="Ring"), today=TODAY)
    assert [one.field for one in missing(Said(title="Ring"))] == ["lead", "due", "target"]
    assert not missing(COMPLETE)


@pytest.mark.parametrize(
    ("said", "before", "code"),
    [
        (Said(), 0, "action-says-nothing"),
        (Said(title=" \x00 "), 0, "action-says-nothing"),
        (Said(title="x" * 1001), 0, "text-too-long"),
        (COMPLETE, 200, "too-many-actions"),
        (Said(title="Ring", begun_on=TODAY + dt.timedelta(days=1)), 0, "begun-later"),
    ],
)
def test_what_is_wrong_with_an_action_is_said(said, before, code):
    assert codes(check(said, today=TODAY, before=before)) == [code]


def test_a_day_in_the_past_is_asked_about_once_and_never_where_it_stood_before():
    past = TODAY - dt.timedelta(days=1)
    assert codes(asked_about(past, TODAY, "due", None)) == ["day-in-the-past"]
    assert not asked_about(past, TODAY, "due", past)
    assert not asked_about(TODAY, TODAY, "due", None)
    assert not asked_about(None, TODAY, "due", None)


@pytest.mark.parametrize(
    ("before", "after", "text", "code"),
    [
        ("agreed", "nowhere", "x", "state-unknown"),
        ("proposed", "done", "x", "action-moved"),
        ("under_way", "impact_shown", "", "action-moved"),
        ("under_way", "stuck", " ", "words-missing"),
        ("done", "no_difference", "", "words-missing"),
        ("done", "closed", "", "words-missing"),
        ("agreed", "stopped", "", "words-missing"),
        ("under_way", "under_way", "", "words-missing"),
        ("under_way", "done", "x" * 1001, "text-too-long"),
    ],
)
def test_a_move_that_is_none_or_lacks_its_sentence_is_refused(before, after, text, code):
    assert codes(check_move(before, after, text)) == [code]


def test_a_move_that_needs_no_sentence_is_taken_without():
    assert not check_move("agreed", "under_way", "")
    assert not check_move("under_way", "under_way", "Three schools ring.")


@pytest.mark.parametrize(
    ("before", "after", "days", "can"),
    [
        ("agreed", "under_way", 0, True),
        ("under_way", "done", 14, True),
        ("under_way", "done", 15, False),
        ("under_way", "under_way", 0, True),
        ("agreed", "agreed", 14, True),
        ("impact_shown", "impact_shown", 0, False),
        ("proposed", "agreed", 0, False),
        ("done", "impact_shown", 0, False),
        ("impact_shown", "under_way", 0, False),
        ("", "proposed", 0, False),
    ],
)
def test_only_a_move_of_late_that_was_merely_said_is_taken_back(before, after, days, can):
    said_on = TODAY - dt.timedelta(days=days)
    assert can_take_back(Move(before, after, "Three schools ring."), said_on, TODAY) is can
    # What takes a sentence back says nothing, and is not taken back itself.
    if before == after:
        assert not can_take_back(Move(before, after, ""), said_on, TODAY)


def test_the_sentence_that_stands_is_the_newest_that_was_not_taken_back():
    first, second = (Move("under_way", "under_way", text) for text in ("One rings.", "Two ring."))
    back = Move("under_way", "under_way", "", takes_back=True)
    stuck, again = Move("under_way", "stuck", "No phones."), Move("stuck", "under_way", "", takes_back=True)
    # The same way back, meant as it is said: it was stuck, and is under way now.
    onward = again._replace(takes_back=False)
    assert not can_take_back(again, TODAY, TODAY)
    for said, stands in (
        ([first], "One rings."),
        ([second, first], "Two ring."),
        ([back, second, first], "One rings."),
        ([again, stuck, back, second, first], "One rings."),
        ([back, second], ""),
        ([onward, stuck, first], ""),
        ([onward._replace(text="They ring again."), stuck, first], "They ring again."),
        ([], ""),
    ):
        assert stood(said) == stands


@given(st.sampled_from(TAKEN_BACK))
def test_nothing_is_taken_back_that_rests_on_agreement_or_proof(state):
    assert state not in (State.AGREED, State.IMPACT_SHOWN)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, ""),
        (1, "1 day overdue"),
        (13, "13 days overdue"),
        (14, "2 weeks overdue"),
        (62, "8 weeks overdue"),
        (63, "2 months overdue"),
    ],
)
def test_how_late_an_action_is_stands_in_words(days, words):
    due = TODAY - dt.timedelta(days=days)
    assert overdue("under_way", due, TODAY) == words
    assert overdue("done", due, TODAY) == overdue("proposed", due, TODAY) == ""
    assert overdue("under_way", None, TODAY) == ""


@pytest.mark.parametrize(
    ("speaks_of", "day", "wrong"),
    [
        ("impact", TODAY + dt.timedelta(days=1), []),
        ("impact", TODAY, ["proof-too-early"]),
        ("impact", None, ["proof-undated"]),
        ("happens", TODAY, ["not-of-impact", "proof-too-early"]),
        ("", TODAY + dt.timedelta(days=1), ["not-of-impact"]),
    ],
)
def test_only_evidence_of_impact_from_after_the_action_began_shows_it(speaks_of, day, wrong):
    assert codes(proves(speaks_of=speaks_of, day=day, began=TODAY)) == wrong


def test_an_action_without_a_day_on_which_it_began_takes_any_dated_evidence_of_impact():
    assert not proves(speaks_of="impact", day=TODAY, began=None)


def test_what_is_wrong_with_a_step_is_said():
    later = TODAY + dt.timedelta(days=1)
    assert codes(check_step("")) == ["step-says-nothing"]
    assert codes(check_step("x", before=50)) == ["too-many-steps"]
    assert codes(check_step("x", done_on=later, today=TODAY)) == ["done-later"]
    assert codes(check_step("x" * 1001)) == ["text-too-long"]
    assert not check_step("x", done_on=TODAY, today=TODAY)


def test_taking_proof_back_needs_a_reason():
    assert codes(check_taking_back(" ")) == ["words-missing"]
    assert codes(check_taking_back("x" * 1001)) == ["text-too-long"]
    assert not check_taking_back("It was another school.")


def test_marks_tell_what_a_form_shows_apart():
    assert said_mark(COMPLETE) != said_mark(Said(title="Ring"))
    helped = [Said(title="Ring", helpers=helpers) for helpers in (("a", "b"), ("b", "a", "a"))]
    assert len({said_mark(one) for one in helped}) == 1
    assert step_mark("x", None) != step_mark("x", TODAY)
