"""Removing words for good from what a unit is going to do: looking for them, seeing where they stand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import Unfit
from speir.improvement.actions import removing as actions
from speir.improvement.queries import removable
from speir.improvement.queries.removable import Found, Looked
from speir.retention.rules import removing as rules
from speir.web.broad_views.removing import LookForm, RemoveForm
from speir.web.improvement.tabs import tabs
from speir.web.improvement.where import address
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

BESIDE: dict[str, Any] = {
    "tracked": gettext_lazy("Also tracked"),
    "answering": gettext_lazy("You said, we did"),
    "choosing": gettext_lazy("Choosing, plans and meetings"),
}


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponseBase:
    """Look for words in all that a unit is going to do, from one of its priorities on, and remove them for good."""
    return _view(request, actor, removable.unit_of_priority(actor, priority_id), priority_id)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def unit(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Look for words in all that a unit is going to do, and remove them for good."""
    return _view(request, actor, unit_id, "")


def _view(request: HttpRequest, actor: Actor, unit_id: str, priority_id: str) -> HttpResponseBase:
    if request.method == "GET":
        return _page(request, removable.look(actor, unit_id, priority_id=priority_id), LookForm())
    look = LookForm(request.POST)
    broken = rules.check(request.POST.get("words", "")) if look.is_valid() else []
    if broken:
        add_refused(look, broken)
    if look.errors:
        return _page(request, removable.look(actor, unit_id, priority_id=priority_id), look)
    words: str = look.cleaned_data["words"]
    looked = removable.look(actor, unit_id, words, priority_id=priority_id)
    if "remove" not in request.POST:
        ticked = {"words": words, "places": [found.key for found in looked.found]}
        return _page(request, looked, RemoveForm(initial=ticked), words)
    form = RemoveForm(request.POST)
    form.fields["places"].choices = [(found.key, found.said) for found in looked.found]  # type: ignore[attr-defined]
    if form.is_valid():
        asked: dict[str, Any] = form.cleaned_data
        try:
            count = actions.remove(
                unit_id=unit_id,
                words=words,
                places=asked["places"],
                reason=asked["reason"],
                whole=asked["extent"] == "whole",
                by=actor,
            )
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        else:
            said = ngettext("Removed from %(n)d place.", "Removed from %(n)d places.", count) % {"n": count}
            messages.success(request, said + " " + _("A note with the date and the reason stands there now."))
            return redirect(request.path)
    return _page(request, looked, form, words)


def _page(request: HttpRequest, looked: Looked, form: forms.Form, words: str = "") -> HttpResponse:
    ticked = set(form["places"].value() or ()) if isinstance(form, RemoveForm) else set()
    context = {
        "unit": looked.unit,
        "tabs": tabs(looked.unit.id, ""),
        "first": looked.first,
        "priority_id": looked.priority_id,
        "own": address("improvement:priority", looked.priority_id) if looked.priority_id else "",
        "form": form,
        "words": words,
        "groups": _groups(looked, ticked),
        "count": len(looked.found),
        "held": _(looked.held) if looked.held else "",
    }
    return render(request, "improvement/remove.html", context, status=422 if form.errors else 200)


def _groups(looked: Looked, ticked: set[str]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the places by what they stand in, a priority's by its title."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for found in looked.found:
        name = str(BESIDE[found.about]) if found.about in BESIDE else found.thing
        groups.setdefault(name, []).append(_line(found, ticked))
    return list(groups.items())


def _line(found: Found, ticked: set[str]) -> dict[str, Any]:
    return {
        "key": found.key,
        "said": _(found.said),
        "how": f"{_(found.how)} {found.on}" if found.how else _("as it stands now"),
        "near": found.near,
        "ticked": found.key in ticked,
    }
