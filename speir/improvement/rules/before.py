"""We have said this before: what an earlier finding or action is, and which are alike by their words. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from speir.core.text import day

# So many are shown; how many more there are is said.
MOST = 8
# Words that stand in every second title of a plan and so tell nothing.
_COMMON = (
    "about across action actions agencies agency better chief child children committee every families family from",
    "have help improve improvement into make more need needs other partnership people priority process service",
    "services should staff support team teams that their them there they this those what when where which will with",
    "within work working young",
)
EVERYWHERE = frozenset(word for line in _COMMON for word in line.split())
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Did:
    """An action for an earlier priority: what was to be done, how far it came, and what was said of that last."""

    id: str
    title: str
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """Something that was found or done before. `of` says where it stands: a `view`, `look`, `priority` or none.

    `what` names it in words, `became` what came of it, `did` the actions for it.
    """

    what: str
    of: str
    id: str
    number: str
    title: str
    on: dt.date
    text: str
    became: str
    did: tuple[Did, ...] = ()

    @property
    def day(self) -> str:
        """The day as people say it."""
        return day(self.on)


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before, newest first; `more` is how many others there are."""

    lines: tuple[Earlier, ...]
    more: int


def newest(lines: Iterable[Earlier], most: int = MOST) -> Before:
    """Return the newest of these, and how many are left."""
    ordered = sorted(lines, key=lambda line: (line.on, line.title, line.id), reverse=True)
    return Before(tuple(ordered[:most]), max(0, len(ordered) - most))


def telling(text: str, most: int = 8) -> tuple[str, ...]:
    """Return the words of a text that tell what it is about, the longest first, without an ending of many."""
    words = {_stem(word) for word in _WORD.findall(text[:4000].lower()) if word not in EVERYWHERE}
    return tuple(sorted(words, key=lambda word: (-len(word), word))[:most])


def alike(words: Sequence[str], text: str) -> bool:
    """Return whether a text says two of these words, or the only one."""
    said = text.lower()
    return bool(words) and sum(word in said for word in words) >= min(2, len(words))


def judged(level: str, later: str) -> str:
    """Return what became of what an earlier broad view said: its level, and that of the next one where there is one."""
    first = f"Judged {level.lower()}" if level else "No level was given"
    if not later:
        return f"{first}."
    return f"{first}; the broad view after it said {later.lower()}."


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
