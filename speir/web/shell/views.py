"""Home, and the way out when a child may be at risk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def home(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Lead to the broad views, or to the two doors for somebody who belongs nowhere yet."""
    return redirect("broad_views:list" if actor.grants else "start:doors")


@require_safe
def at_risk(request: HttpRequest) -> HttpResponse:
    """Say whom to ring now. Open to everybody; nothing is asked and nothing is kept."""
    return render(request, "shell/at_risk.html")
