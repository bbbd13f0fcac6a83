"""What follows: a page of a closer look."""

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
def follow(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponse:
    """Show this page of a closer look."""
    page = queries.page(actor, look_id)
    context = {"look": page, "heading": page.heading, "tabs": tabs(look_id, "looks:follow")}
    return render(request, "looks/follow.html", context)
