"""Sheets of you said, we did, to be printed and given out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.text import day
from speir.improvement.queries import heard as queries
from speir.improvement.queries.helpline import help_on
from speir.improvement.rules.heard import SHEETS
from speir.improvement.rules.sheets import BOXES, NOTHING, TITLE, WORDS
from speir.reports import actions as reports
from speir.web.improvement.tabs import tabs
from speir.web.shell.door import signed_in
from speir.web.shell.few import few_at_once


@require_safe
@signed_in
def sheet(request: HttpRequest, actor: Actor, unit_id: str, sheet: str) -> HttpResponse:
    """Show a sheet as its readers get it."""
    shown = queries.sheet_page(actor, unit_id, sheet)
    words = WORDS[sheet]
    context = {
        "unit": shown.unit,
        "tabs": tabs(unit_id, "improvement:heard", belongs=shown.unit.belongs),
        "page": shown,
        "title": _(TITLE),
        "words": words,
        "said": {name: _(getattr(words, name)) for name in ("lede", "more_title", "more")}
        | {"help": help_on(sheet)},
        "blanks": [_(one) for one in words.blanks],
        "nothing": _(NOTHING),
        "answers": [
            {
                "source": one.said.source,
                "on": one.on,
                "boxes": [
                    (name, _(label), getattr(one.said, name), f"improvement/pictures/{name}.svg")
                    for name, label in BOXES.items()
                ],
            }
            for one in shown.answers
        ],
        "today": day(timezone.localdate()),
        "others": [(key, _(one.words)) for key, one in SHEETS.items() if key != sheet],
    }
    return render(request, "improvement/heard_sheet.html", context)


@require_safe
@signed_in
@few_at_once
def sheet_file(request: HttpRequest, actor: Actor, unit_id: str, sheet: str, format: str) -> HttpResponse:
    """Send a sheet as a document."""
    if format not in reports.SHEET_FORMATS:
        raise NotYours
    body = reports.heard_sheet(queries.sheet_page(actor, unit_id, sheet), format=format, by=actor)
    response = HttpResponse(body, content_type=reports.media_type(format))
    response["Content-Disposition"] = f'attachment; filename="you-said-we-did-{sheet}.{format}"'
    return response
