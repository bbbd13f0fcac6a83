"""A sheet of evidence: its columns, and what each row says or gets wrong. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from speir.core.pasted import pasted
from speir.core.sheets import Size, cells
from speir.core.sheets.cells import Bad, bad_at
from speir.core.text import one_line
from speir.evidence.rules import understanding
from speir.evidence.rules.items import Bears, Draft, check
from speir.evidence.rules.understanding import Names, Unknown

SIZE = Size(largest=20_000_000, rows=5_000, columns=20, cell=32_800, unpacked=120_000_000)
COLUMNS = {
    "shows": "What it shows",
    "account": "Account",
    "kind": "Kind of source",
    "when": "Date or period",
    "origin": "Where it came from",
    "speaks_of": "Tells of",
    "taken_as": "Fact or opinion",
    "voices": "Voices",
    "strength": "Strength in",
    "weakness": "Weakness in",
    "both": "Strength and weakness in",
    "triage": "First look",
    "valid_until": "Valid until",
    "links": "Links",
}
BEARS = {"strength": Bears.STRENGTH, "weakness": Bears.WEAKNESS, "both": Bears.BOTH}
# Where the rules of items name a field that is no column.
_LINK = re.compile(r"(?:url|words)_\d+")
_COLUMN_OF = {"from_day": "when", "to_day": "when", "themes": "strength"}
_FORMULA = ("=", "＝")
NO_FORMULA = "This begins like a formula. Type the words themselves."
TWICE = "This row bears on a theme in two ways. Write the theme into one column: {columns}."


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says, with its number in the sheet."""

    row: int
    draft: Draft


def columns(headings: Iterable[str]) -> dict[str, int]:
    """Return where each column stands, by its key. Raises Refused where the first row names no columns."""
    return cells.columns(list(headings), COLUMNS, "shows")


def read(
    rows: Iterable[list[str]], at: Mapping[str, int], names: Names, today: dt.date
) -> Iterator[Line | list[Bad]]:
    """Yield what each row below the headings says, or every mistake in it; empty rows are passed over."""
    for number, row in enumerate(rows, 2):
        typed = {key: row[place] if place < len(row) else "" for key, place in at.items()}
        if any(text.strip() for text in typed.values()):
            yield _line(number, typed, at, names, today)


def _line(
    number: int, typed: Mapping[str, str], at: Mapping[str, int], names: Names, today: dt.date
) -> Line | list[Bad]:
    wrong = {key: NO_FORMULA for key, text in typed.items() if text.lstrip().startswith(_FORMULA)}
    said: dict[str, Any] = {}
    readers: dict[str, Callable[[str], Any]] = {
        "kind": lambda words: understanding.kind(words, names),
        "when": understanding.when,
        "speaks_of": understanding.speaks_of,
        "taken_as": understanding.taken_as,
        "voices": understanding.voices,
        "triage": understanding.triage,
        "valid_until": understanding.last_day,
        "links": understanding.links,
    } | dict.fromkeys(BEARS, lambda words: understanding.themes(words, names))
    for key, reader in readers.items():
        try:
            if typed.get(key, "").strip() and key not in wrong:
                said[key] = reader(typed[key])
        except Unknown as unknown:
            wrong[key] = unknown.sentence
    themes: dict[str, str] = {}
    for key, how in BEARS.items():
        for path in said.get(key, ()):
            if themes.setdefault(path, how.value) != how.value:
                names_of = ", ".join(COLUMNS[each] for each in BEARS)
                wrong[key] = TWICE.format(columns=names_of)
    first, last = said.get("when", (None, None))
    draft = Draft(
        kind=said.get("kind", ""),
        shows=one_line(typed.get("shows", "")),
        account=pasted(typed.get("account", "")),
        origin=one_line(typed.get("origin", "")),
        from_day=first,
        to_day=last,
        speaks_of=said.get("speaks_of", ""),
        taken_as=said.get("taken_as", ""),
        voices=said.get("voices", ()),
        themes=themes,
        triage=said.get("triage", ""),
        valid_until=said.get("valid_until"),
        links=said.get("links", ()),
    )
    kinds = frozenset(names.kinds.values())
    paths = frozenset(path for each in names.themes.values() for path in each)
    for refused in check(draft, kinds=kinds, themes=paths, today=today):
        field = _LINK.sub("links", refused.field)
        wrong.setdefault(_COLUMN_OF.get(field, field), refused.sentence)
    if wrong:
        # In the order of the sheet, so that somebody mends it from left to right.
        return [
            bad_at(number, key, at, wrong[key], COLUMNS)
            for key in sorted(wrong, key=lambda k: at.get(k, len(at)))
        ]
    return Line(number, draft)
