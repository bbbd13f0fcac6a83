"""How robust a judgement is: what counts, what is advised, and that nothing blocks."""

from __future__ import annotations

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.judging import (
    STANCE_WORDS,
    STATE_WORDS,
    SURE_WORDS,
    Cited,
    Stance,
    State,
    Sure,
    pieces_and_kinds,
    standing,
    state,
)


def cited(
    kind: str = "case_files", stance: str = "supports", speaks_of: str = "happens", voice: bool = False
):
    return Cited(kind, stance, speaks_of, voice)


CITED = st.lists(
    st.builds(
        Cited,
        kind=st.sampled_from(["case_files", "surveys", "documents", "minutes"]),
        stance=st.sampled_from([s.value for s in Stance]),
        speaks_of=st.sampled_from(["happens", "impact", "intended"]),
        voice=st.booleans(),
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    ("those", "kinds", "provisional"),
    [
        ([], 0, True),
        ([cited()], 1, True),
        ([cited(), cited()], 1, True),
        ([cited(), cited("surveys")], 2, False),
        ([cited(), cited("surveys", speaks_of="impact")], 2, False),
        ([cited(), cited("surveys", speaks_of="intended")], 1, True),
        ([cited(), cited("surveys", "qualifies")], 1, True),
        ([cited(), cited("surveys", "contradicts")], 1, True),
        ([cited(speaks_of="intended"), cited("surveys", speaks_of="intended")], 0, True),
        ([cited(), cited("surveys"), cited("minutes", "contradicts")], 2, False),
        ([cited(), cited("surveys"), cited("minutes")], 3, False),
    ],
)
def test_kinds_count_only_where_they_support_and_tell_what_happens_or_its_impact(those, kinds, provisional):
    found = standing(those)
    assert (found.kinds, found.provisional) == (kinds, provisional)
    assert found.pieces == len(those)


@given(CITED)
def test_fewer_than_two_kinds_of_source_that_confirm_are_provisional(those):
    confirming = {c.kind for c in those if c.stance == "supports" and c.speaks_of in {"happens", "impact"}}
    assert standing(those).provisional == (len(confirming) < 2)


@given(CITED, st.randoms())
def test_the_order_of_the_evidence_changes_nothing(those, random):
    other = list(those)
    random.shuffle(other)
    assert standing(other) == standing(those)


@given(CITED)
def test_another_piece_of_evidence_never_makes_it_less_confirmed(those):
    assert standing([*those, cited("area_profile")]).kinds >= standing(those).kinds


@pytest.mark.parametrize(
    ("those", "sentence"),
    [
        ([], "No evidence yet"),
        ([cited("documents", "contradicts")], "Not yet confirmed by any source"),
        ([cited()], "Confirmed by 1 kind of source: look for another"),
        ([cited(), cited("surveys")], "Confirmed by 2 kinds of source"),
        ([cited(), cited("surveys"), cited("minutes")], "Confirmed by 3 kinds of source"),
    ],
)
def test_what_confirms_it_is_said_in_a_sentence(those, sentence):
    assert standing(those).confirmed == sentence


INTENTIONS = "Only intentions so far: what actually happens?"
NO_IMPACT = "No evidence yet of impact on children and families."
NO_VOICE = "No view of children or families yet."


@pytest.mark.parametrize(
    ("those", "advice"),
    [
        ([], ()),
        ([cited(speaks_of="intended", voice=True)], (INTENTIONS, NO_IMPACT)),
        ([cited(speaks_of="intended"), cited(voice=True)], (NO_IMPACT,)),
        ([cited(speaks_of="impact")], (NO_VOICE,)),
        ([cited(speaks_of="impact", voice=True)], ()),
        (
            [cited(speaks_of="impact", voice=True, stance="contradicts")],
            ("One piece of evidence contradicts this judgement.",),
        ),
        (
            [cited(speaks_of="impact", voice=True, stance="contradicts")] * 2,
            ("Two pieces of evidence contradict this judgement.",),
        ),
        ([cited()], (NO_IMPACT, NO_VOICE)),
    ],
)
def test_advice_says_what_is_missing(those, advice):
    assert standing(those).advice == advice


@given(CITED)
def test_whatever_the_evidence_there_is_a_standing_and_nothing_is_refused(those):
    found = standing(those)
    assert found.confirmed
    assert all(sentence.endswith((".", "?")) for sentence in found.advice)


def test_a_standing_is_found_without_knowing_the_level():
    assert list(inspect.signature(standing).parameters) == ["citations"]


def test_any_voice_is_heard():
    assert not standing([cited()]).voice
    assert standing([cited(), cited(voice=True, stance="contradicts")]).voice


@pytest.mark.parametrize(
    ("done", "begun", "expected"),
    [
        (False, False, State.NOT_STARTED),
        (False, True, State.IN_PROGRESS),
        (True, True, State.DONE),
        (True, False, State.DONE),
    ],
)
def test_an_indicator_is_not_started_in_progress_or_done(done, begun, expected):
    assert state(done=done, begun=begun) is expected


@pytest.mark.parametrize(
    ("pieces", "kinds", "phrase"),
    [
        (0, 0, "No evidence yet"),
        (1, 1, "1 piece · 1 kind confirms"),
        (1, 0, "1 piece · none confirms"),
        (5, 3, "5 pieces · 3 kinds confirm"),
    ],
)
def test_how_much_evidence_there_is_is_a_phrase(pieces, kinds, phrase):
    assert pieces_and_kinds(pieces, kinds) == phrase


def test_every_state_stance_and_sureness_has_its_words():
    assert set(STATE_WORDS) == set(State)
    assert set(STANCE_WORDS) == set(Stance)
    assert set(SURE_WORDS) == set(Sure)
    assert list(SURE_WORDS.values()) == ["Well evidenced", "Some doubt", "Not yet known"]
    assert list(STATE_WORDS.values()) == ["Not started", "In progress", "Done"]
