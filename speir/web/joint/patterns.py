"""Patterns: is one indicator a strength or a weakness within one service, one locality, or everywhere?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import capital, listed
from speir.evaluations.queries.matrix import matrix
from speir.evaluations.queries.sides import WHOLE_AREA, Cell, Column, Matrix, Row
from speir.evaluations.rules import patterns as rules
from speir.frameworks.rules.levels import Level
from speir.web.joint import sides
from speir.web.joint.matrix import SAID_WORDS, facts, lines_of
from speir.web.joint.tabs import tabs
from speir.web.shell.door import signed_in

INDICATOR = "indicator"


@require_safe
@signed_in
def patterns(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponse:
    """Show one indicator across organisations, localities and kinds: the one asked for, or what to talk about first."""
    shown = matrix(actor, joint_id)
    asked = request.GET.get(INDICATOR, "")
    row = next((one for one in shown.rows if one.indicator.number == asked), None)
    strange = bool(asked) and row is None
    row = row or (shown.rows[0] if shown.rows else None)
    numbers = [one.number for one in shown.asked]
    at = numbers.index(row.indicator.number) if row else 0
    context = {
        "heading": shown.heading,
        "tabs": tabs(joint_id, "joint:patterns"),
        "matrix": shown,
        "row": row,
        "strange": strange,
        "says": _overall(shown, row) if row else "",
        "lines": lines_of(shown, row) if row else [],
        "levels": shown.framework.levels,
        "groups": _groups(shown, row) if row else [],
        "before": shown.asked[at - 1] if row and at else None,
        "after": shown.asked[at + 1] if row and at + 1 < len(numbers) else None,
        "to_come": listed(sides.names(shown.to_come)),
    }
    return render(request, "joint/patterns.html", context)


def _judged(shown: Matrix, row: Row) -> list[tuple[Column, Cell, Level | None]]:
    levels = shown.framework.level_by_key
    return [(c, cell, levels.get(cell.level)) for c, cell in zip(shown.columns, row.cells, strict=True)]


def _overall(shown: Matrix, row: Row) -> str:
    return _(rules.overall([(column.name, level) for column, _cell, level in _judged(shown, row) if level]))


def _groups(shown: Matrix, row: Row) -> list[dict[str, Any]]:
    """Return the localities and the kinds of organisation as tables; none where all are of one and the same."""
    return [
        made
        for made in (
            _group(shown, row, _("By locality"), _("Locality"), _place, sides.locality),
            _group(shown, row, _("By kind of organisation"), _("Kind"), lambda one: one.sort, sides.sort),
        )
        if len(made["rows"]) > 1
    ]


def _place(column: Column) -> str:
    return column.locality or WHOLE_AREA


def _group(
    shown: Matrix, row: Row, title: str, head: str, of: Callable[[Column], str], words: Callable[[str], str]
) -> dict[str, Any]:
    there: dict[str, list[tuple[Column, Cell, Level | None]]] = {}
    for one in sorted(_judged(shown, row), key=lambda one: (of(one[0]) == WHOLE_AREA, words(of(one[0])))):
        there.setdefault(of(one[0]), []).append(one)
    said = rules.across(
        {words(key): [level for _c, _cell, level in those if level] for key, those in there.items()}
    )
    return {
        "title": title,
        "head": head,
        "says": _(said),
        "rows": [
            {
                "name": capital(words(key)),
                "one": len(those) == 1,
                "cells": [_given(those, level) for level in shown.framework.levels],
                "none": [(c.name, _(SAID_WORDS[cell.said])) for c, cell, level in those if level is None],
            }
            for key, those in there.items()
        ],
    }


def _given(those: list[tuple[Column, Cell, Level | None]], level: Level) -> dict[str, Any]:
    who = [(column.name, ", ".join(facts(cell))) for column, cell, given in those if given == level]
    return {"level": level, "who": who}
