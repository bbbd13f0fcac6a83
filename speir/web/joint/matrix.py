"""All contributions of a joint broad view side by side: the levels as words, the widest differences first.

A row is rendered once per process for the same organisations and judgements. Up to `ACROSS` organisations stand across
the page, as a grid; of more, each row says who gives which level, and the grid is the other way to look at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import capital, listed, number
from speir.evaluations.queries import matrix as queries
from speir.evaluations.queries.sides import Asking, Cell, Column, Matrix, Row, Said, Sides
from speir.evaluations.rules.asking import PROGRESS_WORDS
from speir.evaluations.rules.judging import SURE_WORDS, Sure
from speir.web.joint import sides
from speir.web.joint.tabs import tabs
from speir.web.shell.door import signed_in
from speir.web.shell.rendered import keep, known

# How many organisations stand across a page of usual width with their levels as words; and how many with room to spare.
ACROSS = 12
FEW = 5
GRID, LIST = "grid", "list"

# What stands in a cell without a level, and before the names of those who say so.
SAID_WORDS = {Said.NOT_EVALUATED: "not evaluated", Said.NONE: "none", Said.NOT_ASKED: "not asked"}
# Where the columns are narrow, the longest word breaks as a person would break it.
SOFT = {"Unsatisfactory": "Unsatis\xadfactory"}
SAID_OF = {Said.NOT_EVALUATED: "Not evaluated", Said.NONE: "No level", Said.NOT_ASKED: "Not asked"}


@require_safe
@signed_in
def matrix(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponse:
    """Show what every organisation judges of every indicator, what there is to talk about first."""
    asked = sides.asking(request.GET)
    shown = queries.matrix(actor, joint_id, asked)
    usual = GRID if len(shown.columns) <= ACROSS else LIST
    view = request.GET.get(sides.VIEW, "")
    view = view if view in (GRID, LIST) else usual
    rows = _grid(shown) if view == GRID else _list(shown)
    context = {
        "heading": shown.heading,
        "tabs": tabs(joint_id, "joint:matrix"),
        "matrix": shown,
        "rows": rows,
        "view": view,
        "size": "few" if len(shown.columns) <= FEW else "more" if len(shown.columns) <= ACROSS else "many",
        "by_number": asked.by_number,
        "narrow": _narrow(request, shown, asked),
        "narrowed": sides.narrowed(shown, asked),
        "came": _came(shown),
        "ways": _ways(request, view, asked.by_number),
        "everything": sides.address(request.GET, question="", locality="", kind=""),
        "absent": [(one, _(PROGRESS_WORDS[one.progress])) for one in (*shown.to_come, *shown.silent)],
        "declined": sides.names(shown.declined),
        # What is talked about first, whatever order the page is in.
        "talk": min(shown.rows, key=lambda one: one.spread.order, default=None) if shown.columns else None,
    }
    return render(request, "joint/matrix.html", context)


def _narrow(request: HttpRequest, shown: Matrix, asked: Asking) -> SafeString | str:
    """Return the form that narrows it down, as HTML; nothing where there is nothing to choose."""
    offered = sides.offered(shown)
    if not offered:
        return ""
    kept = tuple((name, request.GET[name]) for name in (sides.ORDER, sides.VIEW) if request.GET.get(name))
    key = ("joint narrow", offered, asked, kept, get_language() or "")
    if (made := known(key)) is not None:
        return made
    return keep(key, "joint/matrix_narrow.html", {"narrow": sides.narrowing(offered, asked), "kept": kept})


def _ways(request: HttpRequest, view: str, by_number: bool) -> list[tuple[str, str]]:
    """Return the other order and the other way to look at it: where each leads, and what it is called."""
    order = _("Widest differences first") if by_number else _("In order of number")
    look = _("Who says what") if view == GRID else _("Organisation by organisation")
    return [
        (sides.address(request.GET, order="" if by_number else sides.BY_NUMBER), order),
        (sides.address(request.GET, view=LIST if view == GRID else GRID), look),
    ]


def _came(shown: Matrix) -> str:
    """Return how many of those who take part have handed in, as a sentence."""
    # Those who have not answered count as they do in the list of who takes part, for whoever is told of them.
    came, all_ = len(shown.everybody), shown.agreed + len(shown.silent)
    if came == all_:
        return _("Everybody who takes part has handed in.") if came > 1 else ""
    words = {"came": capital(number(came)), "all": number(all_)}
    if came == 1:
        return _("One of %(all)s organisations has handed in.") % words
    return _("%(came)s of %(all)s organisations have handed in.") % words


def doubted(cell: Cell) -> bool:
    """Return whether those who judged say that they are not sure of it."""
    return cell.sure in (Sure.SOME_DOUBT, Sure.NOT_YET_KNOWN)


def facts(cell: Cell) -> list[str]:
    """Return what qualifies a level, in words: provisional, and how sure they are where that is in doubt."""
    sure = _(SURE_WORDS[cell.sure]).lower() if doubted(cell) else ""
    return [word for word in (_("provisional") if cell.provisional else "", sure) if word]


def _grid(shown: Matrix) -> list[SafeString]:
    """Return the rows as HTML, with a cell for each organisation."""
    who, language = sides.names(shown.columns), get_language() or ""
    few, many = len(who) <= FEW, len(who) > ACROSS
    rows = []
    for row in shown.rows:
        key = ("joint grid", row.indicator, row.first, who, row.cells, language)
        made = known(key)
        if made is None:
            cells = [
                (name, _cell(shown, cell, few, language)) for name, cell in zip(who, row.cells, strict=True)
            ]
            context = {"row": row, "says": _(row.sentence), "cells": cells, "few": few, "many": many}
            made = keep(key, "joint/matrix_rows.html#across", context)
        rows.append(made)
    return rows


def _cell(shown: Matrix, cell: Cell, wide: bool, language: str) -> SafeString:
    """Return what stands in a cell, as HTML."""
    level = shown.framework.level_by_key.get(cell.level)
    name = level.name if level else _(SAID_WORDS[cell.said])
    name = name if wide else SOFT.get(name, name)
    context = {"key": cell.level, "name": name, "facts": facts(cell) if level else []}
    return keep(("joint cell", cell, name, language), "joint/matrix_rows.html#cell", context)


def _list(shown: Matrix) -> list[SafeString]:
    """Return the rows as HTML, each with a line for every level that was given: who gives it."""
    who, language = sides.names(shown.columns), get_language() or ""
    rows = []
    for row in shown.rows:
        key = ("joint list", row.indicator, row.first, who, row.cells, language)
        made = known(key)
        if made is None:
            lines = lines_of(shown, row)
            context = {"row": row, "says": _(row.sentence), "lines": lines, "many": len(lines)}
            made = keep(key, "joint/matrix_rows.html#lines", context)
        rows.append(made)
    return rows


def organisations(count: int) -> str:
    """Return how many organisations, in words."""
    return ngettext("%(n)s organisation", "%(n)s organisations", count) % {"n": number(count)}


def lines_of(shown: Sides, row: Row, count: Callable[[int], str] = organisations) -> list[dict[str, Any]]:
    """Return a line for each level that was given, from the highest, and one for those who give none and why.

    Who is sure comes first, then who is less so, by what qualifies their level. `count` says how many they are.
    """
    lines = [
        _line(level.key, level.name, sorted(those, key=_doubt), count) for level, those in shown.who(row)
    ]
    for said, words in SAID_OF.items():
        without = shown.without(row, said)
        if without:
            lines.append(_line("", _(words), [(one, Cell(said)) for one in without], count))
    return lines


def _doubt(given: tuple[Column, Cell]) -> tuple[int, bool]:
    """Return what sorts those who give one level: the surest first, and by name where they are alike."""
    cell = given[1]
    return (Sure.SOME_DOUBT, Sure.NOT_YET_KNOWN).index(cell.sure) + 1 if doubted(
        cell
    ) else 0, cell.provisional


def _line(
    key: str, name: str, who: Iterable[tuple[Column, Cell]], count: Callable[[int], str]
) -> dict[str, Any]:
    groups: dict[str, list[str]] = {}
    for one, cell in who:
        groups.setdefault(", ".join(facts(cell)) if key else "", []).append(one.name)
    many = sum(len(those) for those in groups.values())
    return {
        "key": key,
        "name": name,
        "count": count(many),
        "groups": [(qualified, listed(those)) for qualified, those in groups.items()],
    }
