"""One priority: its page, agreeing it, opening it again, and what was written in it before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import Unfit
from speir.improvement.actions import priorities as actions
from speir.improvement.queries import priority_form, priority_page
from speir.improvement.queries.boards import is_near, opens
from speir.improvement.queries.priority_page import FindingLine, PriorityPage, StepLine
from speir.improvement.queries.tracked import answering
from speir.improvement.rules.closing import Stood
from speir.improvement.rules.naming import FOLLOWING_WORDS, PriorityMove, Standing
from speir.improvement.rules.priorities import missing
from speir.mentions.rules import Waits
from speir.web.improvement.priority_forms import ReopenPriorityForm
from speir.web.improvement.tabs import head
from speir.web.improvement.where import address
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

STEPS = {
    PriorityMove.PROPOSED.value: "Proposed",
    PriorityMove.AGREED.value: "Agreed",
    PriorityMove.CLOSED.value: "Closed",
    PriorityMove.REOPENED.value: "Opened again",
    PriorityMove.TAKEN_OUT.value: "Taken out",
    PriorityMove.PUT_BACK.value: "Put back",
}
FIELDS = {
    "title": "What is to become better",
    "difference": "What will be different",
    "responsibility_words": "Who does what",
    "words": "What was found",
}
PAGES = {
    "view": "broad_views:indicator",
    "look": "looks:overview",
    "inspection": "inspections:one",
    "item": "evidence:item",
}


@require_safe
@signed_in
def show(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponse:
    """Show a whole priority."""
    page = priority_page.page(actor, priority_id)
    going_on = page.state != Standing.CLOSED and not page.removed
    closed = page.closed
    context = _beside(page, actor) | {
        "actions": [{"one": one, "to": address("improvement:action", one.id)} for one in page.actions],
        "action_new": address("improvement:action_new", page.id),
        "findings": [_finding(one) for one in page.findings],
        "taken_out": [_finding(one) for one in page.taken_out],
        "steps": [step_of(one) for one in page.steps],
        "closed": step_of(closed) if closed else None,
        "earlier_closings": [
            step_of(one) for one in page.steps if one.said == PriorityMove.CLOSED and one is not closed
        ],
        "may_change": page.plans and going_on,
        "may_agree": page.agrees and going_on and page.state == Standing.PROPOSED,
        "may_agree_actions": page.agrees and going_on and page.state == Standing.AGREED,
        "may_close": page.agrees and going_on and page.state == Standing.AGREED,
        "may_reopen": page.agrees and page.state == Standing.CLOSED,
        "lacks": missing(page.said) if page.state == Standing.PROPOSED else [],
        "tracked": [(_(FOLLOWING_WORDS[kind]), one, text) for kind, one, text in answering(actor, page.id)],
    }
    return render(request, "improvement/priority.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def agree(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponseBase:
    """Say who reads a priority once it is agreed, then agree it."""
    priority_form.require_agreeing(actor, priority_id)
    broken: list[str] = []
    if request.method == "POST":
        try:
            actions.agree(priority_id=priority_id, by=actor)
            messages.success(request, _("Agreed. Whoever has a part in it reads it from now on."))
            return redirect("improvement:priority", priority_id)
        except Unfit as unfit:
            broken = [_(one.sentence) for one in unfit.broken]
    page = priority_page.page(actor, priority_id)
    if page.state != Standing.PROPOSED:
        return redirect("improvement:priority", priority_id)
    readers = [name for name in (*page.sees, *page.consulted) if name != page.unit]
    lacks = [_(one.sentence) for one in missing(page.said)]
    context = _beside(page, actor) | {"readers": readers, "lacks": lacks, "broken": broken}
    status = 422 if broken else 200
    return render(request, "improvement/priority_agree.html", context, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
def reopen(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponseBase:
    """Open a closed priority again, for a reason."""
    priority_form.require_agreeing(actor, priority_id)
    page = priority_page.page(actor, priority_id)
    posted = mentions.answered(request.POST)
    form = ReopenPriorityForm(posted or None)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            keeping = mentions.keeping(posted, "text")
            text = form.cleaned_data["text"]
            actions.reopen(priority_id=priority_id, reason=text, keeping=keeping, by=actor)
            messages.success(request, _("Opened again."))
            return redirect("improvement:priority", priority_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
    elif request.method == "GET" and page.state != Standing.CLOSED:
        return redirect("improvement:priority", priority_id)
    context = _beside(page, actor) | {"form": form, "mentions": asked}
    return render(request, "improvement/priority_reopen.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
def before(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponse:
    """Show what was written before in a priority and in what it answers."""
    page = priority_page.page(actor, priority_id)
    found = [(_(FIELDS.get(one.field, one.field)), one) for one in priority_form.earlier(actor, priority_id)]
    return render(request, "improvement/priority_before.html", _beside(page, actor) | {"earlier": found})


def _beside(page: PriorityPage, actor: Actor) -> dict[str, Any]:
    near = is_near(actor, page.unit_id)
    shown = head(page.unit_id, page.unit, demonstration=page.demonstration, belongs=near)
    there = opens(actor, page.unit_id, page.unit_path)
    return {"page": page, **(shown if there else shown | {"tabs": []})}


def _finding(one: FindingLine) -> dict[str, Any]:
    kind, *args = one.to or ("",)
    return {"one": one, "to": reverse(PAGES[kind], args=args) if kind else "", "source": _(one.source)}


def step_of(one: StepLine) -> dict[str, Any]:
    """Return what was done with a priority, with what two judgements said where it was closed with one."""
    made: dict[str, Any] = {"one": one, "says": _(STEPS[one.said])}
    if one.both:
        made["now"] = stood(one.both.now, one.opens)
        made["before"] = stood(one.both.before, one.opens) if one.both.before else None
    return made


def stood(said: Stood, opens: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return what a judgement said on a day, with where it can be read by those who may."""
    to = ""
    if said.look and said.look in opens:
        to = reverse("looks:indicator", args=[said.look, said.number])
    elif said.view and said.view in opens and said.edition:
        to = reverse("broad_views:edition", args=[said.view, said.edition])
    elif said.view and said.view in opens:
        to = reverse("broad_views:indicator", args=[said.view, said.number])
    return {"said": said, "to": to}
