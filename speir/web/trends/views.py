"""The levels of one indicator by date, as steps and as a table; and choosing which."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.charts import steps
from speir.charts.steps import Mark, Step, Steps
from speir.evaluations.queries import trends as queries
from speir.evaluations.queries.trends import Trend
from speir.evaluations.rules.judging import SURE_WORDS
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def trend(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show how an indicator went in a unit; without one of them, let the person choose."""
    unit, number = request.GET.get("unit", "").strip(), request.GET.get("indicator", "").strip()
    key = request.GET.get("framework", "").strip()
    if "\x00" in f"{unit}{number}{key}":
        unit = number = key = ""
    if not unit or not number:
        return _choose(request, actor, unit)
    shown = queries.trend(actor, unit, number, key)
    letters = steps.letters(len(shown.notes))
    lettered = list(zip(letters, shown.notes, strict=True))
    pictures = [_picture(shown, lettered, width, size) for width, size in ((720, 14), (340, 12))]
    context = {
        "trend": shown,
        "pictures": pictures if any(at.point.level for at in shown.editions) else [],
        "rows": _rows(shown, lettered),
        "sure_words": {key: _(words) for key, words in SURE_WORDS.items()},
        "here": address(shown.unit_id, shown.indicator.number, shown.framework.key),
    }
    return render(request, "trends/trend.html", context)


def address(unit_id: str, number: str, key: str) -> str:
    """Return the address of a trend."""
    asked = urlencode({"unit": unit_id, "indicator": number, "framework": key})
    return f"{reverse('trends:trend')}?{asked}"


def _choose(request: HttpRequest, actor: Actor, unit: str) -> HttpResponse:
    units = queries.units(actor)
    chosen = next((one for one in units if one.id == unit), units[0] if len(units) == 1 else None)
    frameworks = queries.frameworks_of(actor, chosen.id) if chosen else []
    context = {"units": units, "chosen": chosen, "frameworks": frameworks}
    return render(request, "trends/choose.html", context)


def _rows(shown: Trend, lettered: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Return editions and notes in one order by date; what fell on the day of an edition comes before it."""
    editions = ((at.point.day, 1, {"at": at}) for at in shown.editions)
    notes = ((note.day, 0, {"note": note, "letter": letter}) for letter, note in lettered)
    return [row for _day, _kind, row in sorted(chain(editions, notes), key=lambda each: each[:2])]


def _picture(shown: Trend, lettered: list[tuple[str, Any]], width: int, size: int) -> str:
    lowest_first = sorted(shown.framework.levels, key=lambda level: level.position)
    line = {level.position: at for at, level in enumerate(lowest_first)}
    series = Steps(
        names=tuple(level.name for level in lowest_first),
        steps=tuple(
            Step(
                at.point.day,
                line.get(at.point.level.position) if at.point.level else None,
                at.point.level.key if at.point.level else "",
                at.breaks,
            )
            for at in shown.editions
        ),
        marks=tuple(Mark(note.day, letter) for letter, note in lettered),
        until=timezone.localdate(),
        title=_("The levels of %(number)s by date as steps; the table below says the same.")
        % {"number": shown.indicator.number},
    )
    return mark_safe(steps.svg(series, width=width, type_size=size))  # noqa: S308  every text in it is escaped
