"""One indicator of editions side by side: who gives which level, and the same by place, by kind or by service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from speir.core.text import capital
from speir.evaluations.queries.sides import WHOLE_AREA, Cell, Column, Row, Sides
from speir.evaluations.rules import patterns as rules
from speir.frameworks.rules.levels import Level
from speir.web.joint.laid import SAID_WORDS, facts, lines, names_of

INDICATOR = "indicator"

Judged = list[tuple[Column, Cell, Level | None]]


class Way(NamedTuple):
    """A way to put those who judge into groups: its title, what a group is called, of which each is, and its words."""

    title: str
    head: str
    of: Callable[[Any], str]
    words: Callable[[str], str]


def place(column: Column) -> str:
    """Return in which part of the area a unit works."""
    return column.locality or WHOLE_AREA


def chosen(sent: QueryDict, shown: Sides) -> tuple[Row | None, bool]:
    """Return the row asked for, or the one to talk about first; and whether what was asked is strange."""
    asked = sent.get(INDICATOR, "")
    row = next((one for one in shown.rows if one.indicator.number == asked), None)
    strange = bool(asked) and row is None
    return row or (shown.rows[0] if shown.rows else None), strange


def one_indicator(
    shown: Sides, row: Row, ways: tuple[Way, ...], count: Callable[[int], str], of: tuple[str, str]
) -> dict[str, Any]:
    """Return what a page shows of one indicator. `count` and `of` say what those who judge are called."""
    numbers = [one.number for one in shown.asked]
    at = numbers.index(row.indicator.number)
    judged = _judged(shown, row)
    groups = [_group(shown, judged, way, of) for way in ways]
    return {
        "row": row,
        "says": _(rules.overall([(column.name, level) for column, _cell, level in judged if level])),
        "lines": lines(row, names_of(shown), count),
        "levels": shown.framework.levels,
        "groups": [group for group in groups if len(group["rows"]) > 1],
        "asked": shown.asked,
        "alone": count(1),
        "before": shown.asked[at - 1] if at else None,
        "after": shown.asked[at + 1] if at + 1 < len(numbers) else None,
    }


def _judged(shown: Sides, row: Row) -> Judged:
    levels = shown.framework.level_by_key
    return [(c, cell, levels.get(cell.level)) for c, cell in zip(shown.columns, row.cells, strict=True)]


def _group(shown: Sides, judged: Judged, way: Way, of: tuple[str, str]) -> dict[str, Any]:
    """Return those who judge by group, as a table; what is of no group of its own comes last."""
    there: dict[str, Judged] = {}
    for one in sorted(judged, key=lambda one: (way.of(one[0]) == WHOLE_AREA, way.words(way.of(one[0])))):
        there.setdefault(way.of(one[0]), []).append(one)
    levels = {way.words(key): [level for _c, _cell, level in those if level] for key, those in there.items()}
    return {
        "title": way.title,
        "head": way.head,
        "says": _(rules.across(levels, of)),
        "rows": [
            {
                "name": capital(way.words(key)),
                "one": len(those) == 1,
                "cells": [_given(those, level) for level in shown.framework.levels],
                "none": [(c.name, _(SAID_WORDS[cell.said])) for c, cell, level in those if level is None],
            }
            for key, those in there.items()
        ],
    }


def _given(those: Judged, level: Level) -> dict[str, Any]:
    who = [(column.name, ", ".join(facts(cell))) for column, cell, given in those if given == level]
    return {"level": level, "who": who}
