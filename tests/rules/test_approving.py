"""How an edition stands with those who approve it, from the steps that were made."""

from __future__ import annotations

import pytest

from speir.evaluations.rules.approving import LONGEST, Said, Step, Steps, check


def step(said: str, by: str = "c", to: str = "", id: str = "") -> Step:
    return Step(id or said, said, to, "Words.", by, by.upper(), "", "3 March 2026")


APPROVED, ASKED = step("approved"), step("asked")


@pytest.mark.parametrize(
    ("steps", "approvals", "questions"),
    [
        ((), 0, 0),
        ((APPROVED,), 1, 0),
        ((APPROVED, step("taken_back", to="approved")), 0, 0),
        ((APPROVED, step("taken_back", to="approved"), step("approved", id="again")), 1, 0),
        ((APPROVED, step("approved", "d", id="other")), 2, 0),
        ((ASKED,), 0, 1),
        ((ASKED, step("answered", "l", to="asked")), 0, 0),
        ((ASKED, step("answered", "l", to="asked"), step("answered", "l", to="asked", id="more")), 0, 0),
        ((ASKED, APPROVED), 1, 1),
    ],
)
def test_what_stands_is_what_nothing_followed(steps, approvals, questions):
    found = Steps(steps)
    assert (len(found.approvals), len(found.questions)) == (approvals, questions)


def test_each_approval_and_question_stands_with_what_followed_it():
    answer = step("answered", "l", to="asked")
    threads = Steps((ASKED, APPROVED, answer)).threads
    assert [(thread.first, thread.after) for thread in threads] == [(ASKED, (answer,)), (APPROVED, ())]


def test_an_approval_is_its_persons_own():
    found = Steps((APPROVED, step("approved", "d", id="other"), step("taken_back", to="approved")))
    assert found.approval_of("c") is None
    assert found.approval_of("d")


@pytest.mark.parametrize(
    ("said", "text", "code"),
    [
        (Said.APPROVED, "", ""),
        (Said.APPROVED, " \n", ""),
        (Said.ASKED, " \n", "approving-needs-words"),
        (Said.ANSWERED, "", "approving-needs-words"),
        (Said.TAKEN_BACK, "", "approving-needs-words"),
        (Said.ASKED, "x" * LONGEST, ""),
        (Said.APPROVED, "x" * (LONGEST + 1), "approving-too-long"),
    ],
)
def test_a_question_an_answer_and_a_reason_are_words_and_a_note_may_be_left_out(said, text, code):
    assert [refused.code for refused in check(said, text)] == ([code] if code else [])
