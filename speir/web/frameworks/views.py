"""Pages of a framework."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.text import one_line
from speir.frameworks import queries
from speir.frameworks.rules import searching
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def index(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Open the one framework there is, or the list of them."""
    found = queries.all_current()
    if len(found) == 1:
        return redirect("frameworks:overview", found[0].key)
    return render(request, "frameworks/index.html", {"frameworks": found})


@require_safe
@signed_in
def overview(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """The overarching question and its key questions with their indicators."""
    return render(request, "frameworks/overview.html", {"framework": queries.current(key)})


@require_safe
@signed_in
def indicator(request: HttpRequest, actor: Actor, key: str, number: str) -> HttpResponse:
    """One indicator: very good and weak side by side, theme by theme."""
    framework = queries.current(key)
    shown = framework.by_number.get(number)
    if shown is None:
        raise NotYours
    before, after = framework.neighbours(shown)
    context = {
        "framework": framework,
        "indicator": shown,
        "question": framework.question_by_number[shown.key_question],
        "before": before,
        "after": after,
    }
    return render(request, "frameworks/indicator.html", context)


@require_safe
@signed_in
def levels(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """The levels with their definitions."""
    return render(request, "frameworks/levels.html", {"framework": queries.current(key)})


@require_safe
@signed_in
def standards(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """The standards under the key questions they belong to."""
    return render(request, "frameworks/standards.html", {"framework": queries.current(key)})


@require_safe
@signed_in
def about(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Everything else that the publication lists: sources of evidence, reasons, plans, areas, references, copying."""
    return render(request, "frameworks/about.html", {"framework": queries.current(key)})


@require_safe
@signed_in
def find(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Find an indicator or key question by its number, or words in titles and illustrations."""
    framework = queries.current(key)
    words = one_line(request.GET.get("words", "")[:200])
    context = {"framework": framework, "words": words, "found": searching.find(framework, words)}
    return render(request, "frameworks/find.html", context)
