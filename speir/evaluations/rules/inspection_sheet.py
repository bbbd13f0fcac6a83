"""A sheet of inspections: its four columns, and what each row says or gets wrong. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from speir.core.errors import Refused
from speir.core.names import name_of
from speir.core.sheets import cells
from speir.core.sheets.cells import NO_HEADINGS, Bad, columns, letter
from speir.core.text import day
from speir.core.when import read_period
from speir.evaluations.rules.inspecting import level_named, no_indicator, no_level, not_yet
from speir.frameworks.rules.structure import Framework

COLUMNS = {
    "area": "Area",
    "date": "Date",
    "indicator": "Indicator",
    "level": "Level",
}

NO_HEADING = (
    "It stands in a column without a heading, so nobody knows what it is. Give the column one, or empty it."
)
NO_DAY = (
    "Write the day on which it was published, such as 3 March 2026. "
    "Where Excel shows a number, format the column as a date."
)


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says: of an area, published on a day, this indicator (its number) got this level (its key)."""

    row: int
    area: str
    day: dt.date
    number: str
    level: str
    at: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def of(self) -> tuple[str, dt.date]:
        """Which inspection it is of: the area's name, whatever its case, and the day."""
        return self.area.casefold(), self.day


def read(table: Sequence[Sequence[str]], shown: Framework, today: dt.date) -> tuple[list[Line], list[Bad]]:
    """Return what a sheet's rows say and every mistake in them. Raises Refused where the first row names no columns."""
    at = columns(table[0] if table else (), COLUMNS, "area")
    if len(at) < len(COLUMNS):  # each of them is needed in every row
        raise Refused("sheet-headings", NO_HEADINGS, "file")
    lines: list[Line] = []
    bad: list[Bad] = []
    first: dict[tuple[str, dt.date, str], Line] = {}
    for row, said in enumerate(table[1:], 2):
        typed = {key: name_of(said[place]) if place < len(said) else "" for key, place in at.items()}
        bad += _under_none(row, said, at)
        if not any(typed.values()):
            continue
        found = _said(typed, shown, today)
        if isinstance(found, list):
            bad += [bad_at(row, key, at, sentence) for key, sentence in found]
            continue
        line = Line(row, *found, at)
        before = first.setdefault((*line.of, line.number), line)
        if before.level != line.level:
            name = shown.level_by_key[before.level].name
            bad.append(bad_at(row, "level", at, f"Row {before.row} says {name} for the same indicator."))
            continue
        lines.append(line)
    return lines, bad


def _said(
    typed: Mapping[str, str], shown: Framework, today: dt.date
) -> tuple[str, dt.date, str, str] | list[tuple[str, str]]:
    """Return what a row says, or (column, sentence) for each of its mistakes."""
    wrong = []
    if not typed["area"]:
        wrong.append(
            ("area", "Say which area this row is about: the name of the partnership or organisation.")
        )
    published = _day(typed["date"], today)
    if isinstance(published, str):
        wrong.append(("date", published))
    number = typed["indicator"]
    if number not in shown.by_number:
        sentence = no_indicator(number, shown) if number else "Write the number of the indicator."
        wrong.append(("indicator", sentence))
    key = level_named(typed["level"], shown)
    if not key:
        sentence = (
            no_level(typed["level"], shown) if typed["level"] else "Write the level, or leave the row out."
        )
        wrong.append(("level", sentence))
    if wrong or isinstance(published, str):
        return wrong
    return typed["area"], published, number, key


def _day(words: str, today: dt.date) -> dt.date | str:
    """Return the day that words name, or what is wrong with them."""
    if not words:
        return "Write the day on which the inspection was published."
    try:
        start, end = read_period(words)
    except Refused as refused:
        return NO_DAY if refused.code == "period-unread" else refused.sentence
    if start != end:
        return f"Write the day on which it was published, such as {day(end)}."
    return not_yet(start) if start > today else start


def _under_none(row: int, said: Sequence[str], at: Mapping[str, int]) -> list[Bad]:
    """Return a mistake where something in a row stands under no heading: it would be left out unseen."""
    known = set(at.values())
    strange = next((place for place, text in enumerate(said) if place not in known and text.strip()), None)
    return [] if strange is None else [Bad(row, f"{letter(strange)}{row}", NO_HEADING, "no heading")]


def bad_at(row: int, key: str, at: Mapping[str, int], sentence: str) -> Bad:
    """Return a mistake in a row's cell of a column; `at` is where each column stands."""
    return cells.bad_at(row, key, at, sentence, COLUMNS)
