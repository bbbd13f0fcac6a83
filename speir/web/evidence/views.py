"""One item of the register."""

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
def item(request: HttpRequest, actor: Actor, item_id: str) -> HttpResponse:
    """Show one item with all that was said of it."""
    found, unit = items.opened(actor, item_id)
    readings.note_evidence(ids=[found.id], by=actor)
    earlier = items.earlier(actor, item_id) if found.revision > 1 else []
    context = {"item": found, "shown": show.whole(found, unit), "earlier": earlier}
    beside = files_of(actor, found.id)
    context |= {"files": [line(file) for file in beside.files], "may_write": beside.may_write}
    return render(request, "evidence/item.html", context)
