"""What stands over a board: what it can show, with how many there are, and in which order. A form, rendered once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from speir.improvement.queries.board_page import Board
from speir.improvement.rules.boards import By, Show, Wanted, counted
from speir.web.improvement.links import to
from speir.web.shell.rendered import blank, escaped, form

BY_WORDS = {By.PRIORITY: "Priority", By.DATE: "Date", By.INDICATOR: "Indicator", By.PLAN: "Plan"}
ALWAYS = {
    Show.OPEN: "Everything still open",
    Show.WAITING: "What waits for somebody else",
    Show.ENDED: "What has ended",
    Show.ALL: "Everything",
}
NONE_OF = {
    Show.OVERDUE: "Nothing is overdue",
    Show.STUCK: "Nothing is stuck",
    Show.UNPROVED: "Nothing is done whose impact is not shown yet",
    Show.NO_DIFFERENCE: "Nothing was done of which no difference is seen",
    Show.NOBODY: "Everything that goes on has somebody to lead it",
    Show.UNSHOWN: "Evidence stands wherever impact was shown",
    Show.UNDATED: "Everything has a date",
}


def bar(found: Board) -> SafeString:
    """Return what a board can show and in which order, as HTML."""
    asked, urgent = found.wanted, dict(counted(found.urgent))
    if asked.show in NONE_OF and asked.show not in urgent:
        urgent[asked.show] = NONE_OF[asked.show]
    whose = urlencode({name: getattr(asked, name) for name in ("lead", "unit") if getattr(asked, name)})
    fill = _form(asked.by, asked.show, tuple(urgent), found.quiet, get_language())
    texts = {show.value: escaped(_(words)) for show, words in urgent.items()}
    return fill(texts | {"whose": f"&amp;{escaped(whose)}" if whose else "", "unit": found.unit.id})


@lru_cache(maxsize=512)
def _form(
    by: By, show: Show, urgent: tuple[Show, ...], quiet: bool, _language: str | None
) -> Callable[[dict[str, str]], SafeString]:
    """Return the form for boards of which the same sorts are shown, in the language of now."""
    sorts = [
        {
            "show": one.value,
            "says": _(ALWAYS[one]) if one in ALWAYS else blank(one.value),
            "to": _address(by, one),
            "here": one is show,
        }
        for one in (Show.OPEN, *urgent, Show.WAITING, Show.ENDED, *([Show.ALL] if show is Show.ALL else []))
    ]
    ways = [(_address(one, show), _(BY_WORDS[one]), one is by) for one in By]
    context = {"sorts": sorts, "ways": ways, "quiet": quiet, "to_timeline": to("timeline", blank("unit"))}
    return form("improvement/board_bar.html", context)


def _address(by: By, show: Show) -> SafeString:
    shown = f"&amp;show={show}" if show is not Show.OPEN else ""
    return SafeString(f"?by={by}{shown}{blank('whose')}")


def address(asked: Wanted, **more: str) -> str:
    """Return the address of a board as somebody wants to see it, from its question mark on."""
    usual = Wanted()
    words = {
        name: str(getattr(asked, name))
        for name in ("by", "show", "lead", "unit", "of", "page")
        if getattr(asked, name) != getattr(usual, name)
    } | more
    return f"?{urlencode(words)}" if words else "?"
