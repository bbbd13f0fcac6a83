"""The timeline: a unit's actions and priorities month by month, past and to come, as a table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import day
from speir.improvement.queries import timeline as queries
from speir.improvement.queries.timeline import Event, Month
from speir.improvement.rules.boards import By, Show, Wanted
from speir.web.improvement import board_laid
from speir.web.improvement.board_bar import address
from speir.web.improvement.links import to
from speir.web.improvement.tabs import tabs
from speir.web.shell.door import signed_in

STANDS_WORDS = {"past": "", "now": "this month", "ahead": ""}
EVENTS_WORDS = {
    "agreed": "agreed on %(day)s",
    "closed": "closed on %(day)s",
    "review": "looked at again by %(day)s",
}


@require_safe
@signed_in
def timeline(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show six months."""
    begins = request.GET.get("from", "")
    found = queries.timeline(actor, unit_id, begins[:7])
    board = reverse("improvement:board", args=[unit_id])
    context = {
        "unit": found.unit,
        "tabs": tabs(unit_id, "improvement:board", belongs=found.unit.belongs),
        "months": [_month(one, unit_id, board) for one in found.months],
        "anything": found.anything,
        "earlier": found.earlier,
        "later": found.later,
        "board": board,
    }
    return render(request, "improvement/timeline.html", context)


def _month(one: Month, unit_id: str, board: str) -> dict[str, object]:
    asked = Wanted(by=By.DATE, show=Show.ALL, of=one.key)
    more = one.count - len(one.lines)
    return {
        "name": one.name,
        "stands": one.stands,
        "now": _(STANDS_WORDS[one.stands]),
        "lines": board_laid.lines(one.lines, home=unit_id) if one.lines else "",
        "more": f"{more:,}" if more else "",
        "to": board + address(asked),
        "events": [_event(event) for event in one.events],
        "events_more": one.events_more,
    }


def _event(one: Event) -> dict[str, str]:
    says = _(EVENTS_WORDS[one.what]) % {"day": day(one.on)}
    return {"to": to("priority", one.priority_id), "title": one.title, "says": says}
