"""What each role may do, as one table; and the roles that one person holds in a unit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.accounts.queries import ways_of
from speir.core.errors import Refused, Unfit
from speir.core.ids import is_id
from speir.core.text import day
from speir.organisations.actions import roles
from speir.organisations.queries import roles as queries
from speir.web.people import words
from speir.web.people.forms import ChangeForm, RoleForm
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@require_safe
@signed_in
def table(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show everybody what each role may do, on one page that can be printed."""
    return render(request, "people/roles.html", words.table())


@require_safe
@signed_in
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show everybody where they hold which roles, and until when."""
    units = [
        (unit, words.kind(unit.kind), [words.held(held) for held in unit.held])
        for unit in queries.own_units(actor)
    ]
    return render(request, "people/index.html", {"units": units})


@require_http_methods(["GET", "POST"])
@signed_in
def person(request: HttpRequest, actor: Actor, unit_id: str, person_id: str) -> HttpResponseBase:
    """Show the roles that somebody holds in a unit; give them another."""
    one = queries.person(actor, unit_id, person_id)
    standing = frozenset(held.role for held in one.here if held.stands)
    form = RoleForm(request.POST or None, kind=one.unit.kind, without=standing)
    if request.method == "POST" and form.is_valid():
        try:
            roles.give_also(unit_id=unit_id, person_id=person_id, by=actor, **form.cleaned_data)
            messages.success(request, _("Given."))
            return redirect("people:person", unit_id, person_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
    return _person(request, one, form)


def _person(request: HttpRequest, one: queries.OnePerson, form: RoleForm) -> HttpResponse:
    context = {
        "person": one,
        "unit": one.unit,
        "now": [words.held(held) for held in one.here if held.stands],
        "before": [words.held(held) for held in one.here if not held.stands],
        "elsewhere": [words.held(held) for held in one.elsewhere],
        "form": form,
        "ways": ways_of([one.id])[one.id],
    }
    return render(request, "people/person.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def change(
    request: HttpRequest, actor: Actor, unit_id: str, person_id: str, membership_id: str
) -> HttpResponseBase:
    """Make a role another one, or give it another last day."""
    one, held = queries.role(actor, unit_id, person_id, membership_id)
    first: dict[str, Any] = {"role": held.role, "ends": day(held.ends) if held.ends else ""}
    form = ChangeForm(request.POST or None, kind=one.unit.kind, now=held.role, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            roles.change(membership_id=membership_id, by=actor, **form.cleaned_data)
            messages.success(request, _("Changed."))
            return redirect("people:person", unit_id, person_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
    context = {"person": one, "unit": one.unit, "line": words.held(held), "form": form}
    return render(request, "people/change.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def end(
    request: HttpRequest, actor: Actor, unit_id: str, person_id: str, membership_id: str
) -> HttpResponseBase:
    """End a role now."""
    _one, held = queries.role(actor, unit_id, person_id, membership_id)
    roles.end(membership_id=membership_id, by=actor)
    said = {"role": words.role(held.role), "who": _one.name or _("Somebody without a name")}
    messages.success(
        request,
        _("Ended: %(who)s, %(role)s. What they wrote stays. You can take this back on their page.") % said,
    )
    return _back(request, unit_id, person_id)


@sent_to
@signed_in
def take_back(
    request: HttpRequest, actor: Actor, unit_id: str, person_id: str, membership_id: str
) -> HttpResponseBase:
    """Let a role that was ended go on."""
    queries.role(actor, unit_id, person_id, membership_id)
    roles.take_end_back(membership_id=membership_id, by=actor)
    messages.success(request, _("Taken back: the role goes on as it was."))
    return _back(request, unit_id, person_id)


def _back(request: HttpRequest, unit_id: str, person_id: str) -> HttpResponse:
    """Go to the review or to the person's page; whoever has ended their own role there goes to their broad views."""
    if is_id(review := request.POST.get("review", "")):
        return redirect("people:review", review)
    if person_id == request.user.pk:
        return redirect("home")
    return redirect("people:person", unit_id, person_id)
