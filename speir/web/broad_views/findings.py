"""What we found, and the answers in people's own words."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.evaluations.actions import readings
from speir.evaluations.actions.answers import answer as save_answer
from speir.evaluations.actions.beside import Outcome
from speir.evaluations.queries import records
from speir.evaluations.queries.headings import heading
from speir.evaluations.rules.answering import CAPACITY, CAPACITY_HINT
from speir.evaluations.rules.findings import findings
from speir.evaluations.rules.judging import SURE_WORDS
from speir.evaluations.rules.record import Record
from speir.evaluations.rules.saving import mark
from speir.web.broad_views import show
from speir.web.broad_views.forms import field
from speir.web.shell import errors, mentions, onward
from speir.web.shell.door import sent_to, signed_in


def found_context(record: Record) -> dict[str, Any]:
    """Return what both the page of findings and a sealed edition show of a record."""
    return {
        "record": record,
        "findings": findings(record),
        "sure_words": {key: _(words) for key, words in SURE_WORDS.items()},
    }


@require_safe
@signed_in
def found(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponse:
    """Show what was found as it stands."""
    opened = records.opened(actor, evaluation_id)
    readings.note(heading=opened.heading, by=actor)
    context = found_context(opened.record) | {
        "heading": opened.heading,
        "may_look": bool(reach(actor, Permission.START_EVALUATION)),
        "choosing": onward.choosing(actor, opened.heading.unit_id),
    }
    return render(request, "broad_views/found.html", context)


@require_safe
@signed_in
def answers(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponse:
    """Show the key questions and the overarching one with room for an answer to each."""
    opened = records.opened(actor, evaluation_id)
    readings.note(heading=opened.heading, by=actor)
    return render(request, "broad_views/answers.html", _answers(opened))


@sent_to
@signed_in
def answer(request: HttpRequest, actor: Actor, evaluation_id: str, question: str) -> HttpResponseBase:
    """Save one answer; `overall` is the overarching question."""
    number = "" if question == "overall" else question
    if "text" not in request.POST:
        return errors.bad_request(request)
    posted = mentions.answered(request.POST)
    typed = field(posted, "text")
    row, out = save_answer(evaluation_id=evaluation_id, question=number, typed=typed, by=actor)
    if out.stuck:  # the answer shows what stands there, and a form can be sent for that alone
        readings.note(heading=heading(actor, row.evaluation), by=actor)
    if getattr(request, "htmx", False):
        return render(request, "broad_views/answer_saved.html", _saved(question, row, out, posted))
    if out.stuck:
        opened = records.opened(actor, evaluation_id)
        context = _answers(opened, question, out, posted)
        return render(request, "broad_views/answers.html", context, status=409 if out.conflicts else 422)
    if request.POST.get("go") == "beacon":
        return HttpResponse(status=204)
    messages.success(request, _("Saved."))
    return redirect("broad_views:answers", evaluation_id)


def _answers(
    opened: records.Opened, typed: str = "", out: Outcome | None = None, posted: Any = None
) -> dict[str, Any]:
    record = opened.record
    asides: dict[str, list[Any]] = defaultdict(list)
    for aside in opened.asides:
        asides[aside.field or "overall"].append(aside)
    rows: list[dict[str, Any]] = []
    asked: list[tuple[Any, ...]] = [
        (q.number, q.title, q.answer, q.answer_by, q.judgements, "") for q in record.questions
    ]
    overall = (record.overarching_question, record.overarching_answer, record.overarching_by)
    asked.append(("overall", *overall, (), ""))
    capacity = (_(record.capacity_question), record.capacity_answer, record.capacity_by)
    asked.append((CAPACITY, *capacity, (), _(CAPACITY_HINT)))
    for question, title, text, by, judgements, hint in asked:
        row: dict[str, Any] = {"question": question, "title": title}
        row["judgements"] = [one for one in judgements if one.told]
        row |= {"by": by, "hint": hint, "numbered": bool(judgements)}
        row |= {"value": text, "base": mark(text), "asides": asides.get(question, [])}
        held = opened.held.get("" if question == "overall" else question)
        if held is not None:
            row |= {
                "value": held.text,
                "mentions": mentions.shown("text", held.text, held.mentions, held.aside),
            }
        if out is not None and question == typed:
            kept = "text" in out.held
            base = mark(out.current["text"]) if kept else posted.get("base_text", "")
            row |= {"value": posted.get("text", ""), "base": base, "asides": []}
            row |= show.beside("text", out, None)
        rows.append(row)
    return {"heading": opened.heading, "record": record, "rows": rows, "problem": out is not None}


def _saved(question: str, row: Any, out: Outcome, posted: Any) -> dict[str, Any]:
    stuck, held = bool(out.conflicts or out.refused), out.held.get("text")
    return {
        "behind": "text" in out.behind,
        "question": question,
        "stuck": stuck,
        "held": held is not None,
        "base": mark(out.current["text"]),
        "swap": ("text" in out.chosen or "mend_text" in posted) and not stuck,
        "value": held.text if held else out.current["text"],
        "beside": show.beside("text", out, None),
        "saved_at": show.when(row.written_at),
    }
