"""The short form: the chosen indicators on one page, two boxes each. It saves itself, and is handed in from there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.evaluations.actions import contributions as actions
from speir.evaluations.actions.readings import note
from speir.evaluations.policy.joints import ANSWERS
from speir.evaluations.queries.contributions import Asking
from speir.evaluations.queries.short_form import ShortForm, asked_in_short, short_form
from speir.web.joint.invitation import page
from speir.web.joint.short_saving import Saved, save
from speir.web.joint.short_show import answer, boxes
from speir.web.shell import errors, mentions
from speir.web.shell.door import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def short(request: HttpRequest, actor: Actor, contribution_id: str) -> HttpResponseBase:
    """Show the short form, or save what was typed in it; hand it in where its button says so."""
    asked = asked_in_short(actor, contribution_id)
    if not asked.own_id:
        return redirect("joint:invitation", contribution_id)
    if request.method == "POST":  # what was typed is saved whatever was decided meanwhile
        asked = _typed_in(asked, request.POST)
    elif not asked.agreed:
        return redirect("joint:invitation", contribution_id)
    elif asked.to_choose:
        return redirect("joint:short_choose", contribution_id)
    form = short_form(actor, asked)
    note(heading=form.heading, evidence=[c.item for box in form.boxes for c in box.evidence], by=actor)
    if request.method != "POST":
        return _page(request, form)
    posted = mentions.answered(request.POST)
    if not any(name.partition("-")[2] for name in posted):
        return errors.bad_request(request)
    saved = save(form, posted, actor)
    if getattr(request, "htmx", False):
        return render(request, "joint/short_saved.html", answer(saved, posted))
    if saved.stuck:
        again = short_form(actor, asked)
        return _page(request, again, saved, posted, status=409 if saved.conflicts else 422)
    return _go(request, actor, form, posted.get("go", ""))


@require_http_methods(["GET", "POST"])
@signed_in
def choose(request: HttpRequest, actor: Actor, contribution_id: str) -> HttpResponseBase:
    """Choose which of the indicators that are asked about this body answers."""
    asked = asked_in_short(actor, contribution_id)
    if not asked.answers_for:
        raise NotAllowed(ANSWERS)
    if not asked.agreed:
        return redirect("joint:invitation", contribution_id)
    own = asked.indicators != asked.every or asked.chosen
    ticked = [one.number for one in asked.indicators] if own else []
    broken = ""
    if request.method == "POST":
        ticked = request.POST.getlist("number")[:200]
        try:
            actions.choose_indicators(contribution_id=contribution_id, numbers=ticked, by=actor)
            return redirect("joint:short", contribution_id)
        except Unfit as unfit:
            broken = _(unfit.broken[0].sentence)
    fixed = {one.id for one in asked.indicators if one.id not in asked.chosen} if own else set()
    context = page(asked) | {
        "rows": [(one, one.number in ticked, one.id in fixed) for one in asked.every],
        "broken": broken,
    }
    return render(request, "joint/short_choose.html", context, status=422 if broken else 200)


def _typed_in(asked: Asking, posted: QueryDict) -> Asking:
    """Return what is asked, with every indicator that this form was opened with: it may be chosen no more meanwhile,
    and what was typed of it is saved all the same.
    """
    opened = {name.partition("-")[0] for name in posted}
    places = {one.id: str(at) for at, one in enumerate(asked.framework.indicators)}
    wanted = {one.id for one in asked.indicators}
    here = tuple(one for one in asked.every if one.id in wanted or places[one.id] in opened)
    return replace(asked, indicators=here)


def _go(request: HttpRequest, actor: Actor, form: ShortForm, go: str) -> HttpResponseBase:
    """Lead on after a save, as the pressed button says."""
    if go == "beacon":
        return HttpResponse(status=204)
    if go == "hand_in":
        return _hand_in(request, actor, form)
    messages.success(request, _("Saved."))
    return redirect("joint:short", form.asked.id)


def _hand_in(request: HttpRequest, actor: Actor, form: ShortForm) -> HttpResponseBase:
    """Seal and hand in at once where nothing is open; else lead to the page that says what is."""
    try:
        actions.submit(
            contribution_id=form.asked.id,
            evaluation_id=form.heading.id,
            number=form.heading.edition,
            by=actor,
        )
    except (Unfit, NotAllowed, Refused):
        return redirect("joint:hand_in", form.asked.id)
    messages.success(request, _("Handed in. The other members can read it from now on."))
    return redirect("joint:invitation", form.asked.id)


def _page(
    request: HttpRequest,
    form: ShortForm,
    saved: Saved | None = None,
    posted: Any = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = page(form.asked) | {
        "own": form.heading,
        "form": None,
        "boxes": boxes(form, saved, posted),
        "levels": form.framework.levels,
        "latest": form.latest,
        "problem": saved is not None,
        "may_write": form.heading.may_write,
    }
    return render(request, "joint/short.html", context, status=status)
