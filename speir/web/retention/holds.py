"""Legal holds: on a broad view, or on a unit and all below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, Unfit
from speir.evaluations.actions import holding as actions
from speir.evaluations.queries import removable
from speir.mentions.rules import Waits
from speir.organisations import queries as organisations
from speir.retention.rules.holding import LONGEST_WHY
from speir.web.sharing.kinds import at_its_own
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused, box


class HoldForm(forms.Form):
    """Why nothing may be removed."""

    why = forms.CharField(
        label=gettext_lazy("Why must nothing be removed?"),
        help_text=gettext_lazy("One sentence, such as the name of the inquiry. No names of children."),
        max_length=LONGEST_WHY,
        widget=box(),
        error_messages={
            "required": gettext_lazy("Write why: whoever reads this later has only these words.")
        },
    )


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Set a legal hold on a broad view."""
    looked = removable.look(actor, evaluation_id)
    at_its_own(request, looked.heading.look)
    if not looked.heading.may_remove:
        raise NotAllowed(removable.NOT_TO_REMOVE)

    def hold(typed: dict[str, Any]) -> None:
        actions.hold_view(evaluation_id=evaluation_id, by=actor, **typed)

    words: dict[str, Any] = {"heading": looked.heading, "what": looked.heading.dated}
    words |= {"held": _(looked.held) if looked.held else "", "is_look": looked.heading.look}
    return page(request, hold, words)


@require_http_methods(["GET", "POST"])
@signed_in
def unit(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Set a legal hold on a unit and all below it."""
    named = organisations.unit_where(actor, Permission.DISPOSE, unit_id)

    def hold(typed: dict[str, Any]) -> None:
        actions.hold_unit(unit_id=unit_id, by=actor, **typed)

    return page(request, hold, {"unit": named, "what": named.name})


@sent_to
@signed_in
def end(request: HttpRequest, actor: Actor, hold_id: str) -> HttpResponseBase:
    """End a legal hold."""
    actions.end(hold_id=hold_id, by=actor)
    messages.success(request, _("Ended. What is kept here can be reviewed and removed again."))
    return redirect("retention:overview")


def page(request: HttpRequest, hold: Callable[[dict[str, Any]], None], words: dict[str, Any]) -> HttpResponse:
    """Show a hold that can be set, and set it when asked to; `words` say of what, for the page."""
    posted = mentions.answered(request.POST)
    form = HoldForm(posted or None)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            hold(form.cleaned_data | {"keeping": mentions.keeping(posted, "why")})
            messages.success(request, _("The hold is set. Nothing here is removed until it is ended."))
            return redirect("retention:overview")
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = words | {"form": form, "mentions": asked}
    return render(request, "retention/hold.html", context, status=422 if form.errors else 200)
