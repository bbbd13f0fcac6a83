"""A question of the plan: how far it is answered, and the answer in words, which saves itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.evaluations.actions import readings
from speir.evaluations.actions.beside import Outcome
from speir.evaluations.actions.looks import answers as actions
from speir.evaluations.queries.looks import saying as queries
from speir.evaluations.rules.looks.naming import ANSWERED_WORDS
from speir.evaluations.rules.saving import mark
from speir.web.broad_views import show
from speir.web.broad_views.forms import field
from speir.web.looks.tabs import tabs
from speir.web.shell import errors, mentions
from speir.web.shell.door import signed_in

FIELDS = actions.FIELDS
STATES = (("not_yet", "Not yet"), ("partly", "In part"), ("answered", "Yes, it is answered"))


@require_http_methods(["GET", "POST"])
@signed_in
def question(request: HttpRequest, actor: Actor, look_id: str, question_id: str) -> HttpResponseBase:
    """Show a question with its answer, or save what was typed of it."""
    if request.method != "POST":
        found = queries.question(actor, look_id, question_id)
        readings.note(heading=found.page.heading, by=actor)
        return render(request, "looks/question.html", _context(found))
    posted = mentions.answered(request.POST)
    typed = {name: field(posted, name) for name in FIELDS if name in posted}
    if not typed:
        return errors.bad_request(request)
    row, out = actions.answer(look_id=look_id, question_id=question_id, typed=typed, by=actor)
    if getattr(request, "htmx", False):
        saved_at = show.when(row.answer_at)
        return render(request, "looks/look_saved.html", saved(out, posted, FIELDS, saved_at, _words))
    if out.stuck:
        found = queries.question(actor, look_id, question_id)
        status = 409 if out.conflicts else 422
        return render(request, "looks/question.html", _context(found, out, posted), status=status)
    if request.POST.get("go") == "beacon":
        return HttpResponse(status=204)
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('looks:board', args=[look_id])}#q-{question_id}")


def boxes(
    names: tuple[str, ...],
    values: dict[str, str],
    found: dict[str, Any],
    out: Outcome | None,
    posted: Any,
    words: Any = None,
) -> dict[str, dict[str, Any]]:
    """Return fields as a page shows them: as they stand, as a draft of the reader's, or as they were sent and stuck.

    `found` holds by field the reader's `asides` and the draft that is `held`.
    """
    shown = {}
    for name in names:
        asides, held = found[name]
        one: dict[str, Any] = {"name": name, "value": values[name], "base": mark(values[name]), "asides": ()}
        if out is None:
            one["asides"] = asides
            if held is not None:
                one["value"] = held.text
                one["mentions"] = mentions.shown(name, held.text, held.mentions, held.aside)
        elif name in out.stuck:
            one["value"] = posted.get(name, "")
            one["base"] = mark(out.current[name]) if name in out.held else posted.get(f"base_{name}", "")
            one |= _beside(name, out, words)
        shown[name] = one
    return shown


def saved(
    out: Outcome, posted: Any, names: tuple[str, ...], saved_at: str, words: Any = None, suffix: str = ""
) -> dict[str, Any]:
    """Return what the answer to a save by script shows: the quiet line, fresh marks, conflicts beside their fields.

    `suffix` ends the ids of its boxes, where a page has several forms; `words` are what a choice is called.
    """
    fields = []
    for name in names:
        changed, held = name in out.conflicts or name in out.refused, out.held.get(name)
        fields.append(
            {
                "name": name,
                "id": f"{name}{suffix}",
                "base": mark(out.current[name]),
                "stuck": changed or name in out.behind,
                "behind": _said(out.current[name], words, name) if name in out.behind else "",
                "beside": _beside(name, out, words) if changed or held else None,
                "swap": (name in out.chosen or f"mend_{name}" in posted) and not changed,
                "value": held.text if held else out.current[name],
                "text": words is None or name not in words,
            }
        )
    return {
        "fields": fields,
        "line": f"saved{suffix}",
        "problem": bool(out.stuck),
        "held": bool(out.held),
        "saved_at": saved_at,
    }


_words = {"state": ANSWERED_WORDS}


def _said(value: str, words: Any, name: str) -> str:
    return _(words[name].get(value, value)) if words and name in words else value


def _beside(name: str, out: Outcome, words: Any) -> dict[str, Any]:
    shown = show.beside(name, out, None)
    if words and name in words and shown["conflict"] is not None:
        shown |= {part: _said(shown[part], words, name) for part in ("mine", "theirs")} | {"text": False}
    return shown


def _context(found: queries.QuestionPage, out: Outcome | None = None, posted: Any = None) -> dict[str, Any]:
    page = found.page
    own = {"answer": (found.asides, found.held.get("answer")), "state": ((), None)}
    return {
        "look": page,
        "heading": page.heading,
        "tabs": tabs(page.id, "looks:board"),
        "question": found,
        "field": boxes(FIELDS, dict(found.values), own, out, posted, _words),
        "states": [(key, _(words)) for key, words in STATES],
        "state_words": _(ANSWERED_WORDS[found.values["state"]]),
        "problem": out is not None,
    }
