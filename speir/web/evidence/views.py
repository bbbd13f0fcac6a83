"""The register and one item of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.evaluations.actions import readings
from speir.evidence.queries import items
from speir.evidence.queries.files import page as files_of
from speir.web.evidence import show
from speir.web.evidence.files import line
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the evidence that one may read, the newest first, page by page."""
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isdecimal() and 1 <= int(asked[:6]) <= 10_000 else 1
    found, older = items.listing(actor, page=page)
    readings.note_evidence(ids=[item.id for item, _unit in found], by=actor)
    context = {"lines": [show.line(item, unit) for item, unit in found], "page": page, "older": older}
    return render(request, "evidence/register.html", context)


@require_safe
@signed_in
def item(request: HttpRequest, actor: Actor, item_id: str) -> HttpResponse:
    """Show one item with all that was said of it."""
    found, unit = items.opened(actor, item_id)
    readings.note_evidence(ids=[found.id], by=actor)
    earlier = items.earlier(actor, item_id) if found.revision > 1 else []
    context = {"item": found, "shown": show.whole(found, unit), "earlier": earlier}
    beside = files_of(actor, found.id)
    context |= {"files": [line(file) for file in beside.files], "may_write": beside.may_write}
    return render(request, "evidence/item.html", context)
