"""A feature of the plan: where it was looked for, and whether it was seen there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.evaluations.actions import readings
from speir.evaluations.actions.looks import sightings as actions
from speir.evaluations.policy import FINISHED
from speir.evaluations.policy.looks import READ_ONLY
from speir.evaluations.queries.looks import saying as queries
from speir.evaluations.rules.looks.naming import SEEN_WORDS
from speir.evidence.rules.items import NOT_OPEN
from speir.mentions.rules import Waits
from speir.web.looks.board import MARKS
from speir.web.looks.forms_judging import SightingForm
from speir.web.looks.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@require_http_methods(["GET", "POST"])
@signed_in
def feature(request: HttpRequest, actor: Actor, look_id: str, feature_id: str) -> HttpResponseBase:
    """Show where a feature was looked for; say what was seen in one more source, or anew in one."""
    found = queries.feature(actor, look_id, feature_id)
    readings.note_pieces(heading=found.page.heading, homes=found.homes, by=actor)
    if request.method == "POST" and not found.page.may_judge:
        raise NotAllowed(FINISHED if found.page.finished_on else READ_ONLY)
    posted = mentions.answered(request.POST)
    form = _form(found, posted if request.method == "POST" else None, request.GET.get("source", "")[:40])
    asked: dict[str, Any] = {}
    status = 200
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.say(
                look_id=look_id,
                feature_id=feature_id,
                keeping=mentions.keeping(posted, "text"),
                by=actor,
                **typed,
            )
            messages.success(request, _("Saved."))
            return redirect("looks:sightings", look_id, feature_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            if refused.code != actions.CHANGED_CODE:
                raise
            add_refused(form, [refused])
            found, status = queries.feature(actor, look_id, feature_id), 409
            now = found.said_of(typed["source"])
            form.data = data = posted.copy()
            data["base"] = now.base if now else ""
    if form.errors and status == 200:
        status = 422
    context = _context(found) | {"form": form, "mentions": asked}
    return render(request, "looks/sightings.html", context, status=status)


@sent_to
@signed_in
def undo(request: HttpRequest, actor: Actor, look_id: str, feature_id: str) -> HttpResponseBase:
    """Take back what was said of a feature in a source."""
    source, base = request.POST.get("source", "")[:40], request.POST.get("base", "")[:64]
    actions.undo(look_id=look_id, feature_id=feature_id, source=source, base=base, by=actor)
    messages.success(request, _("Taken back. It counts as not looked for there."))
    return redirect(reverse("looks:sightings", args=[look_id, feature_id]))


def _form(found: queries.FeaturePage, posted: Any, source: str) -> SightingForm:
    said = found.said_of(source)
    first = {"source": source}
    if said is not None:
        first |= {"seen": said.seen, "text": said.text, "base": said.base}
    return SightingForm(posted, ways=found.ways, pieces=found.pieces, initial=first)


def _context(found: queries.FeaturePage) -> dict[str, Any]:
    page = found.page
    return {
        "look": page,
        "heading": page.heading,
        "tabs": tabs(page.id, "looks:board"),
        "looked": found.looked,
        "mark": MARKS[found.looked.found],
        "comes_to": _(found.looked.said),
        "said": [
            {"one": one, "name": one.name or _(NOT_OPEN), "seen": _(SEEN_WORDS[one.seen])}
            for one in found.said
        ],
        "open_to": {key for key, _name in (*found.ways, *found.pieces)},
    }
