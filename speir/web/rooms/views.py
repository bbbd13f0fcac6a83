"""The list of rooms, and one room: as its keeper sees it, or as whoever reads in it does."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.evaluations.queries import rooms
from speir.improvement.queries.rooms import named
from speir.web.rooms.show import labels
from speir.web.rooms.watermark import watermark
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def listing(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Show the rooms that one keeps or reads in; somebody who reads in a single one is led into it."""
    found = rooms.listing(actor)
    guest = not reach(actor, Permission.SEE_UNIT)
    if guest and len(found) == 1:
        return redirect("rooms:room", found[0].id)
    context = {"rooms": found, "guest": guest, "may_make": bool(reach(actor, Permission.READ_TRAIL))}
    return render(request, "rooms/list.html", context)


@require_safe
@signed_in
def room(request: HttpRequest, actor: Actor, room_id: str) -> HttpResponse:
    """Show a room: to its keeper who and what is in it, to whoever was invited what they read there."""
    try:
        kept = rooms.kept(actor, room_id, named)
    except NotYours:
        heading, things = rooms.entered(actor, room_id, named)
        context = {"heading": heading, "things": labels(things)} | watermark(actor, heading.name)
        return render(request, "rooms/inside.html", context)
    context = {"kept": kept, "heading": kept.heading, "things": labels(kept.things)}
    return render(request, "rooms/room.html", context)
