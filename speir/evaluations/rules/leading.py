"""What the lead of a joint broad view may do about a contribution, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from speir.core.errors import Refused
from speir.core.text import day
from speir.evaluations.rules.asking import Dates, Move

LONGEST_WORDS = 4000
# A move of the lead's, and after which deciding move of whoever's it can be made.
AFTER: dict[Move, frozenset[Move]] = {
    Move.RETURNED: frozenset({Move.SUBMITTED, Move.RETURNED, Move.ACCEPTED}),
    Move.ACCEPTED: frozenset({Move.SUBMITTED, Move.RETURNED}),
    Move.INVITED: frozenset({Move.DECLINED, Move.WITHDRAWN}),
    Move.WITHDRAWN: frozenset({Move.INVITED}),
    Move.EXTENDED: frozenset({Move.INVITED, Move.AGREED, Move.RETURNED}),
}
# What takes nobody of the organisation: the rest asks something of it, which one that left is not.
WITHOUT_IT = frozenset({Move.ACCEPTED, Move.WITHDRAWN})
NOT_NOW: dict[Move, str] = {
    Move.RETURNED: "Nothing has been handed in that could be returned with a question.",
    Move.ACCEPTED: "Nothing has been handed in that waits to be accepted.",
    Move.INVITED: "This organisation is invited already.",
    Move.WITHDRAWN: "It has answered the invitation, so that can no longer be taken back.",
    Move.EXTENDED: "Nothing is asked of it now that could have a later day.",
}


def possible(made: Move, last: str) -> bool:
    """Return whether the lead can make this move now; `last` is the last deciding move."""
    return last in AFTER[made]


def require(made: Move, last: str) -> None:
    """Raise Refused where the lead cannot make this move now."""
    if not possible(made, last):
        raise Refused(f"contribution-not-{made}", NOT_NOW[made])


def words(text: str, empty: str) -> list[Refused]:
    """Return what is wrong with the words of a question or a reason; `empty` is the sentence for none."""
    if not text:
        return [Refused("contribution-needs-words", empty, "text")]
    if len(text) > LONGEST_WORDS:
        return [
            Refused("contribution-words-long", f"Use at most {LONGEST_WORDS:,} characters.", "text"),
        ]
    return []


def extension(until: dt.date | None, dates: Dates, today: dt.date) -> list[Refused]:
    """Return what is wrong with a later day for one organisation."""
    if until is None:
        said = "Enter the later day."
    elif until < today:
        said = "That day is over. Enter one that is still to come."
    elif until <= dates.due:
        said = f"Everybody is asked by {day(dates.due)}. Enter a later day."
    elif until.year > today.year + 5:
        said = "Enter a day in the next five years. Is the year right?"
    else:
        return []
    return [Refused("contribution-extension-day", said, "until")]


@dataclass(frozen=True, slots=True)
class Made:
    """A move that was made, and on which day."""

    move: str
    on: dt.date


def first_came(moves: Iterable[Made]) -> dt.date | None:
    """Return the day on which something was handed in for the first time, of moves in their order."""
    return next((one.on for one in moves if one.move == Move.SUBMITTED), None)


def changed_since(moves: Iterable[Made]) -> dt.date | None:
    """Return when another edition was handed in after one was accepted, while that is not accepted itself."""
    accepted, changed = False, None
    for one in moves:
        if one.move == Move.ACCEPTED:
            accepted, changed = True, None
        elif one.move == Move.SUBMITTED and accepted:
            changed = one.on
    return changed
