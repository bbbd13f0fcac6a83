"""Downloads: the blank grid, the filled grid as it stands, and sealed editions as they were."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.evaluations.queries import editions, grids, records
from speir.frameworks import queries as frameworks
from speir.reports import actions as reports
from speir.web.shell.door import signed_in
from speir.web.shell.few import few_at_once


@require_safe
@signed_in
def page(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponse:
    """Say what can be downloaded."""
    grid = grids.grid(actor, evaluation_id)
    context = {"heading": grid.heading, "framework_key": grid.framework.key, "editions": grid.editions}
    return render(request, "broad_views/downloads.html", context)


@require_safe
@signed_in
@few_at_once
def blank(request: HttpRequest, actor: Actor, key: str, format: str) -> HttpResponse:
    """Send the blank grid of a framework."""
    _known(format, reports.BLANK_FORMATS)
    return _file(reports.blank_grid(frameworks.current(key), format), format, f"blank-grid-{key}")


@require_safe
@signed_in
@few_at_once
def current(request: HttpRequest, actor: Actor, evaluation_id: str, format: str) -> HttpResponseBase:
    """Send the filled grid as it stands; while it is sealed, that is the sealed edition."""
    _known(format, reports.FILLED_FORMATS)
    opened = records.opened(actor, evaluation_id)
    if opened.heading.sealed:
        return redirect("broad_views:edition_file", evaluation_id, opened.heading.edition, format)
    body = reports.filled_grid(opened.record, format)
    reports.record_download(evaluation_id=evaluation_id, format=format, by=actor)
    return _file(body, format, f"{slugify(opened.record.unit) or 'grid'}-{slugify(opened.record.title)}")


@require_safe
@signed_in
@few_at_once
def edition(request: HttpRequest, actor: Actor, evaluation_id: str, number: int, format: str) -> HttpResponse:
    """Send a sealed edition: the document that was kept, or, until the worker has made it, one made now."""
    _known(format, reports.FILLED_FORMATS)
    sealed = editions.edition(actor, evaluation_id, number)
    approvals = sealed.approving.steps.approvals
    # What was kept is whole, and as it was when it was sealed: whoever may not read all of it gets one that is made for
    # them, and everybody does once somebody approved it, since the kept one cannot say so.
    kept = None
    if not sealed.closed and not approvals:
        kept = editions.kept_document(actor, evaluation_id, number, format)
    body = kept or reports.filled_grid(sealed.record, format, sealed.removed, approvals=approvals)
    reports.record_download(evaluation_id=evaluation_id, format=f"{format}, edition {number}", by=actor)
    return _file(body, format, f"{slugify(sealed.record.unit) or 'grid'}-edition-{number}")


def _known(format: str, formats: tuple[str, ...]) -> None:
    if format not in formats:
        raise NotYours


def _file(body: bytes, format: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=reports.media_type(format))
    response["Content-Disposition"] = f'attachment; filename="{name[:100]}.{format}"'
    return response
