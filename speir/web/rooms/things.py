"""Choosing what is read in a room: found, looked at with what else becomes readable, put in, and taken out again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import one_line
from speir.evaluations.actions import readings
from speir.evaluations.actions import rooms as below
from speir.evaluations.queries import rooms, rooms_choosing
from speir.improvement.actions import rooms as actions
from speir.improvement.queries import rooms as priorities
from speir.web.rooms.show import label, labels
from speir.web.shell.door import sent_to, signed_in


@require_safe
@signed_in
def choose(request: HttpRequest, actor: Actor, room_id: str) -> HttpResponse:
    """Show what could be put into a room."""
    words = one_line(request.GET.get("words", "")[:200])
    found = rooms_choosing.candidates(actor, room_id, words)
    readings.note_evidence(ids=[piece.about_id for piece in found.pieces], by=actor)
    groups = (
        (_("Broad views and their editions"), found.views),
        (_("Closer looks"), found.looks),
        (_("Priorities"), priorities.candidates(actor, room_id, words)),
        (_("Evidence"), found.pieces),
    )
    context = {
        "heading": found.heading,
        "groups": [(name, labels(things)) for name, things in groups if things],
        "words": words,
    }
    return render(request, "rooms/choose.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def put(request: HttpRequest, actor: Actor, room_id: str) -> HttpResponseBase:
    """Show what becomes readable with a thing and what stays closed; put it in when the person says so."""
    if request.method == "GET" and "thing" not in request.GET:
        rooms.kept(actor, room_id)
        return redirect("rooms:choose", room_id)
    about, about_id, number = _named(request.POST.get("thing", "") or request.GET.get("thing", ""))
    if request.method == "POST":
        actions.put(room_id=room_id, about=about, about_id=about_id, number=number, by=actor)
        messages.success(request, _("Put into the room."))
        return redirect("rooms:room", room_id)
    heading, opens = actions.look_at(room_id=room_id, about=about, about_id=about_id, number=number, by=actor)
    context = {"heading": heading, "opens": opens, "thing": label(opens.label)}
    if isinstance(opens, priorities.Opens):
        return render(request, "rooms/put_priority.html", context)
    return render(request, "rooms/put.html", context)


@sent_to
@signed_in
def out(request: HttpRequest, actor: Actor, room_id: str, thing_id: str) -> HttpResponseBase:
    """Take something out of a room."""
    below.take(room_id=room_id, thing_id=thing_id, by=actor)
    messages.success(request, _("Taken out. It cannot be read there any more."))
    return redirect("rooms:room", room_id)


def _named(key: str) -> tuple[str, str, int]:
    """Return the kind, id and number of a thing by its key, as `Label.key` writes it. Raises NotYours."""
    about, _colon, rest = key.partition(":")
    about_id, _colon, number = rest.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 7 and is_id(about_id)):
        raise NotYours
    return about, about_id, int(number)
