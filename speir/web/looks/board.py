"""The board of a closer look: one page that a group looks at together. Its rows are kept as HTML, as the grid's are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.evaluations.actions import readings
from speir.evaluations.queries.looks import board as queries
from speir.evaluations.rules.looks import board as rules
from speir.evaluations.rules.looks.naming import DOING_WORDS, GROUP_WORDS, HOW_WORDS, SEEN_WORDS
from speir.evidence.rules.items import NOT_OPEN, VOICE_WORDS
from speir.web.looks.tabs import papers, tabs
from speir.web.shell.door import signed_in
from speir.web.shell.rendered import joined, keep, known

# A mark beside the words, never instead of them.
MARKS: dict[str, str] = {
    rules.Found.DIFFERS: "≠",
    rules.Found.SEEN: "✓",
    rules.Found.PARTLY: "~",
    rules.Found.NOT_SEEN: "✕",
    rules.Found.NOT_LOOKED: "·",
}
QUESTION_MARKS = {"answered": "✓", "partly": "~", "not_yet": "·"}


@require_safe
@signed_in
def board(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponse:
    """Show what a closer look knows by now."""
    found = queries.read(actor, look_id)
    page = found.page
    readings.note_pieces(heading=page.heading, homes=found.homes, by=actor)
    context = {
        "look": page,
        "heading": page.heading,
        "tabs": tabs(look_id, "looks:board"),
        "papers": papers(page),
        "body": _body(found),
    }
    return render(request, "looks/board.html", context)


def _body(found: queries.BoardPage) -> SafeString:
    """Return all that the board says, rendered once for the same."""
    page = found.page
    places = tuple(theme.path for one in page.chosen for theme in one.themes)
    whose = (page.id, page.asks, page.may_judge, page.framework.id, page.stamp)
    key = ("look-board", whose, places, found.board, get_language())
    if (made := known(key)) is not None:
        return made
    return keep(key, "looks/board_body.html", {"look": page, **shown(found)})


def shown(found: queries.BoardPage) -> dict[str, Any]:
    """Return what the board's template is given."""
    page, made = found.page, found.board
    titles = {(one.indicator.number, theme.path): theme.title for one in page.chosen for theme in one.themes}
    groups = (
        (_("Answered"), made.answered),
        (_("Answered in part"), made.partly),
        (_("Not answered yet"), made.not_yet),
    )
    return {
        "board": made,
        "short": [_(sentence) for sentence in rules.in_short(made)],
        "questions": [
            (title, joined([_question(page, one) for one in those])) for title, those in groups if those
        ],
        "indicators": [
            (
                one.indicator,
                [
                    (titles.get((each.number, each.theme), ""), _(each.said), _rows(page, each))
                    for each in made.themes
                    if each.number == one.indicator.number
                ],
            )
            for one in page.chosen
        ],
        "differing": joined([_feature(page, one, unfolded=True) for one in made.differing]),
        "opposed": [
            {"number": one.number, "words": [words or _(NOT_OPEN) for words in one.contradicting]}
            for one in made.opposed
        ],
        "unheard": [(one.text, _(GROUP_WORDS[one.by_what])) for one in made.unheard],
        "heard": [(one.text, _(GROUP_WORDS[one.by_what])) for one in made.heard],
        "missing": [_(VOICE_WORDS[voice]) for voice in made.missing],
        "undone": [_way(one) for one in made.undone],
    }


def sources_of(feature: rules.Sought) -> list[dict[str, str]]:
    """Return where a feature was looked for, each with what was seen there, in words."""
    return [
        {
            "name": trace.name or _(NOT_OPEN),
            "kind": trace.kind_words or _(HOW_WORDS.get(trace.kind, "")),
            "seen": _(SEEN_WORDS[trace.seen]),
            "text": trace.text,
        }
        for trace in feature.traces
    ]


def _rows(page: Any, theme: rules.ThemeBoard) -> SafeString:
    return joined([_feature(page, one) for one in theme.features])


def _feature(page: Any, one: rules.Looked, *, unfolded: bool = False) -> SafeString:
    key = ("look-feature", page.id, page.may_judge, unfolded, one, get_language() or "")
    if (made := known(key)) is not None:
        return made
    context = {
        "look_id": page.id,
        "may": page.may_judge,
        "one": one,
        "said": _(one.said),
        "mark": MARKS[one.found],
        "sources": sources_of(one.feature),
        "unfolded": unfolded,
    }
    return keep(key, "looks/board_rows.html#feature", context)


def _question(page: Any, one: rules.Asked) -> SafeString:
    key = ("look-question", page.id, page.may_judge, one, get_language() or "")
    if (made := known(key)) is not None:
        return made
    context = {"look_id": page.id, "may": page.may_judge, "one": one, "mark": QUESTION_MARKS[one.state]}
    return keep(key, "looks/board_rows.html#question", context)


def _way(one: rules.Planned) -> dict[str, str]:
    parts = [_(DOING_WORDS[one.state]), one.person]
    if one.due:
        parts.append(_("by %(day)s") % {"day": one.due})
    return {"text": one.text, "line": " · ".join(part for part in parts if part)}
