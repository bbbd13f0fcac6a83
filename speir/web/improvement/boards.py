"""Boards: what I have to do, and what a unit has to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.improvement.queries import boards as queries
from speir.web.improvement.tabs import tabs
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the units whose improvement the actor can follow."""
    return render(request, "improvement/mine.html", {"units": queries.units(actor)})


@require_safe
@signed_in
def board(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show a unit's priorities."""
    unit = queries.unit_of(actor, unit_id)
    return render(
        request, "improvement/board.html", {"unit": unit, "tabs": tabs(unit_id, "improvement:board")}
    )
