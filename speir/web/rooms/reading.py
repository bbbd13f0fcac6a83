"""What is read in a room, with its reader's name on it: each opening and each download is recorded first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.text import period
from speir.evaluations.queries.rooms import Read
from speir.evidence.rules.items import SPEAKS_OF_WORDS, views
from speir.improvement.actions import rooms
from speir.improvement.queries import rooms as priorities
from speir.reports import actions as reports
from speir.reports.builders import looks
from speir.web.broad_views.findings import found_context
from speir.web.improvement.priority import step_of
from speir.web.rooms.laid import laid
from speir.web.rooms.show import label
from speir.web.rooms.watermark import watermark
from speir.web.shell.door import signed_in
from speir.web.shell.few import few_at_once


@require_safe
@signed_in
def thing(request: HttpRequest, actor: Actor, room_id: str, thing_id: str) -> HttpResponse:
    """Show a thing to whoever reads it in a room."""
    read = rooms.read(room_id=room_id, thing_id=thing_id, how="page", by=actor)
    context: dict[str, Any] = {"heading": read.heading, "thing": label(read.label)}
    context |= watermark(actor, read.heading.name)
    if isinstance(read, priorities.Read):
        response = render(request, "rooms/priority.html", context | _priority(read))
    elif read.note is not None:
        context |= {
            "note": read.note,
            "document": laid(looks.findings(read.note, in_room=True), read.note.page.framework.levels),
        }
        response = render(request, "rooms/look.html", context)
    elif read.record is None:
        response = render(request, "rooms/piece.html", context | {"item": read.item, "line": _line(read)})
    else:
        context |= found_context(read.record) | {"sealed": True, "approved": read.approved}
        response = render(request, "rooms/thing.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@signed_in
@few_at_once
def file(request: HttpRequest, actor: Actor, room_id: str, thing_id: str, format: str) -> HttpResponse:
    """Send a broad view, an edition or what a closer look found as a document made for this reader."""
    if format not in reports.FILLED_FORMATS:
        raise NotYours
    read = rooms.read(room_id=room_id, thing_id=thing_id, how=format, by=actor)
    mark = watermark(actor, read.heading.name)["watermark"]
    if isinstance(read, priorities.Read):
        raise NotYours
    if read.note is not None and format in reports.LOOK_FORMATS:
        body, named = reports.marked_findings(read.note, format, mark=mark), read.note.page.heading.title
    elif read.record is not None:
        body = reports.filled_grid(read.record, format, approvals=read.approved.approvals, mark=mark)
        named = f"{read.record.unit}-{read.record.title}"
    else:
        raise NotYours
    response = HttpResponse(body, content_type=reports.media_type(format))
    name = slugify(named)[:90] or "grid"
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    response["Cache-Control"] = "no-store"
    return response


def _priority(read: priorities.Read) -> dict[str, Any]:
    """Return a priority as its page in a room shows it: without a link to anything outside."""
    page = read.page
    closed = page.closed
    return {
        "read": read,
        "page": page,
        "findings": [(one, _(one.source)) for one in page.findings],
        "closed": step_of(closed) if closed else None,
    }


def _line(read: Read) -> str:
    """Return where a piece of evidence comes from, of when, what it tells and whose views it carries, on one line."""
    item = read.item
    if item is None:
        return ""
    words = [
        _(read.framework.name_of_kind(item.kind, item.own_kind)) if read.framework else item.own_kind or "",
        period(item.from_day, item.to_day),
        _(SPEAKS_OF_WORDS[item.speaks_of]) if item.speaks_of else "",
        _(said) if (said := views(item.voices)) else "",
    ]
    return " · ".join(word for word in words if word)
