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
from speir.evaluations.actions import rooms
from speir.evaluations.queries.rooms import Read
from speir.evidence.rules.items import SPEAKS_OF_WORDS, views
from speir.reports import actions as reports
from speir.web.broad_views.findings import found_context
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
    if read.record is None:
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
    """Send a broad view or an edition as a document made for this reader."""
    if format not in reports.FILLED_FORMATS:
        raise NotYours
    read = rooms.read(room_id=room_id, thing_id=thing_id, how=format, by=actor)
    if read.record is None:
        raise NotYours
    mark = watermark(actor, read.heading.name)["watermark"]
    body = reports.filled_grid(read.record, format, approvals=read.approved.approvals, mark=mark)
    response = HttpResponse(body, content_type=reports.media_type(format))
    name = slugify(f"{read.record.unit}-{read.record.title}")[:90] or "grid"
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    response["Cache-Control"] = "no-store"
    return response


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
