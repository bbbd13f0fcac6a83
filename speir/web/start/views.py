"""The two doors, and what is behind each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.accounts import actions as accounts
from speir.core.errors import Refused
from speir.improvement.actions import demonstration
from speir.organisations import actions as organisations
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused
from speir.web.start.forms import OwnForm


@require_safe
@signed_in
def doors(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the two doors; open at any time, so that the demonstration can be found later."""
    return render(request, "start/doors.html")


@require_http_methods(["GET", "POST"])
@signed_in
def own(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Found one's own partnership, agency, service or team, and go on to the first broad view."""
    person: Any = request.user
    form = OwnForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            unit, _acting = organisations.found(
                name=typed["unit_name"],
                kind=typed["kind"],
                founder=person,
                founder_name=typed["name"],
                by=actor,
            )
            return redirect(f"{reverse('broad_views:new')}?unit={unit.id}")
        except Refused as refused:
            add_refused(form, [refused])
    return render(request, "start/own.html", {"form": form}, status=422 if form.errors else 200)


@sent_to
@signed_in
def explore(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Load the demonstration if need be, let the person in, and open its broad view."""
    person: Any = request.user
    if not person.name:
        accounts.rename(person=person, name=_("Visitor"), by=actor)
    evaluation_id = demonstration.visit(person=person, by=actor)
    return redirect("broad_views:grid", evaluation_id)
