"""An organisation's own kinds of source: the list, adding to it, renaming and closing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotYours, Unfit
from speir.evidence.actions import kinds as actions
from speir.evidence.queries.kinds import Kinds, to_manage
from speir.evidence.rules.items import KIND_LONGEST
from speir.frameworks.queries import all_current
from speir.mentions.rules import Waits
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused, box


class KindForm(forms.Form):
    """What a kind of source is called."""

    name = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("For example: Multi-agency audit day, or Complaints. No names of people."),
        max_length=KIND_LONGEST,
        widget=box(),
        error_messages={"required": gettext_lazy("Write what this kind of source is called.")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def listing(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Show an organisation's own kinds beside the published ones; add one."""
    found = to_manage(actor, unit_id)
    posted = mentions.answered(request.POST)
    form = KindForm(posted or None)
    asked: dict[str, Any] = {}
    if posted and form.is_valid():
        try:
            actions.add(
                unit_id=unit_id,
                name=form.cleaned_data["name"],
                published=_published(),
                keeping=mentions.keeping(posted, "name"),
                by=actor,
            )
            messages.success(request, _("Added. It stands in the list wherever a kind of source is chosen."))
            return redirect("evidence:kinds", unit_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = _context(found, form, asked) | {"published": _published()}
    return render(request, "evidence/kinds.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def rename(request: HttpRequest, actor: Actor, unit_id: str, kind_id: str) -> HttpResponseBase:
    """Give a kind another name."""
    found = to_manage(actor, unit_id)
    kind = next((each for each in found.kinds if each.id == kind_id), None)
    if kind is None:
        raise NotYours
    posted = mentions.answered(request.POST)
    form = KindForm(posted or None, initial={"name": kind.name})
    asked: dict[str, Any] = {}
    if posted and form.is_valid():
        try:
            actions.rename(
                unit_id=unit_id,
                kind_id=kind_id,
                name=form.cleaned_data["name"],
                published=_published(),
                keeping=mentions.keeping(posted, "name"),
                by=actor,
            )
            messages.success(request, _("Saved. All pieces of it show the new name."))
            return redirect("evidence:kinds", unit_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = _context(found, form, asked) | {"kind": kind}
    return render(request, "evidence/kind.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def close(request: HttpRequest, actor: Actor, unit_id: str, kind_id: str) -> HttpResponseBase:
    """Close a kind; what is of it keeps it."""
    actions.close(unit_id=unit_id, kind_id=kind_id, by=actor)
    messages.success(request, _("Closed. It is offered no more; what is of this kind keeps it."))
    return redirect("evidence:kinds", unit_id)


@sent_to
@signed_in
def open_again(request: HttpRequest, actor: Actor, unit_id: str, kind_id: str) -> HttpResponseBase:
    """Open a kind again."""
    actions.open_again(unit_id=unit_id, kind_id=kind_id, by=actor)
    messages.success(request, _("Opened again."))
    return redirect("evidence:kinds", unit_id)


def _published() -> list[str]:
    """Return the names of the kinds that are published, each once."""
    return list({kind.name: None for framework in all_current() for kind in framework.source_kinds})


def _context(found: Kinds, form: KindForm, asked: dict[str, Any]) -> dict[str, Any]:
    return {"own": found, "unit": found, "form": form, "mentions": asked}
