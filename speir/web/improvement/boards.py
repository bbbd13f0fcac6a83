"""Boards: what I have to do, and what a unit has to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import day
from speir.improvement.queries import board_page, board_people
from speir.improvement.queries.board_page import Board
from speir.improvement.rules.boards import By, Show, Wanted, wanted
from speir.web.improvement import board_laid
from speir.web.improvement.board_bar import address, bar
from speir.web.improvement.links import to
from speir.web.improvement.tabs import tabs
from speir.web.shell.door import signed_in
from speir.web.shell.rendered import around

WHOSE = "whose"


@require_safe
@signed_in
def board(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show what a unit has to do."""
    asked = wanted(request.GET.dict())
    found = board_page.board(actor, unit_id, asked)
    by_priority = asked.by is By.PRIORITY
    groups = [
        board_laid.group(one, at, by_priority=by_priority, home=unit_id)
        for at, one in enumerate(_named(found), start=1)
    ]
    context = {
        "unit": found.unit,
        "tabs": tabs(unit_id, "improvement:board", belongs=found.unit.belongs),
        "board": found,
        "any": bool(groups),
        "bar": bar(found),
        "whose": _whose(found),
        "choose": address(asked, choose=WHOSE),
        "choosing": _choosing(request, found),
        "everything": address(Wanted(by=asked.by)),
        "narrowed": asked.show is not Show.OPEN or asked.lead or asked.unit or asked.of,
        "earlier": address(asked.with_(page=asked.page - 1)) if asked.page > 1 else "",
        "later": address(asked.with_(page=asked.page + 1)) if found.more else "",
        "to_choosing": to("choosing", unit_id) if found.unit.belongs else "",
        "to_part": to("plans", unit_id),
        "nothing": found.nothing and _nothing(found.nothing),
    }
    return around(request, "improvement/board.html", context, groups=groups)


def _named(found: Board) -> list[board_page.Group]:
    """Return the groups, those without a name with words for it."""
    none = {
        By.DATE: _("No date yet"),
        By.INDICATOR: _("No indicator named"),
        By.PLAN: _("No plan named"),
        By.PRIORITY: "",
    }[found.wanted.by]
    return [one if one.name else board_page.renamed(one, none) for one in found.groups]


def _whose(found: Board) -> str:
    """Return whose actions are shown where that is not everybody's."""
    lines = [line for group in found.groups for line in group.lines]
    parts = []
    if found.wanted.lead:
        parts.append(next((line.lead for line in lines if line.lead), _("one person")))
    if found.wanted.unit:
        parts.append(next((line.unit for line in lines if line.unit), _("one organisation")))
    return ", ".join(parts)


def _choosing(request: HttpRequest, found: Board) -> dict[str, object] | None:
    """Return what the form offers by which one sees somebody's actions alone, once it is asked for."""
    if request.GET.get("choose") != WHOSE:
        return None
    leads, units = board_people.whose(found.scope)
    kept = [(name, str(getattr(found.wanted, name))) for name in ("by", "show")]
    return {
        "leads": leads,
        "units": units,
        "kept": kept,
        "lead": found.wanted.lead,
        "unit": found.wanted.unit,
    }


def _nothing(nothing: board_page.Nothing) -> dict[str, str]:
    return {
        "reason": nothing.reason,
        "by": nothing.by,
        "on": day(nothing.on),
        "again_on": day(nothing.again_on) if nothing.again_on else "",
    }
