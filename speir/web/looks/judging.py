"""Judging in a closer look: its indicators, and one of them theme by theme, with a level if the group wants one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import Refused
from speir.core.text import capital, clean
from speir.evaluations.actions import judgements, readings
from speir.evaluations.actions.beside import Outcome
from speir.evaluations.actions.looks.theme_findings import TEXTS as OF_THEME
from speir.evaluations.actions.looks.theme_findings import write
from speir.evaluations.policy import ANY
from speir.evaluations.queries import panels
from speir.evaluations.queries.looks import judging as queries
from speir.evaluations.rules.judging import SURE_WORDS, TEXTS, pieces_and_kinds
from speir.evaluations.rules.saving import mark
from speir.web.broad_views import parts, show
from speir.web.broad_views.forms import field, panel_fields
from speir.web.looks.questions import boxes
from speir.web.looks.tabs import tabs
from speir.web.moderation.show import say
from speir.web.shell import errors, mentions
from speir.web.shell.door import signed_in

# What saves of themes came to, by their stable keys: the outcome, and the form as it was sent.
OfThemes = Mapping[str, tuple[Outcome, Any]]
LEVEL_FIELDS = ("choice", "sure")


@require_safe
@signed_in
def judging(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponse:
    """Show the indicators of a closer look as they are judged."""
    found = queries.index(actor, look_id)
    readings.note(heading=found.page.heading, by=actor)
    page = found.page
    context = {
        "look": page,
        "heading": page.heading,
        "tabs": tabs(look_id, "looks:judging"),
        "lines": [
            (one, _(pieces_and_kinds(one.pieces, one.kinds)), _range(one.agreed) if one.agreed else "")
            for one in found.lines
        ],
        "sure_words": {key: _(words) for key, words in SURE_WORDS.items()},
        "leads": found.leads,
    }
    return render(request, "looks/judging.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def indicator(request: HttpRequest, actor: Actor, look_id: str, number: str) -> HttpResponseBase:
    """Show one indicator, or save its level, how sure, and why."""
    if request.method != "POST":
        return page_of_indicator(request, actor, look_id, number)
    posted = mentions.answered(request.POST)
    typed = {name: one for name, one in panel_fields(posted).items() if name not in (*TEXTS, "done")}
    why = posted.get("why", "")
    if not typed and not why and "each" not in posted:
        return errors.bad_request(request)
    of_themes, refused = _themes(actor, look_id, number, posted)
    row, out = judgements.record(
        evaluation_id=look_id,
        number=number,
        typed=typed,
        why=why,
        why_seen=posted.get("told_why", "")[:64],
        by=actor,
    )
    if getattr(request, "htmx", False):
        framework, standing, own = panels.standing_after(actor, row)
        shown = show.saved(row, out, framework, (standing, own), posted)
        shown["fields"] = [one for one in shown["fields"] if one["name"] in LEVEL_FIELDS]
        return render(request, "broad_views/saved.html", shown)
    if refused:
        raise refused[0]
    if out.stuck or of_themes:
        status = (
            409 if any(one.conflicts for one in (out, *(each for each, _sent in of_themes.values()))) else 422
        )
        of_level = (out, posted) if out.stuck else None
        return page_of_indicator(
            request, actor, look_id, number, of_level=of_level, of_themes=of_themes, status=status
        )
    go = request.POST.get("go")
    if go == "beacon":
        return HttpResponse(status=204)
    if go in ("evidence", "cite"):
        return redirect("looks:evidence_new" if go == "evidence" else "looks:evidence_cite", look_id, number)
    messages.success(request, _("Saved."))
    return redirect("looks:indicator", look_id, number)


def _themes(actor: Actor, look_id: str, number: str, posted: QueryDict) -> tuple[OfThemes, list[Refused]]:
    """Save what was typed of themes in a page without script, whose form holds all of it; `each` names them.

    Return what is stuck, and what was refused: the rest is saved, or kept for its writer, all the same.
    """
    stuck: dict[str, tuple[Outcome, Any]] = {}
    refused: list[Refused] = []
    for key in dict.fromkeys(posted.getlist("each")):
        _page, chosen = queries.require_theme(actor, look_id, number, key)
        sent = {
            name: posted[f"{name}.{key}"]
            for name in (*OF_THEME, *(f"base_{one}" for one in OF_THEME))
            if f"{name}.{key}" in posted
        }
        typed = {name: field(posted, f"{name}.{key}") for name in OF_THEME if name in sent}
        if all(mark(clean(one.value)) == one.base for one in typed.values()):
            continue  # as it stands
        try:
            _row, out = write(look_id=look_id, theme=chosen.path, typed=typed, by=actor)
            if out.stuck:
                stuck[chosen.path] = (out, sent)
        except Refused as one:
            refused.append(one)
    return stuck, refused


@require_safe
@signed_in
def history(request: HttpRequest, actor: Actor, look_id: str, number: str) -> HttpResponse:
    """Show which levels were given, by whom and why."""
    page = queries.opened(actor, look_id, number).page
    shown = panels.history(actor, look_id, number, kinds=ANY)
    readings.note(heading=shown.heading, by=actor)
    context = {"look": page, "heading": page.heading, "tabs": tabs(look_id, "looks:judging")}
    return render(request, "looks/history.html", context | {"history": shown})


def page_of_indicator(
    request: HttpRequest,
    actor: Actor,
    look_id: str,
    number: str,
    *,
    of_level: tuple[Outcome, Any] | None = None,
    of_themes: OfThemes | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show one indicator: as it stands, or as it was sent where a save of its level or of a theme is stuck."""
    found = queries.opened(actor, look_id, number)
    panel, page = panels.panel(actor, look_id, number, kinds=ANY), found.page
    evidence = [cited.item for cited in panel.evidence]
    readings.note(heading=page.heading, evidence=evidence, by=actor)
    out, posted = of_level or (None, None)
    context = show.panel(panel, out, posted) | {
        "look": page,
        "tabs": tabs(look_id, "looks:judging"),
        "may": page.may_judge,
        "themes": [_theme(one, of_themes or {}) for one in found.themes],
        "agreed": found.agreed,
        "range": _range(found.agreed) if found.agreed else "",
        "leads": found.leads and page.may_judge and not page.heading.only_me,
        "evidence": [parts.evidence(panel, each, change=page.may_judge) for each in panel.evidence],
        "problem": bool(of_level or of_themes),
    }
    undo = request.session.get("undo")
    if undo and (undo["evaluation"], undo["number"]) == (look_id, number):
        context["undo"] = request.session.pop("undo")
    return render(request, "looks/indicator.html", context, status=status)


def _theme(one: queries.ThemeJudged, sent: OfThemes) -> dict[str, Any]:
    both = {"strengths": one.strengths, "weaknesses": one.weaknesses}
    out, posted = sent.get(one.theme.path, (None, None))
    own = {name: (text.asides, text.held) for name, text in both.items()}
    shown = boxes(tuple(both), {name: text.value for name, text in both.items()}, own, out, posted)
    writers = list(dict.fromkeys(text.by for text in both.values() if text.by))
    return {
        "theme": one.theme,
        "board": _(one.board),
        "texts": [
            (_("What is strong"), "very_good", shown["strengths"]),
            (_("What is weak"), "weak", shown["weaknesses"]),
        ],
        "by": ", ".join(writers),
        "asks": any(box.get(name) for box in shown.values() for name in ("mentions", "conflict", "refused")),
        "held": any(text.held for text in both.values()),
        "asides": [aside for text in both.values() for aside in text.asides],
    }


def _range(one: Any) -> str:
    """Return what people judged alone, as in "Two say good, one says weak"."""
    return capital(", ".join(say(count, level) for level, count in one.views))
