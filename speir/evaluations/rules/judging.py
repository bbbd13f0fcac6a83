"""A judgement: its states, how sure people are, and how robust its evidence makes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from speir.core.text import number

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


# What an item has to speak of to confirm a judgement.
TELLS = frozenset({"happens", "impact"})


class Cited(NamedTuple):
    """What the rules need to know of one citation. `voice` says that it carries views of children or families."""

    kind: str
    stance: str
    speaks_of: str
    voice: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How robust a judgement is: pieces of evidence, kinds of source that confirm it, and advice in sentences.

    `voice` says that something cited carries views of children or families, `contradicted` that something cited
    contradicts the judgement.
    """

    pieces: int
    kinds: int
    provisional: bool
    voice: bool
    contradicted: bool
    confirmed: str
    advice: tuple[str, ...]


def state(*, done: bool, begun: bool) -> State:
    """An indicator is done when its people say so, in progress once anything is recorded, and else not started."""
    return State.DONE if done else State.IN_PROGRESS if begun else State.NOT_STARTED


def standing(citations: Iterable[Cited]) -> Standing:
    """A judgement is robust only when different kinds of source confirm it (HMIE 2005, Part 3).

    Kinds are counted only among citations that support it and tell what happens or its impact. A kind that nobody has
    said counts as none. With fewer than two
    it is provisional. The advice never blocks anything.
    """
    return _standing(tuple(citations))


@lru_cache(maxsize=4096)
def _standing(cited: tuple[Cited, ...]) -> Standing:
    kinds = {c.kind for c in cited if c.kind and c.stance == Stance.SUPPORTS and c.speaks_of in TELLS}
    return Standing(
        pieces=len(cited),
        kinds=len(kinds),
        provisional=len(kinds) < 2,
        voice=any(c.voice for c in cited),
        contradicted=any(c.stance == Stance.CONTRADICTS for c in cited),
        confirmed=_confirmed(len(cited), len(kinds)),
        advice=tuple(_advice(cited)),
    )


def _confirmed(pieces: int, kinds: int) -> str:
    if not pieces:
        return "No evidence yet"
    if not kinds:
        return "Not yet confirmed by any source"
    if kinds == 1:
        return "Confirmed by 1 kind of source: look for another"
    return f"Confirmed by {kinds} kinds of source"


def _advice(cited: Sequence[Cited]) -> list[str]:
    if not cited:
        return []
    said = []
    if all(c.speaks_of == "intended" for c in cited):
        said.append("Only intentions so far: what actually happens?")
    if not any(c.speaks_of == "impact" for c in cited):
        said.append("No evidence yet of impact on children and families.")
    if not any(c.voice for c in cited):
        said.append("No view of children or families yet.")
    if any(c.stance == Stance.CONTRADICTS for c in cited):
        against = sum(c.stance == Stance.CONTRADICTS for c in cited)
        piece = "piece" if against == 1 else "pieces"
        contradicts = "contradicts" if against == 1 else "contradict"
        said.append(f"{number(against).capitalize()} {piece} of evidence {contradicts} this judgement.")
    return said


def pieces_and_kinds(pieces: int, kinds: int) -> str:
    """Return how much evidence there is as a phrase: `5 pieces · 3 kinds confirm`; other kinds are not counted."""
    if not pieces:
        return "No evidence yet"
    counted = "1 piece" if pieces == 1 else f"{pieces} pieces"
    if not kinds:
        return f"{counted} · none confirms"
    return f"{counted} · {kinds} {'kind confirms' if kinds == 1 else 'kinds confirm'}"
