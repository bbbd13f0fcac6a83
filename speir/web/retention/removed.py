"""The log of what was removed for good."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.organisations.queries import tree_where
from speir.reports import actions as reports
from speir.reports.builders.removals import said
from speir.retention.queries import disposals
from speir.web.shell.door import signed_in
from speir.web.shell.few import few_at_once


@require_safe
@signed_in
def log(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show who removed words from what, when and why, as far as the reader leads there or did it."""
    given = request.GET.get("page", "")
    page = int(given) if given.isascii() and given.isdigit() and 0 < len(given) < 5 else 1
    shown = disposals.log(actor, page=max(page, 1))
    context = {"lines": said(actor, shown.lines, _names(actor)), "older": shown.older, "newer": page > 1}
    return render(request, "retention/removed.html", context)


@require_safe
@signed_in
@few_at_once
def file(request: HttpRequest, actor: Actor, format: str) -> HttpResponseBase:
    """Send the log as a file; that it was sent is in the trail."""
    if format not in reports.LIST_FORMATS:
        raise NotYours
    body = reports.export_disposals(format=format, units=_names(actor), by=actor)
    response = StreamingHttpResponse(body, content_type=reports.LIST_FORMATS[format])
    response["Content-Disposition"] = f'attachment; filename="removed.{format}"'
    return response


def _names(actor: Actor) -> dict[str, str]:
    return {unit.path: unit.name for unit in tree_where(actor, Permission.DISPOSE)}
