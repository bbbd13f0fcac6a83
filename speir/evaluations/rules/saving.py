"""Saving beside others: a field is written only over what its writer had before them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

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
