"""The plan of a closer look: what is known already, then three columns for each theme."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.ids import new_id
from speir.evaluations.actions import readings
from speir.evaluations.queries.looks import planning
from speir.evaluations.queries.looks.headings import LookPage
from speir.evaluations.rules.looks.describing import manageable
from speir.evaluations.rules.looks.naming import ANSWERED_WORDS, Answered
from speir.web.looks.show import ADD_WORDS, COLUMN_WORDS
from speir.web.looks.tabs import tabs
from speir.web.shell.door import signed_in

# An indicator as a whole, where the address has the key of a theme.
WHOLE = "-"


@require_safe
@signed_in
def plan(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponse:
    """Show the plan, for whoever plans with what its lines may be made from."""
    shown = planning.plan(actor, look_id)
    page = shown.page
    readings.note(heading=page.heading, by=actor)
    of_theme = {
        one.theme.path: one
        for row in (shown.already.indicators if shown.already else ())
        for one in row.themes
    }
    last = {row.indicator.id: row.last for row in (shown.already.indicators if shown.already else ())}
    first = True
    indicators = []
    for indicator, blocks in groupby(shown.blocks, key=lambda block: block.indicator):
        themes = []
        for block in blocks:
            known = of_theme.get(block.theme.path) if block.theme else None
            themes.append(of_block(page, block) | {"known": known, "open": first and shown.empty})
            first = False
        indicators.append({"indicator": indicator, "last": last.get(indicator.id), "themes": themes})
    context = {
        "look": page,
        "heading": page.heading,
        "tabs": tabs(look_id, "looks:plan"),
        "already": shown.already,
        "indicators": indicators,
        "empty": shown.empty,
        "advice": _(manageable(page.numbers)),
        "undo": _undo(request, look_id),
    }
    return render(request, "looks/plan.html", context)


def of_block(page: LookPage, block: planning.Block) -> dict[str, Any]:
    """Return a theme of the plan as its template shows it."""
    number, key = block.indicator.number, block.theme.key if block.theme else WHOLE
    return {
        "block": block,
        "at": place_of(number, key),
        "number": number,
        "key": key,
        "columns": [column_of(column, number, key, lines) for column, lines in block.columns],
        "illustrations": list(_illustrations(block)),
        "may": page.may_plan,
    }


def column_of(column: str, number: str, key: str, lines: tuple[planning.Line, ...]) -> dict[str, Any]:
    """Return a column of a theme as its template shows it, with the id of the next line to be added."""
    return {
        "column": column,
        "title": _(COLUMN_WORDS[column]),
        "add": _(ADD_WORDS[column]),
        "at": f"{place_of(number, key)}-{column}",
        "number": number,
        "key": key,
        "lines": [line_of(line) for line in lines],
        "new_id": new_id(),
    }


def line_of(line: planning.Line) -> dict[str, Any]:
    """Return a line as its template shows it."""
    answered = line.state if line.column == "question" and line.state != Answered.NOT_YET else ""
    return {
        "line": line,
        "assigned": " · ".join(_(part) for part in line.assigned),
        "unassigned": line.column == "way" and not line.person,
        "answered": _(ANSWERED_WORDS[answered]) if answered else "",
    }


def place_of(number: str, key: str) -> str:
    """Return the id of a theme on the page of the plan: `t-3-2-recording`."""
    return f"t-{number.replace('.', '-')}-{'whole' if key == WHOLE else key}"


def _illustrations(block: planning.Block) -> Iterator[dict[str, Any]]:
    for title, level, ours, official in (
        (_("Very good"), "very_good", block.very_good, block.official_very_good),
        (_("Weak"), "weak", block.weak, block.official_weak),
    ):
        yield {"title": title, "level": level, "official": False, "all": ours}
        if official:
            words = _("%(level)s, in the official wording") % {"level": title}
            yield {"title": words, "level": level, "official": True, "all": official}


def _undo(request: HttpRequest, look_id: str) -> dict[str, str] | None:
    """Return the line that was taken out a moment ago, to be put back by a press; once."""
    undo: dict[str, str] | None = request.session.get("undo_line")
    if undo and undo["look"] == look_id:
        del request.session["undo_line"]
        return undo
    return None
