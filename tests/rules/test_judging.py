"""A judgement: how far it has come, and the words for what is known of it."""

from __future__ import annotations

import pytest

from speir.evaluations.rules.judging import (
    STANCE_WORDS,
    STATE_WORDS,
    SURE_WORDS,
    Stance,
    State,
    Sure,
    pieces_and_kinds,
    state,
)


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
