"""Deciding on a candidate, taking that back, and the answer that nothing is done at present."""

from __future__ import annotations

import datetime as dt
from copy import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.improvement.actions import deciding as actions
from speir.improvement.actions import nothing as nothing_actions
from speir.improvement.actions.candidates import CHANGED_CODE
from speir.improvement.policy.candidates import reads
from speir.improvement.queries import boards
from speir.improvement.queries import candidates as queries
from speir.improvement.queries.nothing import nothing_now, standing_of
from speir.improvement.rules.choosing import Decided, advice
from speir.improvement.rules.naming import Decision
from speir.improvement.rules.texts import PAST
from speir.mentions.rules import Waits
from speir.web.improvement import choosing
from speir.web.improvement.choosing_forms import NothingForm
from speir.web.improvement.choosing_shown import nothing_shown
from speir.web.improvement.tabs import tabs
from speir.web.improvement.where import address
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused

NOT_IN_ROLE = "Deciding is for whoever leads here. Ask your lead officer."
FIELDS = ("title", "reason")


@sent_to
@signed_in
def decide(request: HttpRequest, actor: Actor, unit_id: str, candidate_key: str) -> HttpResponseBase:
    """Choose a candidate as a priority, park it, or say that nothing is done about it at present.

    The page's form also holds what it is weighed by, which is saved first: nobody loses it by deciding at once.
    """
    one = _one(actor, unit_id, candidate_key, choosing.key_in(request))
    posted = mentions.answered(request.POST)
    if "weighed" in posted:
        said = choosing.say(actor, one, posted)
        if not said.saved:
            typed = choosing.decide_typed(one, posted)
            return choosing.page_of(request, said.one, said, decide=typed, status=said.status)
        if said.changed and not posted.get("decision"):
            messages.success(request, _("What was said is saved. Nothing is decided yet."))
            return redirect(choosing.shown_to(one))
        one = said.one
    form = choosing.decide_form(one, posted)
    asked: dict[str, Any] = {}
    meanwhile = False
    if form.is_valid():
        try:
            return _decide(request, actor, one, form, posted)
        except Unfit as unfit:
            _refuse(form, unfit)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            if refused.code != CHANGED_CODE:
                raise
            one, meanwhile = _one(actor, unit_id, candidate_key, choosing.key_in(request)), True
            form.data = data = posted.copy()
            data["base"] = one.line.decided.base
            add_refused(form, [refused])
    status = 409 if meanwhile else 422
    return choosing.page_of(
        request, one, decide=form, asked=asked, decided_meanwhile=meanwhile, status=status
    )


@sent_to
@signed_in
def take_back(request: HttpRequest, actor: Actor, unit_id: str, candidate_key: str) -> HttpResponseBase:
    """Take back what was decided about a candidate."""
    one = _one(actor, unit_id, candidate_key, choosing.key_in(request))
    actions.take_back(
        unit_id=unit_id,
        framework_key=one.framework.key,
        of=candidate_key,
        base=request.POST.get("base", "")[:64],
        by=actor,
    )
    messages.success(request, _("Taken back. It is undecided again."))
    return redirect(choosing.shown_to(one))


@require_http_methods(["GET", "POST"])
@signed_in
def nothing(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Say that nothing is done at present, and why; or say it anew."""
    unit = _deciding(actor, unit_id)
    stands = nothing_now(unit_id)
    first = {"base": stands.id, "reason": stands.reason, "again_on": stands.again_on} if stands else {}
    posted = mentions.answered(request.POST)
    form = NothingForm(posted if request.method == "POST" else None, initial=first)
    asked: dict[str, Any] = {}
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            nothing_actions.say(
                unit_id=unit_id,
                reason=typed["reason"],
                again_on=typed["again_on"],
                base=typed["base"],
                asked=_day(typed["asked"]),
                keeping=mentions.keepings(posted, ("reason",)),
                by=actor,
            )
            messages.success(request, _("Saved. It stands on the board as the answer."))
            return redirect(choosing.HERE, unit_id)
        except Unfit as unfit:
            _refuse(form, unfit)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            if refused.code != CHANGED_CODE:
                raise
            meanwhile = nothing_now(unit_id)
            form.data = data = posted.copy()
            data["base"] = meanwhile.id if meanwhile else ""
            add_refused(form, [refused])
    context = {
        "unit": unit,
        "tabs": tabs(unit_id, choosing.HERE),
        "form": form,
        "mentions": asked,
        "stands": nothing_shown(stands),
        "meanwhile": nothing_shown(meanwhile),
    }
    status = 409 if meanwhile else 422 if form.errors else 200
    return render(request, "improvement/nothing_form.html", context, status=status)


@sent_to
@signed_in
def nothing_end(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Take back that nothing is done at present."""
    boards.unit_of(actor, unit_id)
    nothing_actions.end(unit_id=unit_id, by=actor)
    messages.success(request, _("Taken back. Choose what you will do below."))
    return redirect(choosing.HERE, unit_id)


def _one(actor: Actor, unit_id: str, of: str, key: str) -> queries.One:
    """Return a candidate to whoever decides there."""
    one = queries.candidate(actor, unit_id, of, key)
    if not (one.here and one.unit.agrees):
        raise NotAllowed(NOT_IN_ROLE)
    if one.line.removed:
        raise NotYours
    return one


def _deciding(actor: Actor, unit_id: str) -> boards.UnitOf:
    unit = boards.unit_of(actor, unit_id)
    if not (unit.agrees and reads(actor, unit_id)):
        raise NotAllowed(NOT_IN_ROLE)
    return unit


def _decide(
    request: HttpRequest, actor: Actor, one: queries.One, form: forms.Form, posted: Any
) -> HttpResponseBase:
    typed = form.cleaned_data
    common: dict[str, Any] = {
        "unit_id": one.unit.id,
        "framework_key": one.framework.key,
        "of": one.line.key,
        "base": typed["base"],
        "keeping": mentions.keepings(posted, FIELDS),
        "by": actor,
    }
    if typed["decision"] == Decision.CHOSEN:
        priority = actions.choose(title=typed["title"], priority_id=typed["priority_id"], **common)
        messages.success(request, _("It is a priority now, proposed. Say what will be different."))
        _nothing, standing = standing_of(actor, one.unit.id)
        if advice(len(standing)):
            words = _(
                "There are %(n)s priorities now. A few that are seen through help children more than many that are "
                "begun: could some be closed or parked first?"
            )
            messages.info(request, words % {"n": len(standing)})
        return redirect(address("improvement:priority", priority.id) or choosing.shown_to(one))
    said = Decided(typed["decision"], typed["reason"], typed["again_on"])
    actions.leave(said=said, asked=_day(typed["asked"]), **common)
    messages.success(request, _("Saved."))
    return redirect(choosing.HERE, one.unit.id)


def _refuse(form: forms.Form, unfit: Unfit) -> None:
    """Say what is wrong; a day in the past was asked about once this form is sent again with the same one."""
    add_refused(form, unfit.broken)
    if any(one.code == PAST for one in unfit.broken):
        data: Any = copy(form.data)
        form.data = data
        data["asked"] = _typed_day(form)


def _typed_day(form: forms.Form) -> str:
    """Return the day that a field was given before something was found wrong with it."""
    try:
        return str(form.fields["again_on"].clean(form.data.get("again_on", "")))
    except forms.ValidationError:
        return ""


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
