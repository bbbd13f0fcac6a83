"""Who has access to a unit and below it: what needs a look first, one press to end, and that it was reviewed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.text import day
from speir.organisations.actions import reviews
from speir.organisations.queries import reviews as queries
from speir.organisations.rules.reviewing import LOOKS
from speir.web.people import words
from speir.web.shell.door import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Show who has access; record that it was reviewed."""
    if request.method == "POST":
        reviews.reviewed(unit_id=unit_id, mark=request.POST.get("mark", ""), by=actor)
        messages.success(request, _("Recorded: you reviewed this today."))
        return redirect("people:review", unit_id)
    return _page(request, actor, unit_id)


def _page(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    asked = request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
    shown = queries.review(actor, unit_id, page=page)
    context = {
        "review": shown,
        "unit": {"demonstration": shown.demonstration},
        "page": page,
        "lines": [_line(line) for line in shown.lines],
        "ended": [(name or _("Without a name"), words.held(held)) for name, held in shown.ended],
        "kept": [(one, day(one.reviewed) if one.reviewed else "") for one in shown.kept],
        "reviewed": [(day(on), who) for on, who in shown.reviewed],
    }
    return render(request, "people/review.html", context)


def _line(line: queries.Access) -> dict[str, Any]:
    seen = _("last here on %(day)s") % {"day": day(line.seen)} if line.seen else _("never here")
    return {
        "name": line.name or _("Without a name"),
        "own": line.own,
        "seen": seen,
        "looks": [_(LOOKS[key]) for key in line.looks],
        **words.held(line.held),
    }
