"""The programme as a list by month: the coming eighteen months, or a whole year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.text import capital
from speir.core.when import FIRST_YEAR, LAST_YEAR, months_later
from speir.evaluations.queries import programme as queries
from speir.evaluations.queries.programme import Wanted
from speir.evaluations.rules.programme import CLASH, KINDS, Entry, by_month, clashes, last_of
from speir.organisations.queries import units_where
from speir.web.shell.door import signed_in

AHEAD = 18
ASKED = ("unit", "organisation", "kind")


@require_safe
@signed_in
def view(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what is planned and asked, and what clashes."""
    today = timezone.localdate()
    year = _year(request.GET.get("year", ""))
    first, last = _span(year, today)
    asked = {name: request.GET.get(name, "")[:20].replace("\x00", "") for name in ASKED}
    everything = queries.programme(actor, Wanted(first, last))
    found = queries.fitting(everything, Wanted(first, last, **asked))
    narrowed = {name: value for name, value in asked.items() if value}
    shown = year or today.year
    context = {
        "months": [
            {"name": month.name, "load": [_(said) for said in month.load], "rows": _rows(month.entries)}
            for month in by_month(found, first, last)
        ],
        "clashes": [_(clash.said) for clash in clashes(found, today)],
        "clash": _(CLASH),
        "year": year,
        "before": _to(shown - 1 if year else shown, narrowed),
        "before_says": shown - 1 if year else shown,
        "after": _to(shown + 1, narrowed) if year else "",
        "after_says": shown + 1,
        "coming": _to(0, narrowed),
        "asked": asked,
        "narrowed": bool(narrowed),
        "units": _named((entry.unit_id, entry.unit) for entry in everything),
        "organisations": _named((ask.unit_id, ask.unit) for entry in everything for ask in entry.asks),
        "kinds": [(kind, capital(_(one))) for kind, (one, _several) in KINDS.items()],
        "anything": bool(everything),
        "plans": bool(units_where(actor, Permission.START_EVALUATION, most=1)),
    }
    return render(request, "calendar/agenda.html", context)


def _year(typed: str) -> int:
    """Return the year that is asked for, 0 for none that there is."""
    fits = typed.isascii() and typed.isdigit() and len(typed) == 4
    return int(typed) if fits and FIRST_YEAR <= int(typed) <= LAST_YEAR else 0


def _span(year: int, today: dt.date) -> tuple[dt.date, dt.date]:
    if year:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    first = today.replace(day=1)
    return first, last_of(months_later(first, AHEAD - 1))


def _to(year: int, narrowed: dict[str, str]) -> str:
    """Return the address of a year, or of the coming months for 0; empty for a year that nothing can be in."""
    if year and not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    return "?" + urlencode(({"year": year} if year else {}) | narrowed)


def _named(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(set(found), key=lambda one: (one[1], one[0]))


def _rows(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return [
        {
            "entry": entry,
            "kind": capital(_(KINDS[entry.kind][0])),
            "title": title(entry),
            "to": _page(entry) if entry.opens else "",
            "asks": [{"unit": ask.unit, "words": ask.words, "done": ask.done} for ask in entry.asks],
        }
        for entry in entries
    ]


def _page(entry: Entry) -> str:
    """Return the address of what came in by itself."""
    if entry.source == "way":
        return reverse("looks:way", args=[entry.id, entry.key])
    pages = {"look": "looks:overview", "view": "broad_views:grid"}
    return reverse(pages.get(entry.source, "joint:overview"), args=[entry.id])


def title(entry: Entry) -> str:
    """Return what an entry is called: its own title, or what a joint broad view asks by that day."""
    if entry.source == "due":
        return _("Contributions due: %(title)s") % {"title": entry.title}
    if entry.source in {"period", "view"}:
        return _("Period that it looks at: %(title)s") % {"title": entry.title}
    return entry.title
