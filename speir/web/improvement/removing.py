"""Removing words for good from what a unit is going to do: looking for them, seeing where they stand."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.improvement.actions import removing as actions
from speir.improvement.queries import removable
from speir.improvement.queries.removable import Found, Looked
from speir.web.broad_views.removing import RemoveForm, looked_through
from speir.web.improvement.tabs import tabs
from speir.web.improvement.where import address
from speir.web.shell.door import signed_in

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
    def look(words: str) -> Looked:
        return removable.look(actor, unit_id, words, priority_id=priority_id)

    def page(looked: Looked, form: forms.Form, words: str) -> HttpResponse:
        return _page(request, looked, form, words)

    return looked_through(request, look, partial(actions.remove, unit_id=unit_id, by=actor), page)


def _page(request: HttpRequest, looked: Looked, form: forms.Form, words: str) -> HttpResponse:
    ticked = set(form["places"].value() or ()) if isinstance(form, RemoveForm) else set()
    context = {
        "unit": looked.unit,
        "tabs": tabs(looked.unit.id, ""),
        "first": looked.first,
        "hold_at": address("improvement:hold", looked.priority_id) if looked.priority_id else "",
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
