"""Who takes part, for whoever leads: a list in a room with one screen, and asking people by post."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions.moderation import people as actions
from speir.evaluations.policy.moderation import LEADS
from speir.evaluations.queries.moderation import people as listed
from speir.evaluations.queries.moderation import sittings
from speir.evaluations.queries.moderation.sittings import Sitting
from speir.evaluations.rules.looks.saying import ADDED_CODE
from speir.mentions.rules import Waits
from speir.web.moderation import show
from speir.web.moderation.forms import PeopleForm, PersonForm
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@require_http_methods(["GET", "POST"])
@signed_in
def people(request: HttpRequest, actor: Actor, moderation_id: str) -> HttpResponseBase:
    """Show who is on the list and whose turn it is to take this device; put somebody on the list."""
    sitting = _led(actor, moderation_id)
    posted = mentions.answered(request.POST)
    form = PersonForm(posted if request.method == "POST" else None, initial={"evaluator_id": new_id()})
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            keeping = mentions.keeping(posted, "standpoint")
            actions.put_on_list(moderation_id=moderation_id, keeping=keeping, by=actor, **form.cleaned_data)
            return redirect("moderation:people", moderation_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
            if any(one.code == ADDED_CODE for one in unfit.broken):
                # The page has put somebody on the list already: sent again, it puts another there.
                form.data = another = posted.copy()
                another["evaluator_id"] = new_id()
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            asked = mentions.ask(form, waits)
    turn = sitting.current
    on_list = listed.on_the_list(moderation_id, turn.id if turn else "")
    on_this = [one for one in on_list if one.here]
    context = show.frame(request, sitting) | {
        "form": form,
        "mentions": asked,
        "turn": turn,
        # Not `here`, which is what a page asks by itself.
        "on_this": on_this,
        "upcoming": next((one for one in on_this if not one.judged), None),
        "apart": [one for one in on_list if not one.here],
    }
    response: HttpResponse = render(
        request, "moderation/people.html", context, status=422 if form.errors else 200
    )
    return response


@sent_to
@signed_in
def off(request: HttpRequest, actor: Actor, moderation_id: str, evaluator_id: str) -> HttpResponseBase:
    """Take somebody off the list."""
    gone = actions.take_off(moderation_id=moderation_id, evaluator_id=evaluator_id, by=actor)
    said = _("%(name)s is off the list. What they judged stays.") % {"name": gone.name}
    messages.success(request, said)
    return redirect("moderation:people", moderation_id)


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: HttpRequest, actor: Actor, moderation_id: str) -> HttpResponseBase:
    """Ask people to judge by post."""
    sitting = _led(actor, moderation_id)
    found = listed.askable_of(actor, moderation_id)
    form = PeopleForm(
        request.POST if request.method == "POST" else None, people=[one for one in found if not one.asked]
    )
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.ask(moderation_id=moderation_id, people=form.cleaned_data["people"], by=actor)
            said = ngettext("%(n)s person is asked.", "%(n)s people are asked.", count) % {"n": count}
            messages.success(request, said)
            return redirect("moderation:lead", moderation_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
    context = show.frame(request, sitting) | {
        "form": form,
        "asked": [one for one in found if one.asked],
        "without": [one for one in found if not one.email],
    }
    return render(request, "moderation/ask.html", context, status=422 if form.errors else 200)


def _led(actor: Actor, moderation_id: str) -> Sitting:
    sitting = sittings.sitting(actor, moderation_id)
    if not sitting.leads:
        raise NotAllowed(LEADS)
    return sitting
