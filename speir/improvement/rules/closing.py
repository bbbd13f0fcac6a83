"""Rules for closing a priority: which judgement is a re-evaluation, and what both said on that day. Pure.

A level has no arithmetic here: both are shown as they were given, and nothing is worked out from one to the other.
Source: the publication's cycle, in which what was done is judged again; and the practice that a level is optional.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass

from speir.core.errors import Refused
from speir.core.text import clean
from speir.improvement.rules.texts import LONGEST, too_long

NO_FIT = (
    "Choose a judgement from the list: one of the same indicator, recorded after the priority was agreed."
)


@dataclass(frozen=True, slots=True)
class Stood:
    """What a judgement said on a day, in words. `level` is empty where none was given; `position` draws its mark.

    `place` is the unit, `of` what it was judged in: a broad view's edition, a closer look. `look` or `view` is its id,
    `edition` the number of the sealed edition, none for a closer look.
    """

    number: str
    title: str
    level: str
    level_key: str
    position: int
    on: str
    by: str
    sure: str
    reason: str
    strengths: str
    improvements: str
    of: str
    place: str
    view: str = ""
    edition: int = 0
    look: str = ""


@dataclass(frozen=True, slots=True)
class Both:
    """The new judgement, and the one before it where there is one."""

    now: Stood
    before: Stood | None

    def text(self) -> str:
        """Return both as the text in which they are kept."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def both_in(text: str) -> Both | None:
    """Return what was kept; None where nothing was, or its words were removed since."""
    if not text.startswith("{"):
        return None
    data = json.loads(text)
    before = Stood(**data["before"]) if data["before"] else None
    return Both(Stood(**data["now"]), before)


def fits(*, agreed: dt.datetime | None, recorded: dt.datetime | None) -> bool:
    """Return whether a judgement of the same indicator is a re-evaluation: recorded after the priority was agreed."""
    return agreed is not None and recorded is not None and recorded > agreed


def check(*, judgement: str, reason: str) -> list[Refused]:
    """Return what is wrong with closing by a judgement, or without one for a reason."""
    broken = []
    if not judgement and not clean(reason):
        sentence = "Choose the judgement that shows what became of it, or write why there is none."
        broken.append(Refused("closing-unproved", sentence, "judgement"))
    return broken + too_long({"text": reason}, LONGEST)
