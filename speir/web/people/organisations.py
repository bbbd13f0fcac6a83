"""What becomes of a unit, for whoever looks after it: its name, what is added, its last day, a merger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.text import day
from speir.organisations import queries
from speir.organisations.actions import add_unit, units
from speir.organisations.queries.pages import UnitPage, merge_into, unit_page
from speir.web.people import words
from speir.web.people.unit_forms import AddForm, CloseForm, DescribeUnitForm, MergeForm
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused

READ_ONLY = "Your role here does not include this. Ask your lead officer."


def looked_after(actor: Actor, unit_id: str) -> UnitPage:
    """Return a unit for a page that changes it. Raises NotYours, NotAllowed."""
    page = unit_page(actor, unit_id)
    if not page.may_change:
        raise NotAllowed(READ_ONLY)
    return page


@require_http_methods(["GET", "POST"])
@signed_in
def describe(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Give a unit another name, kind of organisation or locality."""
    page = looked_after(actor, unit_id)
    stands = {"unit_name": page.name, "sector": page.sector, "locality": page.locality}
    form = DescribeUnitForm(request.POST or None, initial=stands)

    def save(typed: dict[str, Any]) -> str:
        units.describe(
            unit_id=unit_id,
            name=typed["unit_name"],
            sector=typed["sector"],
            locality=typed["locality"],
            by=actor,
        )
        messages.success(request, _("Saved."))
        return unit_id

    return _answer(request, page, form, "people/describe.html", save)


@require_http_methods(["GET", "POST"])
@signed_in
def add(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Add an organisation to a partnership, or a service or team below a unit."""
    page = looked_after(actor, unit_id)
    form = AddForm(request.POST or None, kind=page.kind)

    def save(typed: dict[str, Any]) -> str:
        if typed["kind"] == "agency":
            made = units.add_organisation(
                partnership_id=unit_id,
                name=typed["unit_name"],
                sector=typed.get("sector", ""),
                locality=typed["locality"],
                by=actor,
            )
        else:
            made = add_unit(
                name=typed["unit_name"],
                kind=typed["kind"],
                under=unit_id,
                locality=typed["locality"],
                by=actor,
            )
        messages.success(request, _("Added. Bring in somebody who leads it, and whoever belongs to it."))
        return made.id

    return _answer(request, page, form, "people/add.html", save)


@require_http_methods(["GET", "POST"])
@signed_in
def close(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Close a unit with its last day."""
    page = looked_after(actor, unit_id)
    form = CloseForm(request.POST or None, initial={"last": day(page.closes) if page.closes else ""})

    def save(typed: dict[str, Any]) -> str:
        units.close(unit_id=unit_id, last=typed["last"], by=actor)
        messages.success(
            request, _("Its last day is %(day)s. You can take this back.") % {"day": day(typed["last"])}
        )
        return unit_id

    open_below = [one for one in page.below if not one.closed]
    return _answer(request, page, form, "people/close.html", save, open_below=open_below)


@sent_to
@signed_in
def reopen(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Take a closing back, or a merger."""
    into = looked_after(actor, unit_id).merged_into
    units.reopen(unit_id=unit_id, by=actor)
    said = _("Taken back. It is open, and its people’s roles go on.")
    if into:
        said += " " + _("What they would have had in %(into)s is ended; what had begun there stays.") % {
            "into": into
        }
    messages.success(request, said)
    return redirect("people:unit", unit_id)


@require_http_methods(["GET", "POST"])
@signed_in
def merge(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Merge a unit into another of its kind."""
    page = looked_after(actor, unit_id)
    offered = merge_into(actor, unit_id)
    form = MergeForm(request.POST or None, offered=offered)

    def save(typed: dict[str, Any]) -> str:
        units.merge(unit_id=unit_id, into_id=typed["into"], last=typed["last"], by=actor)
        messages.success(request, _("Merged. What it wrote stays its own."))
        return unit_id

    colleagues = queries.colleagues(actor, unit_id, timezone.localdate())
    moving = [
        (c.name or _("Without a name"), words.role(c.role), c.person_id == actor.person_id)
        for c in colleagues
    ]
    below = [one for one in page.below if not one.closed]
    return _answer(
        request, page, form, "people/merge.html", save, offered=offered, moving=moving, open_below=below
    )


def _answer(
    request: HttpRequest,
    page: UnitPage,
    form: forms.Form,
    template: str,
    save: Callable[[dict[str, Any]], str],
    **more: Any,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("people:unit", save(form.cleaned_data))
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
    context = {"unit": page, "form": form, **more}
    return render(request, template, context, status=422 if form.errors else 200)
