"""Pages that change by themselves: asked every few seconds, they answer with nothing while nothing changed.

The page asks its own address with the mark of what it shows (`seen`). It gets 204 after one query where that still
stands, and otherwise the page itself, of which it takes the part that lives. Such a question is no sign that somebody
is there: it never keeps a session alive (`shell.idle`).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from speir.access.actor import Actor
from speir.core.ids import is_id
from speir.evaluations.queries.moderation.sittings import mark_now, people_mark


def asks(request: HttpRequest) -> bool:
    """Return whether a page asks by itself; note that nobody has to be there for it."""
    found = request.method == "GET" and bool(getattr(request, "htmx", False)) and "seen" in request.GET
    if found:
        request.by_itself = True  # type: ignore[attr-defined]
    return found


def unchanged(request: HttpRequest, actor: Actor, moderation_id: str) -> HttpResponse | None:
    """Return the empty answer where what the page shows still stands. One query; two for the list of whoever leads.

    Raises nothing: what cannot be told by the mark is answered by the page, through policy.
    """
    now = mark_now(actor, moderation_id)
    if not now or now != request.GET.get("seen"):
        return None
    people, round_id = request.GET.get("people", ""), request.GET.get("round", "")
    if not is_id(round_id):
        round_id = ""  # a database may not even take it
    if people and people != people_mark(moderation_id, round_id):
        return None
    return HttpResponse(status=204)


def moved_on(request: HttpRequest, moderation_id: str, seen: str, to: str) -> HttpResponse | None:
    """Return a line instead of the page where somebody is typing: nothing is taken out of their hands."""
    if request.GET.get("form") != "1":
        return None
    response = render(request, "moderation/moved_on.html", {"seen": seen, "to": to})
    response["HX-Retarget"] = response["HX-Reselect"] = "#moved"
    return response
