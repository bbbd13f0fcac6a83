"""Lines of actions as HTML, filled into forms that are rendered once: a board shows dozens of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from speir.core.text import capital, day, listed
from speir.improvement.queries.board_groups import Head
from speir.improvement.queries.board_lines import BoardLine, Need
from speir.improvement.queries.board_page import Group
from speir.improvement.rules.naming import STANDING_WORDS, STATE_WORDS, UNSHOWN_WORDS, State
from speir.web.improvement.links import to
from speir.web.shell.rendered import blank, escaped, form, joined

Fill = Callable[[dict[str, str]], SafeString]
NOT_OPEN = "an action that is not open to you"
# Which texts a line can have; a form is rendered for each set of them that there is.
TEXTS = ("said", "said_on", "who", "nobody", "due", "late", "waits", "priority", "numbers")
GIVES, UNSHOWN = "gives", "unshown"


def line(one: BoardLine, *, priority: bool = True, lead: bool = True, home: str = "") -> SafeString:
    """Return an action as a line; `priority`, `lead`: with what it is for, with who leads it.

    `home` is the unit whose board it is: that it is done there is not said in every line.
    """
    return _line(one, priority, lead, home, get_language())


# What a line says is all of its key: another word, another day of being late or another reader's view is another line.
@lru_cache(maxsize=1024)
def _line(one: BoardLine, priority: bool, lead: bool, home: str, language: str | None) -> SafeString:
    unit = one.unit if one.unit_id != home else ""
    leads = "" if one.nobody else one.lead or _("Nobody leads it yet")
    who = [leads, unit] if lead else [unit]
    texts = {
        "id": one.id,
        "title": one.title,
        "said": one.said,
        "said_on": day(one.said_on) if one.said and one.said_on else "",
        "who": " · ".join(part for part in who if part),
        "nobody": led(one.lead) if one.nobody else "",
        "due": day(one.due) if one.due else "",
        "late": _(one.late) if one.late else "",
        "waits": "; ".join([_need(need) for need in one.waits]),
        "priority": one.priority if priority else "",
        "numbers": listed(one.numbers) if priority else "",
        "priority_id": one.priority_id,
    }
    there = tuple([name for name in TEXTS if texts[name]])
    there += (GIVES,) * (one.nobody and one.gives) + (UNSHOWN,) * one.unshown
    fill = _form_of_line(one.state, there, language)
    return fill({name: escaped(text) for name, text in texts.items()})


def led(lead: str) -> str:
    """Return that nobody leads an action now, and who did, where their account is not gone."""
    return _("Nobody now: %(lead)s led it") % {"lead": lead} if lead else _("Nobody leads it now")


def lines(those: tuple[BoardLine, ...], **shown: Any) -> SafeString:
    """Return actions as lines, one after the other."""
    return joined([line(one, **shown) for one in those])


def group(one: Group, at: int, *, by_priority: bool, home: str) -> SafeString:
    """Return a group of a board with its lines. `at` is its place on the page, `home` the unit whose board it is."""
    head = one.head
    texts = {
        "at": str(at),
        "name": one.name,
        "facts": capital(" · ".join(_facts(one, home))),
        "lines": lines(one.lines, priority=not by_priority, home=home),
        "nothing": _nothing(head) if head and not one.lines else "",
        "to": to("priority", head.id) if head else "",
    }
    there = tuple([name for name in ("facts", "lines", "nothing", "to") if texts[name]])
    fill = _form_of_group(there, one.goes_on, get_language())
    return fill({name: text if name == "lines" else escaped(text) for name, text in texts.items()})


def standing(one: Need) -> str:
    """Return whose an action is and how far it has come: Isla Reid, stuck, 3 days overdue."""
    parts = (one.lead, _(STATE_WORDS[one.state]), _(one.late) if one.late else "") if one.id else ()
    return ", ".join(part for part in parts if part)


def _need(one: Need) -> str:
    return f"“{one.title}” ({standing(one)})" if one.id else _(NOT_OPEN)


def _facts(one: Group, home: str) -> list[str]:
    facts = []
    if one.head:
        facts += [one.head.unit] if one.head.unit_id != home else []
        facts.append(_(STANDING_WORDS[one.head.state]))
        if one.head.review_on:
            facts.append(_("looked at again by %(day)s") % {"day": day(one.head.review_on)})
        if one.numbers:
            facts.insert(0, listed(one.numbers))
    if one.count > len(one.lines):
        facts.append(_("%(n)s actions") % {"n": f"{one.count:,}"})
    return facts


def _nothing(head: Head) -> str:
    if head.any:
        return _("All its actions have ended. Look whether it made a difference.")
    return _("No action yet.")


@lru_cache(maxsize=1024)
def _form_of_line(state: str, there: tuple[str, ...], _language: str | None) -> Fill:
    """Return the form for lines of which the same is said, in the language of now."""
    shown: dict[str, Any] = {name: blank(name) if name in there else "" for name in TEXTS}
    shown |= {"title": blank("title"), "to": to("action", blank("id")), "state": state}
    if GIVES in there:
        shown["gives"] = to("action_change", blank("id"))
    words = UNSHOWN_WORDS if UNSHOWN in there else STATE_WORDS[State(state).value]
    shown |= {"unshown": UNSHOWN in there, "state_words": _(words)}
    return form("improvement/board_line.html", shown)


@lru_cache(maxsize=64)
def _form_of_group(there: tuple[str, ...], goes_on: bool, _language: str | None) -> Fill:
    shown: dict[str, Any] = {
        name: blank(name) if name in there else "" for name in ("facts", "lines", "nothing", "to")
    }
    shown |= {"at": blank("at"), "name": blank("name"), "goes_on": goes_on}
    return form("improvement/board_group.html", shown)
