"""How long things are kept, what has been kept long enough, and what is held."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused, Unfit
from speir.core.text import day, headline
from speir.evaluations.actions import readings
from speir.evaluations.actions import reviewing as actions
from speir.evaluations.queries import due
from speir.evaluations.queries.due import ToReview
from speir.evaluations.queries.names import names
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.improvement.actions import reviewing as to_do_actions
from speir.improvement.policy.priorities import ABOUT as PRIORITY
from speir.improvement.queries import due as to_do
from speir.improvement.queries.naming import titles
from speir.mentions.rules import Waits
from speir.organisations.queries import tree_where
from speir.retention.queries.holds import Held, holds
from speir.retention.rules.classes import CLASSES
from speir.retention.rules.holding import LONGEST_WHY
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import DayField, add_refused, box

NAMELESS: dict[str, Any] = {
    "unit": gettext_lazy("A unit"),
    "broad view": gettext_lazy("A broad view"),
    "priority": gettext_lazy("A priority"),
}


class ReviewForm(forms.Form):
    """Why it is kept longer, and until when."""

    why = forms.CharField(
        label=gettext_lazy("Why is it kept?"),
        help_text=gettext_lazy("One sentence. No names of children."),
        max_length=LONGEST_WHY,
        widget=box(),
        error_messages={
            "required": gettext_lazy("Write why: whoever reads this later has only these words.")
        },
    )
    again = DayField(
        last=True,
        label=gettext_lazy("Look at it again on"),
        help_text=gettext_lazy("For example: 31 March 2029."),
        max_length=60,
        widget=box(autocomplete="off"),
        error_messages={"required": gettext_lazy("Write a day to come, on which this is looked at again.")},
    )


@require_safe
@signed_in
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what waits for the reader's review, what is held where they lead, and how long each class is kept."""
    units = tree_where(actor, Permission.DISPOSE)
    held = holds(actor)
    known = names(actor, {"broad view": {one.about_id for one in held}})
    called = {unit.id: unit.name for unit in units} | {one: name.title for one, name in known.items()}
    called |= titles(actor, [one.about_id for one in held if one.about == PRIORITY])
    lines = [_held(one, called) for one in held]
    waiting = sorted([*due.to_review(actor), *to_do.to_review(actor)], key=lambda one: one.since)
    readings.note_evidence(ids=[one.about_id for one in waiting if one.about == EVIDENCE], by=actor)
    context = {
        "units": units,
        "due": [_due(one) for one in waiting],
        "holds": [line for line in lines if not line["ended"]],
        "ended": [line for line in lines if line["ended"]],
        "classes": [kept for kept in CLASSES.values() if kept.reviewed or not kept.done_by.startswith("cli")],
        "technical": [kept for kept in CLASSES.values() if kept.done_by.startswith("cli")],
    }
    return render(request, "retention/overview.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def review(request: HttpRequest, actor: Actor, due_id: str) -> HttpResponseBase:
    """Show a thing whose time is over, and keep it for a reason; the other button disposes of it."""
    ours = to_do.ours(due_id)
    shown = (to_do if ours else due).one(actor, due_id)
    if shown.about == EVIDENCE:
        readings.note_evidence(ids=[shown.about_id], by=actor)
    posted = mentions.answered(request.POST)
    form = ReviewForm(posted or None)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            (to_do_actions if ours else actions).keep(
                due_id=due_id, keeping=mentions.keeping(posted, "why"), by=actor, **form.cleaned_data
            )
            messages.success(request, _("Kept. It comes back here on the day that you wrote."))
            return redirect("retention:overview")
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = {"shown": _due(shown), "form": form, "mentions": asked}
    return render(request, "retention/review.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def dispose(request: HttpRequest, actor: Actor, due_id: str) -> HttpResponseBase:
    """Empty a thing whose time is over of all that people wrote in it."""
    ours = to_do.ours(due_id)
    (to_do if ours else due).one(actor, due_id)  # what is somebody else's is not there, whatever is ticked
    if "sure" not in request.POST:
        sentence = _("Tick that all words are to go, and press again.")
        raise Refused("not-sure", sentence)
    count = (to_do_actions if ours else actions).dispose_of(due_id=due_id, by=actor)
    said = ngettext("Disposed of: %(n)d text is gone.", "Disposed of: %(n)d texts are gone.", count)
    messages.success(request, said % {"n": count})
    return redirect("retention:overview")


def _due(one: ToReview) -> dict[str, Any]:
    return {
        "id": one.id,
        "about": one.about,
        "about_id": one.about_id,
        "look": one.look,
        "at": reverse("improvement:priority", args=[one.about_id]) if one.about == PRIORITY else "",
        "words": headline(one.words),
        "unit": one.unit,
        "kept": CLASSES[one.kept_as],
        "since": day(one.since),
        "held": one.held,
    }


def _held(one: Held, called: dict[str, str]) -> dict[str, Any]:
    what = called.get(one.about_id) or str(NAMELESS[one.about])
    return {
        "id": one.id,
        "what": _("All that is written in %(unit)s and below it") % {"unit": what}
        if one.about == "unit"
        else what,
        "why": one.why,
        "by": one.by,
        "since": day(one.since),
        "ended": day(one.ended) if one.ended else "",
        "ended_by": one.ended_by,
    }
