"""The list of closer looks, and what one of them is about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.evaluations.queries.looks import overview as queries
from speir.web.looks.tabs import tabs
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the closer looks that the actor may see, the newest first."""
    return render(request, "looks/list.html", {"lines": queries.listing(actor)})


@require_safe
@signed_in
def overview(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponse:
    """Show why a closer look is taken, what it is about, and with whom."""
    page = queries.page(actor, look_id)
    context = {"look": page, "heading": page.heading, "tabs": tabs(look_id, "looks:overview")}
    return render(request, "looks/overview.html", context)
