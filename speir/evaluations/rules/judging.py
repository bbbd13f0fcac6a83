"""A judgement: its states, how sure people are, and what a citation does to it."""

from __future__ import annotations

from enum import StrEnum

NOT_EVALUATED = "not_evaluated"

# A judgement's fields as forms hold them: `choice` is a level's key, NOT_EVALUATED or empty; `done` is `1` or empty.
FIELDS = ("choice", "sure", "strengths", "improvements", "done")
TEXTS = ("strengths", "improvements")


class Sure(StrEnum):
    """How sure people are of a judgement."""

    WELL_EVIDENCED = "well_evidenced"
    SOME_DOUBT = "some_doubt"
    NOT_YET_KNOWN = "not_yet_known"


SURE_WORDS: dict[str, str] = {
    Sure.WELL_EVIDENCED: "Well evidenced",
    Sure.SOME_DOUBT: "Some doubt",
    Sure.NOT_YET_KNOWN: "Not yet known",
}


class State(StrEnum):
    """How far the work on an indicator has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


STATE_WORDS: dict[str, str] = {
    State.NOT_STARTED: "Not started",
    State.IN_PROGRESS: "In progress",
    State.DONE: "Done",
}


class Stance(StrEnum):
    """What a citation does to the judgement that it stands beside."""

    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    CONTRADICTS = "contradicts"


STANCE_WORDS: dict[str, str] = {
    Stance.SUPPORTS: "Supports our judgement",
    Stance.QUALIFIES: "Qualifies it",
    Stance.CONTRADICTS: "Contradicts it",
}


def state(*, done: bool, begun: bool) -> State:
    """An indicator is done when its people say so, in progress once anything is recorded, and else not started."""
    return State.DONE if done else State.IN_PROGRESS if begun else State.NOT_STARTED


def pieces_and_kinds(pieces: int, kinds: int) -> str:
    """Return how much evidence there is as a phrase: `5 pieces · 3 kinds confirm`; other kinds are not counted."""
    if not pieces:
        return "No evidence yet"
    counted = "1 piece" if pieces == 1 else f"{pieces} pieces"
    if not kinds:
        return f"{counted} · none confirms"
    return f"{counted} · {kinds} {'kind confirms' if kinds == 1 else 'kinds confirm'}"
