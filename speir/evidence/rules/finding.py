"""What somebody looks for among evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from speir.core.ids import is_id
from speir.core.words import BREAK, Asked, asked, matches, stems

PAGE = 25
# So many are counted; beyond that the page says "more than".
COUNTED = 1_000
# Of what nothing cites fewer: each of those takes looking through fifty others.
UNCITED_COUNTED = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty narrows nothing down.

    `theme` is a theme's stable key, or that of an indicator with a slash behind it: `hmie-2005/3.2/`. `unit` takes in
    all below it. `since` and `until` are days of what the evidence tells. `withdrawn` is empty (left out), `also` or
    `only`.
    """

    words: Asked = field(default_factory=Asked)
    theme: str = ""
    kind: str = ""
    unit: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    voice: str = ""
    speaks_of: str = ""
    taken_as: str = ""
    triage: str = ""
    stale: bool = False
    uncited: bool = False
    mine: bool = False
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody types where a form lets them choose evidence: words, and a theme as `Wanted` has it."""

    words: str = ""
    theme: str = ""

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.words.strip() or self.theme)

    @property
    def wanted(self) -> Wanted:
        """The same as the register looks for it."""
        return Wanted(words=asked(self.words), theme=self.theme)


def first_words(shows: str) -> str:
    """Return the stems of what an item shows: a piece that holds what is looked for there comes first."""
    return " ".join(stems(shows))


def rest_of_words(account: str, origin: str) -> str:
    """Return the stems of everything else by which an item is found."""
    return " ".join([*stems(account), BREAK, *stems(origin)])


def tier(first: str, words: Asked) -> int:
    """Return where a piece comes: 0 when its first words hold every term asked for, 1 when some, 2 when none."""
    row = first.split()
    held = [matches(row, term) for term in words.every]
    return 0 if all(held) else 1 if any(held) else 2


@dataclass(frozen=True, slots=True)
class After:
    """The piece after which a page goes on: its tier, when it was written (microseconds since 1970), its id."""

    tier: int
    written: int
    id: str

    def __str__(self) -> str:
        return f"{self.tier}.{self.written}.{self.id}"


def after(text: str) -> After | None:
    """Read where a page goes on from its address; nothing, for the first page, where that cannot be read."""
    parts = text.split(".")
    if len(parts) != 3 or parts[0] not in {"0", "1", "2"} or not is_id(parts[2]):
        return None
    if not parts[1].isdecimal() or len(parts[1]) > 16:
        return None
    return After(int(parts[0]), int(parts[1]), parts[2])
