"""Starting a broad view from an earlier edition, and checking what came back beside an indicator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, Refused
from speir.core.text import listed
from speir.evaluations import policy
from speir.evaluations.actions import checking, readings
from speir.evaluations.actions.carrying import carry
from speir.evaluations.queries import carrying
from speir.evaluations.queries.headings import heading
from speir.evaluations.queries.looks.offers import waiting_in
from speir.evaluations.rules.carrying import FIELD_OF, Checked, What
from speir.web.broad_views.forms import StartForm
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused


@require_http_methods(["GET", "POST"])
@signed_in
def start(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Choose the sealed edition that a young broad view is started from."""
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id)
    top = heading(actor, evaluation)
    if not top.may_describe:
        raise NotAllowed(policy.SEALED if top.sealed else policy.READ_ONLY)
    sources = carrying.offered_to(actor, evaluation) if evaluation.carried_from_id is None else []
    first = {"start": sources[0].edition_id if sources else ""}
    form = StartForm(request.POST or None, sources=sources, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            carry(evaluation_id=evaluation_id, edition_id=form.cleaned_data["start"], by=actor)
        except Refused as refused:
            if refused.field != "start":
                raise
            add_refused(form, [refused])
        else:
            said = _("It has come back. Take each indicator in turn and say what still holds.")
            messages.success(request, said)
            say_what_waits(request, actor, evaluation_id)
            return redirect("broad_views:grid", evaluation_id)
    readings.note(heading=top, by=actor)
    context = {"heading": top, "sources": sources, "form": form, "started": evaluation.carried_from_id}
    return render(request, "broad_views/start.html", context, status=422 if form.errors else 200)


def say_what_waits(request: HttpRequest, actor: Actor, evaluation_id: str) -> None:
    """Say on the next page beside which indicators something waits that a closer look found. One query."""
    if waits := waiting_in(actor, evaluation_id):
        said = _("A closer look found something that waits for this edition. It stands beside %(where)s.")
        messages.info(request, said % {"where": listed(waits)})


def check(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, pressed: str
) -> HttpResponse | str:
    """Do what a button beside something that came back says, and lead back to it; return a sentence where it cannot.

    `pressed` is `all`, or `still_true`, `add`, `changed` or `undo` with the id of the thing after a colon.
    """
    deed, _colon, thing_id = pressed.partition(":")
    thing: dict[str, Any] = {"evaluation_id": evaluation_id, "number": number, "by": actor}
    at = "back"
    try:
        if deed == "all":
            came = checking.confirm_all(**thing)
            _said(request, came)
        elif deed in (Checked.STILL_TRUE, "add"):
            came = checking.confirm(**thing, thing_id=thing_id, add=deed == "add")
            _said(request, came)
        elif deed == Checked.CHANGED:
            what = checking.change(**thing, thing_id=thing_id)
            messages.success(
                request, _("Marked as changed. What it said stays readable here and does not count.")
            )
            if what in (What.STRENGTHS, What.IMPROVEMENTS):
                query = f"?start={FIELD_OF[What(what)]}"
                return _to(evaluation_id, number, FIELD_OF[What(what)], query)
        elif not checking.undo(**thing, thing_id=thing_id):
            messages.success(
                request, _("Not yet checked again. What was changed since stays where it is written.")
            )
        else:
            messages.success(request, _("Not yet checked again, and taken away from where it was put."))
    except Refused as refused:
        if refused.code == policy.SEALED_CODE:
            raise
        return _(refused.sentence)
    return _to(evaluation_id, number, at)


def _said(request: HttpRequest, came: checking.Came) -> None:
    if came.done:
        said = ngettext(
            "Confirmed: %(n)s thing counts from now on.",
            "Confirmed: %(n)s things count from now on.",
            came.done,
        )
        messages.success(request, said % {"n": came.done})
    for sentence in came.left:
        messages.warning(request, _(sentence))


def _to(evaluation_id: str, number: str, at: str, query: str = "") -> HttpResponse:
    return redirect(f"{reverse('broad_views:indicator', args=(evaluation_id, number))}{query}#{at}")
