"""Seats of organisations that are here already: an address that is handed over, and the page that it opens."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotYours, Refused
from speir.core.text import day
from speir.organisations import queries
from speir.organisations.actions import seats
from speir.web.people.organisations import looked_after
from speir.web.people.unit_forms import AddForm, SeatForm
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@never_cache
@sent_to
@signed_in
def offer(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Make an address that is handed to whoever looks after an organisation; it is shown in the answer alone."""
    page = looked_after(actor, unit_id)
    address = request.build_absolute_uri(seats.offer(partnership_id=unit_id, by=actor))
    return render(
        request, "people/add.html", {"unit": page, "form": AddForm(kind=page.kind), "address": address}
    )


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def seat(request: HttpRequest, actor: Actor, secret: str) -> HttpResponseBase:
    """Show what an offered seat means; take it for an organisation that one looks after."""
    offered = queries.offer(secret)
    if offered is None:
        raise NotYours
    own = queries.own_organisations(actor)
    form = SeatForm(request.POST or None, offered=[(unit.id, unit.name) for unit in own])
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.cleaned_data["organisation"]
            seats.take(secret=secret, organisation_id=chosen, by=actor)
            messages.success(request, _("It sits in %(name)s from today.") % {"name": offered.partnership})
            return redirect("people:unit", chosen)
        except Refused as refused:
            add_refused(form, [refused])
    context = {"offer": offered, "until": day(offered.until), "own": own, "form": form}
    return render(request, "people/seat.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def end(request: HttpRequest, actor: Actor, unit_id: str, seat_id: str) -> HttpResponseBase:
    """Ask whether to end a seat, and do so: its last day is today."""

    def act() -> str:
        seats.end(seat_id=seat_id, by=actor)
        return _("Its last day there is today.")

    return _over(request, actor, unit_id, seat_id, "people/seat_end.html", act)


@require_http_methods(["GET", "POST"])
@signed_in
def release(request: HttpRequest, actor: Actor, unit_id: str, seat_id: str) -> HttpResponseBase:
    """Ask whether to let an organisation look after itself, and do so."""

    def act() -> str:
        seats.release(seat_id=seat_id, by=actor)
        return _("From now on it looks after its own people. Its seat stays.")

    return _over(request, actor, unit_id, seat_id, "people/seat_release.html", act)


def _over(
    request: HttpRequest, actor: Actor, unit_id: str, seat_id: str, template: str, act: Callable[[], str]
) -> HttpResponseBase:
    """Show what follows, and do it when it is sent: neither can be taken back by whoever did it."""
    page = looked_after(actor, unit_id)
    side = next((one for one in (*page.sitting, *page.sits_in) if one.seat_id == seat_id), None)
    if side is None and request.method != "POST":
        return redirect("people:unit", unit_id)
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        try:
            messages.success(request, act())
            return redirect("people:unit", unit_id)
        except Refused as refused:
            form.full_clean()
            add_refused(form, [refused])
    other = side.name if side else ""
    here = page.kind == "partnership"
    context = {
        "unit": page,
        "form": form,
        "organisation": other if here else page.name,
        "partnership": page.name if here else other,
        "side": side,
    }
    return render(request, template, context, status=422 if form.errors else 200)
