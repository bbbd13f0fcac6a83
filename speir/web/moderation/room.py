"""Taking part: the short address, joining in one tap, and the page that goes along with the meeting."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.evaluations.actions.moderation import people as actions
from speir.evaluations.policy.moderation import TAKES_PART
from speir.evaluations.queries.moderation import rounds, sittings
from speir.evaluations.queries.moderation.joining import Joining, joining
from speir.evaluations.rules.moderating import read_code
from speir.mentions.rules import Waits
from speir.web.moderation import live, show
from speir.web.moderation.forms import JoinForm
from speir.web.moderation.rounds import page
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused


@require_safe
@signed_in
def short(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """Lead from the address that was typed from a screen to the meeting."""
    found = sittings.by_code(actor, read_code(code))
    return redirect("moderation:room", found)


@require_safe
@signed_in
def room(request: HttpRequest, actor: Actor, moderation_id: str) -> HttpResponseBase:
    """Show somebody who takes part where the meeting is; who has not joined yet is asked to."""
    if live.asks(request) and (nothing := live.unchanged(request, actor, moderation_id)):
        return nothing
    sitting = sittings.sitting(actor, moderation_id)
    if sitting.until is None and sitting.current and (sitting.place or sitting.ended):
        opened = rounds.opened(actor, sitting.current.id)
        return page(request, opened, here=reverse("moderation:room", args=[moderation_id]))
    found = joining(actor, moderation_id)
    context = show.frame(request, sitting) | {"joining": found, "form": _form(found)}
    if sitting.place:
        context["here"] = request.path
    return render(request, "moderation/room.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def join(request: HttpRequest, actor: Actor, moderation_id: str) -> HttpResponseBase:
    """Join, or say anew for whom one speaks."""
    found = joining(actor, moderation_id)
    if not found.units:
        raise NotAllowed(TAKES_PART)
    posted = mentions.answered(request.POST)
    form = _form(found, posted if request.method == "POST" else None)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.join(
                moderation_id=moderation_id,
                unit_id=form.cleaned_data["unit"],
                standpoint=form.cleaned_data["standpoint"],
                keeping=mentions.keeping(posted, "standpoint"),
                by=actor,
            )
            return redirect("moderation:room", moderation_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            asked = mentions.ask(form, waits)
    sitting = sittings.sitting(actor, moderation_id)
    context = show.frame(request, sitting) | {"joining": found, "form": form, "mentions": asked}
    response: HttpResponse = render(
        request, "moderation/join.html", context, status=422 if form.errors else 200
    )
    return response


def _form(found: Joining, posted: Any = None) -> JoinForm:
    units = [(one.id, one.name) for one in found.units]
    first = {"unit": found.unit_id or (units[0][0] if units else ""), "standpoint": found.standpoint}
    return JoinForm(posted, units=units, initial=first)
