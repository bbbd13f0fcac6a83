"""Saving beside others: a field is written only over what its writer had before them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from speir.mentions.rules import Mention

LONGEST_TEXT = 20_000


class Verdict(StrEnum):
    """What becomes of one typed field."""

    SAME = "same"  # what was typed stands there already, or was never touched
    SAVE = "save"
    CONFLICT = "conflict"  # somebody else changed it meanwhile: show both


@dataclass(frozen=True, slots=True)
class Typed:
    """One field as a form brings it: its value, and the mark of the value that the form was opened with."""

    value: str
    base: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two people wrote at once: both texts, whose the other one is, and where mine is kept.

    `own`: the other one is mine too, from another tab or from before the page was read again.
    """

    field: str
    mine: str
    theirs: str
    by: str
    at: str
    aside: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A text that waits with its writer, what in it may identify somebody, and the id of the draft it is kept in."""

    text: str
    mentions: tuple[Mention, ...]
    aside: str


def place_key(evaluation_id: str, place: str) -> str:
    """Return the key under which mentions are kept at a place of a broad view, such as `1.3/strengths`."""
    return f"{evaluation_id}/{place}"


def mark(value: str) -> str:
    """Return the mark of a value, by which a form says what it was opened with: 16 hexadecimal characters."""
    return hashlib.sha256(value.encode()).hexdigest()[:16]


def decide(typed: Typed, current: str) -> Verdict:
    """A save never overwrites what its writer has not seen: the later one sees both texts and chooses."""
    if typed.value == current or mark(typed.value) == typed.base:
        return Verdict.SAME
    return Verdict.SAVE if mark(current) == typed.base else Verdict.CONFLICT


def continues(kept: str, text: str) -> bool:
    """Return whether a text goes on from one set aside before (or cuts it back), so that it can take its place."""
    return text.startswith(kept) or kept.startswith(text)
