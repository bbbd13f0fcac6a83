"""Who took good practice up, was trained, or acted on a recommendation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import day
from speir.improvement.actions import taking_up as actions
from speir.improvement.queries import tracked_form as forms_of
from speir.mentions.rules import Waits
from speir.web.improvement.tabs import tabs
from speir.web.improvement.tracked import HERE, PARTS
from speir.web.improvement.tracked_form import TAKEN, TakenForm, taken_stands
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, tracked_id: str) -> HttpResponseBase:
    """Say who took something up."""
    return _form(request, actor, forms_of.taking(actor, tracked_id))


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, tracked_id: str, taken_id: str) -> HttpResponseBase:
    """Change who took something up."""
    return _form(request, actor, forms_of.taking(actor, tracked_id, taken_id))


@sent_to
@signed_in
def remove(request: HttpRequest, actor: Actor, tracked_id: str, taken_id: str) -> HttpResponseBase:
    """Take out who took something up, or put it back."""
    if "back" in request.POST:
        row = actions.put_back(tracked_id=tracked_id, taken_id=taken_id, by=actor)
        messages.success(request, _("Put back."))
    else:
        row = actions.take_out(tracked_id=tracked_id, taken_id=taken_id, by=actor)
        messages.success(request, _("Taken out. It can be put back from where it stood."))
    return redirect(f"{reverse(HERE, args=[row.tracked.unit_id])}?at={tracked_id}#t{tracked_id}")


def _form(request: HttpRequest, actor: Actor, shown: forms_of.Taking) -> HttpResponseBase:
    posted, said = mentions.answered(request.POST), shown.said
    first = {"unit": said.unit, "who": said.who, "on": day(said.on) if said.on else "", "what": said.what}
    form = TakenForm(posted or None, initial=first | {"taken_id": new_id()})
    form.offer(shown)
    base, asked, now = posted.get("base", shown.base), {}, None
    if request.method == "POST" and form.is_valid():
        try:
            _save(actor, shown, form, base, posted)
            messages.success(request, _("Saved."))
            return redirect(
                f"{reverse(HERE, args=[shown.unit.id])}?at={shown.tracked_id}#t{shown.tracked_id}"
            )
        except Unfit as unfit:
            refused_or_another(form, unfit, "taken_id")
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TAKEN, waits)
        except Refused as refused:
            add_refused(form, [refused])
            if refused.code == actions.CHANGED_CODE:
                base, now = shown.base, taken_stands(shown)
    context = {
        "form": form,
        "mentions": asked.get("mentions", {}),
        "carried": asked.get("carried", ()),
        "base": base,
        "stands": now,
        "title": PARTS[shown.kind][2],
        "to_change": shown,
        "unit": shown.unit,
        "tabs": tabs(shown.unit.id, HERE),
    }
    status = 409 if now else 422 if form.errors else 200
    return render(request, "improvement/taken_form.html", context, status=status)


def _save(actor: Actor, shown: forms_of.Taking, form: TakenForm, base: str, posted: Any) -> None:
    typed: dict[str, Any] = {
        "tracked_id": shown.tracked_id,
        "said": form.typed(),
        "keeping": mentions.keepings(posted, TAKEN),
        "by": actor,
    }
    if shown.id:
        actions.change(taken_id=shown.id, base=base, **typed)
    else:
        actions.add(taken_id=form.cleaned_data["taken_id"], **typed)
