"""Who takes part in a unit, and bringing a colleague in by a one-time address."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused
from speir.organisations import queries
from speir.organisations.actions import bring_in
from speir.web.people.forms import ColleagueForm
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

ROLE_WORDS = {"lead_officer": _("Leads"), "evaluator": _("Takes part"), "reader": _("Reads")}


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def unit(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Show a unit's colleagues; a new one gets a one-time sign-in address to be handed over."""
    named = next(
        (u for u in queries.units_where(actor, Permission.READ_EVALUATIONS) if u.id == unit_id), None
    )
    if named is None:
        raise NotYours
    form = ColleagueForm(request.POST or None, initial={"role": "evaluator"})
    address = ""
    if request.method == "POST" and form.is_valid():
        try:
            path = bring_in(unit_id=unit_id, by=actor, **form.cleaned_data)
            address = request.build_absolute_uri(path) if path else ""
            if not path:
                messages.success(request, _("Brought in. They are known here already and sign in as before."))
            form = ColleagueForm(initial={"role": "evaluator"})
        except Refused as refused:
            add_refused(form, [refused])
    context = {
        "unit": named,
        "colleagues": [
            (c, ROLE_WORDS.get(c.role, c.role))
            for c in queries.colleagues(actor, unit_id, timezone.localdate())
        ],
        "may_manage": any(u.id == unit_id for u in queries.units_where(actor, Permission.MANAGE_PEOPLE)),
        "form": form,
        "address": address,
    }
    return render(request, "people/unit.html", context, status=422 if form.errors else 200)
