"""A legal hold: on what it can be, and the sentence by which it refuses."""

from __future__ import annotations

from speir.core.errors import Refused
from speir.core.text import clean

# What can be held: as a choice, and in a sentence.
HELD: dict[str, str] = {
    "broad view": "this broad view",
    "priority": "this priority and its actions",
    "unit": "everything in this unit",
}
LONGEST_WHY = 500
CODE = "on-hold"


def check(why: str) -> list[Refused]:
    """Return what is wrong with the reason of a hold, or of keeping something longer."""
    if not clean(why):
        return [Refused("why-missing", "Write why: whoever reads this later has only these words.", "why")]
    if len(clean(why)) > LONGEST_WHY:
        return [Refused("why-too-long", f"Shorten it to {LONGEST_WHY} characters.", "why")]
    return []


def refusal(name: str, since: str) -> Refused:
    """Return why nothing can be removed while a hold stands."""
    who = name or "somebody"
    return Refused(
        CODE,
        f"A legal hold stands on this since {since}, set by {who}. Nothing can be removed until it is ended.",
    )


def resting_refusal(name: str, since: str) -> Refused:
    """Return why nothing can be removed from evidence while a hold stands on a priority that rests on it."""
    who = name or "somebody"
    return Refused(
        CODE,
        f"A priority rests on this evidence, and a legal hold stands on that since {since}, set by {who}. "
        "Nothing can be removed until it is ended.",
    )
