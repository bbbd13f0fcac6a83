"""How do we know? A whole broad view by what its judgements stand on, the widest gaps first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.evaluations.actions import readings
from speir.evaluations.queries.footings import Footings, Known, footings
from speir.evaluations.rules import footing, gauge
from speir.web.broad_views import gauges
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def known(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponse:
    """Show where the broad view stands on solid ground and where not."""
    shown = footings(actor, evaluation_id)
    readings.note(heading=shown.heading, by=actor)
    groups = [
        {
            "key": group.value,
            "words": _(footing.FOOTING_WORDS[group]),
            "all": [row.indicator for row in rows],
            "rows": [_row(shown, row) for row in rows if row.ground.whole.pieces],
            "bare": [row for row in rows if not row.ground.whole.pieces],
        }
        for group, rows in shown.groups
    ]
    standings = [row.ground.whole for _group, rows in shown.groups for row in rows]
    context = {"heading": shown.heading, "groups": groups, "legend": gauges.legend(*standings)}
    return render(request, "broad_views/known.html", context)


def _row(shown: Footings, row: Known) -> dict[str, Any]:
    whole = row.ground.whole
    short = {theme.path: theme.short for theme in row.indicator.themes}
    themes = [(short[path], _(footing.of_theme(standing))) for path, standing in row.ground.themes]
    return {
        "indicator": row.indicator,
        "level": row.level,
        "not_evaluated": row.not_evaluated,
        "kinds": [_(name) for name in gauge.kinds(whole, shown.kinds)],
        "voices": _(footing.voices(whole)),
        "picture": gauges.picture(whole),
        "themes": themes if len(themes) > 1 else [],
        "hidden": footing.not_open(row.ground),
        "open": [_(phrase) for phrase in footing.still_open(row.ground, short)],
    }
