"""Boards: what I have to do, and what a unit has to do."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import day
from speir.improvement.queries import board_page, board_people
from speir.improvement.queries.board_page import Board
from speir.improvement.rules.boards import By, Show, Wanted, counted, wanted
from speir.web.improvement import board_laid
from speir.web.improvement.links import to
from speir.web.improvement.tabs import tabs
from speir.web.shell.door import signed_in
from speir.web.shell.rendered import around

BY_WORDS = {By.PRIORITY: "Priority", By.DATE: "Date", By.INDICATOR: "Indicator", By.PLAN: "Plan"}
WHOSE = "whose"


@require_safe
@signed_in
def board(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show what a unit has to do."""
    asked = wanted(request.GET.dict())
    found = board_page.board(actor, unit_id, asked)
    by_priority = asked.by is By.PRIORITY
    groups = [
        board_laid.group(one, at, by_priority=by_priority) for at, one in enumerate(_named(found), start=1)
    ]
    context = {
        "unit": found.unit,
        "tabs": tabs(unit_id, "improvement:board"),
        "board": found,
        "any": bool(groups),
        "sorts": _sorts(found),
        "ways": [(address(asked.with_(by=by, of="")), _(BY_WORDS[by]), by is asked.by) for by in By],
        "whose": _whose(found),
        "choose": address(asked) + ("&" if address(asked) != "?" else "") + f"choose={WHOSE}",
        "choosing": _choosing(request, found),
        "everything": address(Wanted(by=asked.by)),
        "narrowed": asked.show is not Show.OPEN or asked.lead or asked.unit or asked.of,
        "said": _said(found),
        "earlier": address(asked.with_(page=asked.page - 1)) if asked.page > 1 else "",
        "later": address(asked.with_(page=asked.page + 1)) if found.more else "",
        "to_choosing": to("choosing", unit_id),
        "to_timeline": to("timeline", unit_id),
        "nothing": found.nothing and _nothing(found.nothing),
    }
    return around(request, "improvement/board.html", context, groups=groups)


def address(asked: Wanted) -> str:
    """Return the address of a board as somebody wants to see it, from its question mark on."""
    usual = Wanted()
    words = {
        name: str(getattr(asked, name))
        for name in ("by", "show", "lead", "unit", "of", "page")
        if getattr(asked, name) != getattr(usual, name)
    }
    return f"?{urlencode(words)}" if words else "?"


def _named(found: Board) -> list[board_page.Group]:
    """Return the groups, those without a name with words for it."""
    none = {
        By.DATE: _("No date yet"),
        By.INDICATOR: _("No indicator named"),
        By.PLAN: _("No plan named"),
        By.PRIORITY: "",
    }[found.wanted.by]
    return [one if one.name else board_page.renamed(one, none) for one in found.groups]


def _sorts(found: Board) -> list[dict[str, object]]:
    """Return what can be shown: everything open, what is looked at first with how many, and what has ended."""
    asked = found.wanted
    sorts = [
        (Show.OPEN, _("Everything still open")),
        *((show, _(words)) for show, words in counted(found.urgent)),
    ]
    if asked.show in NONE_OF and asked.show not in {show for show, _words in sorts}:
        sorts.append((asked.show, _(NONE_OF[asked.show])))
    sorts += [(Show.WAITING, _("What waits for somebody else")), (Show.ENDED, _("What has ended"))]
    return [
        {
            "to": address(asked.with_(show=show, of="")),
            "says": says,
            "here": show is asked.show,
            "show": show.value,
        }
        for show, says in sorts
    ]


NONE_OF = {
    Show.OVERDUE: "Nothing is overdue",
    Show.STUCK: "Nothing is stuck",
    Show.UNPROVED: "Nothing is done without something to show for it",
    Show.NO_DIFFERENCE: "Nothing was done without making a difference",
    Show.UNDATED: "Everything has a date",
}


def _said(found: Board) -> str:
    """Return a sentence where nothing presses, so that a quiet board says so."""
    if found.urgent.get(Show.OVERDUE) or found.urgent.get(Show.STUCK):
        return ""
    return _("Nothing is overdue or stuck.")


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
