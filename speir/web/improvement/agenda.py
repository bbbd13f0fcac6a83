"""The agenda paper of a meeting: as a page, and as Word and PDF. All three are drawn from one description."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.improvement.queries import agenda as queries
from speir.reports import actions as reports
from speir.reports.builders.improvement.agenda import agenda as document
from speir.reports.builders.improvement.agenda import named
from speir.reports.content import Blanks, Block, Bullets, Paragraph, Section
from speir.web.improvement.tabs import tabs
from speir.web.shell.door import signed_in
from speir.web.shell.few import few_at_once
from speir.web.shell.rendered import part


@require_safe
@signed_in
def agenda(request: HttpRequest, actor: Actor, unit_id: str, meeting_id: str) -> HttpResponse:
    """Show the agenda of a meeting as the paper says it."""
    told = queries.agenda(actor, unit_id, meeting_id)
    held = told.held
    title, subtitle = named(held)
    context = {
        "unit": held.unit,
        "tabs": tabs(unit_id, "improvement:meetings"),
        "title": title,
        "subtitle": subtitle,
        "whole": part(request, _all(told), "improvement/agenda_paper.html", lambda: _paper(told)),
    }
    return render(request, "improvement/agenda.html", context)


def _all(told: queries.Agenda) -> tuple[Any, ...]:
    """Return all that an agenda is made from, to keep it by."""
    held = told.held
    rest = [getattr(told, one.name) for one in fields(told) if one.name != "held"]
    return (held.unit, held.meeting, held.days, *rest)


def _paper(told: queries.Agenda) -> dict[str, Any]:
    paper = document(told)
    return {
        "unit": told.held.unit,
        "meeting": told.held.meeting,
        "paper": paper,
        "sections": [_section(one) for one in paper.sections],
    }


@require_safe
@signed_in
@few_at_once
def agenda_file(
    request: HttpRequest, actor: Actor, unit_id: str, meeting_id: str, format: str
) -> HttpResponse:
    """Send the agenda of a meeting as a document."""
    if format not in reports.AGENDA_FORMATS:
        raise NotYours
    told = queries.agenda(actor, unit_id, meeting_id)
    body = reports.agenda(told, format=format, by=actor)
    meeting = told.held.meeting
    name = f"agenda-{meeting.on.isoformat()}-{slugify(meeting.name)}"[:100].rstrip("-")
    response = HttpResponse(body, content_type=reports.media_type(format))
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response


def _section(one: Section) -> dict[str, Any]:
    return {"heading": one.heading, "depth": one.depth, "blocks": [_block(each) for each in one.blocks]}


def _block(one: Block) -> dict[str, Any]:
    match one:
        case Paragraph():
            return {"kind": "paragraph", "text": one.text, "tone": one.tone.value}
        case Bullets():
            return {"kind": "bullets", "items": one.items}
        case Blanks():
            return {"kind": "blanks", "labels": one.labels}
    raise TypeError(f"An agenda has no {type(one).__name__}.")
