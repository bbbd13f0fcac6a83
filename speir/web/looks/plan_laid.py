"""The plan of a closer look laid out as HTML: its themes and their lines, filled into forms that are rendered once.

A theme with its illustrations is the same on every plan but for whose it is, which lines stand in it, and which of its
illustrations are in the plan already. There are dozens of lines and hundreds of buttons on such a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.template.defaultfilters import capfirst, truncatechars
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from speir.core.ids import new_id
from speir.evaluations.queries.looks.headings import LookPage
from speir.evaluations.queries.looks.plan_lines import Line
from speir.evaluations.queries.looks.planning import Block, Illustration
from speir.evaluations.rules.looks.naming import ANSWERED_WORDS, Answered
from speir.evaluations.rules.looks.proposing import parted
from speir.frameworks.rules.structure import Indicator
from speir.web.looks.show import ADD_WORDS, COLUMN_WORDS
from speir.web.shell.rendered import blank, escaped, form, joined, made_once

# An indicator as a whole, where the address has the key of a theme.
WHOLE = "-"
# How many themes a process keeps as forms: more than the framework has, for whoever plans and whoever reads.
MOST_THEMES = 120
HIDDEN = SafeString(" hidden")
GROUPS = ("very_good", "official_very_good", "weak", "official_weak")

Fill = Callable[[dict[str, str]], SafeString]
_themes: dict[tuple[object, ...], Fill] = {}


def themes(
    page: LookPage, blocks: Sequence[Block], token: str, *, unfolded: bool, at: str = ""
) -> list[SafeString]:
    """Return the themes of the plan by indicator, in pieces.

    `unfolded`: the first one's illustrations stand open; so do those of the theme at this place (`place_of`).
    """
    pieces: list[SafeString] = []
    opened = {at, _place(blocks[0]) if unfolded and blocks else ""}
    for indicator, those in groupby(blocks, key=lambda block: block.indicator):
        begins, ends = _around_indicator(indicator, get_language())
        filled = [theme(page, block, token, unfolded=_place(block) in opened) for block in those]
        pieces += (begins, *filled, ends)
    return pieces


def theme(page: LookPage, block: Block, token: str, *, unfolded: bool) -> SafeString:
    """Return a theme of the plan. `token` is that of the page's forms; `unfolded`: its illustrations stand open."""
    values: dict[str, str] = {"look": escaped(page.id), "token": escaped(token)}
    for column, those in block.columns:
        values[column] = lines(page.id, those, may=page.may_plan)
        values[f"new_{column}"] = new_id()
    for group, at, one in _illustrated(block):
        values[f"{group}_{at}"] = "" if one.used else HIDDEN
    return _form_of(page, block, unfolded=unfolded)(values)


def lines(look_id: str, those: Iterable[Line], *, may: bool) -> SafeString:
    """Return lines of one column; `may`: with what changes them."""
    language, those = get_language(), tuple(those)
    return made_once(
        ("look-lines", look_id, those, may, language),
        lambda: joined([_line(look_id, one, may, language) for one in those]),
    )


def line_of(line: Line) -> dict[str, Any]:
    """Return a line as its template shows it."""
    answered = line.state if line.column == "question" and line.state != Answered.NOT_YET else ""
    return {
        "line": line,
        "short": _short(line.text),
        "assigned": " · ".join(_(part) for part in line.assigned),
        "unassigned": line.column == "way" and not line.person,
        "answered": capfirst(_(ANSWERED_WORDS[answered])) if answered else "",
    }


def column_of(column: str, number: str, key: str) -> dict[str, Any]:
    """Return a column of a theme as its template shows it, with the id of the next line to be added."""
    return {
        "column": column,
        "title": _(COLUMN_WORDS[column]),
        "add": _(ADD_WORDS[column]),
        "at": f"{place_of(number, key)}-{column}",
        "number": number,
        "key": key,
        "new_id": new_id(),
    }


def place_of(number: str, key: str) -> str:
    """Return the id of a theme on the page of the plan: `t-3-2-recording`."""
    return f"t-{number.replace('.', '-')}-{'whole' if key == WHOLE else key}"


def made_at(number: str, key: str, column: str, made_of: str) -> str:
    """Return the id of the button that makes a question or a feature of an illustration."""
    _path, level, which = parted(made_of)
    official = "-official" if level.startswith("official_") else ""
    named = level.removeprefix("official_")
    return f"{column[0]}-{place_of(number, key)}-{named}{official}-{int(which) + 1}"


def _place(block: Block) -> str:
    return place_of(block.indicator.number, block.theme.key if block.theme else WHOLE)


def _line(look_id: str, line: Line, may: bool, language: str | None) -> SafeString:
    shown = line_of(line)
    texts = {
        "text": line.text,
        "short": shown["short"],
        "assigned": shown["assigned"],
        "answered": shown["answered"],
        "cites": line.cites,
        "item": line.item,
        "item_shows": line.item_shows,
    }
    there = tuple(name for name in ("assigned", "answered", "cites", "item_shows") if texts[name])
    fill = _form_of_line(line.column, there, shown["unassigned"], may, language)
    return fill({"look": look_id, "id": line.id, **{name: escaped(text) for name, text in texts.items()}})


@lru_cache(maxsize=256)
def _form_of_line(
    column: str, there: tuple[str, ...], unassigned: bool, may: bool, _language: str | None
) -> Fill:
    """Return the form for lines of a column of which the same is said, in the language of now."""
    said = {name: blank(name) if name in there else "" for name in ("cites", "item_shows")}
    line = {"id": blank("id"), "column": column, "text": blank("text"), "item": blank("item"), **said}
    one = {"line": line, "short": blank("short"), "unassigned": unassigned}
    one |= {name: blank(name) if name in there else "" for name in ("assigned", "answered")}
    return form("looks/line.html", {"look": {"id": blank("look")}, "one": one, "may": may})


def _form_of(page: LookPage, block: Block, *, unfolded: bool) -> Fill:
    """Return the form for a theme of a framework, in the language of now."""
    number, key = block.indicator.number, block.theme.key if block.theme else WHOLE
    made_of = (get_language(), page.framework.id, page.stamp, number, key, page.may_plan, unfolded)
    if (known := _themes.get(made_of)) is not None:
        return known
    columns = [
        column_of(column, number, key) | {"laid": blank(column), "new_id": blank(f"new_{column}")}
        for column, _lines in block.columns
    ]
    one = {
        "block": block,
        "at": place_of(number, key),
        "number": number,
        "key": key,
        "columns": columns,
        "illustrations": list(_illustrations(block)),
        "may": page.may_plan,
        "open": unfolded,
    }
    context = {"look": {"id": blank("look")}, "csrf_token": blank("token"), "one": one}
    if len(_themes) >= MOST_THEMES:
        _themes.clear()
    made = _themes[made_of] = form("looks/plan_block.html", context)
    return made


@lru_cache(maxsize=64)
def _around_indicator(indicator: Indicator, _language: str | None) -> tuple[SafeString, SafeString]:
    """Return what stands before and after the themes of an indicator, in the language of now."""
    place = blank("themes")
    made = render_to_string("looks/plan.html#indicator", {"of": {"indicator": indicator, "themes": place}})
    before, _place, after = made.partition(place)
    return SafeString(before), SafeString(after)


def _illustrations(block: Block) -> Iterator[dict[str, Any]]:
    """Return the illustrations of a theme as the form shows them: whether one is in the plan is filled in."""
    groups: dict[str, list[dict[str, Any]]] = {group: [] for group in GROUPS}
    for group, at, one in _illustrated(block):
        groups[group].append({"key": one.key, "text": one.text, "hides": blank(f"{group}_{at}")})
    for title, level in ((_("Very good"), "very_good"), (_("Weak"), "weak")):
        yield {"title": title, "level": level, "official": False, "all": groups[level]}
        if official := groups[f"official_{level}"]:
            words = _("%(level)s, in the official wording") % {"level": title}
            yield {"title": words, "level": level, "official": True, "all": official}


def _illustrated(block: Block) -> Iterator[tuple[str, int, Illustration]]:
    for group in GROUPS:
        for at, one in enumerate(getattr(block, group)):
            yield group, at, one


@lru_cache(maxsize=2048)
def _short(text: str) -> str:
    """Return the beginning of a line, by which a button says to those who do not see it which line it changes."""
    return str(truncatechars(text, 60))
