"""An inspection beside an area's own broad views, indicator by indicator, the differences first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.core.text import day
from speir.evaluations.queries.inspections_beside import beside
from speir.evaluations.rules.beside_inspection import Compared, Ours, told
from speir.organisations.queries import units_where
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def view(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the levels of an inspection beside those that a unit sealed before it and after it."""
    asked = [request.GET.get(name, "")[:16].replace("\x00", "") for name in ("unit", "inspection")]
    found = beside(actor, *asked)
    context = {
        "found": found,
        "page": found.shown,
        "records": not found.shown and bool(units_where(actor, Permission.WRITE_JUDGEMENTS, most=1)),
        "rows": [_row(row) for row in found.rows if row.theirs],
        "left_out": sorted(row.indicator.number for row in found.rows if not row.theirs),
        "afterwards": any(row.after for row in found.rows if row.theirs),
        "told": [_(said) for said in told(found.rows)],
        "apart": any(row.steps for row in found.rows),
        "may_look": bool(reach(actor, Permission.START_EVALUATION)),
        "ours": any(row.before for row in found.rows if row.theirs),
    }
    return render(request, "inspections/beside.html", context)


def _row(row: Compared) -> dict[str, object]:
    return {
        "indicator": row.indicator,
        "theirs": row.theirs,
        "said": _(row.said),
        "since": _(row.since),
        "before": _ours(row.before),
        "after": _ours(row.after),
        "wide": abs(row.steps) > 1,
        "apart": bool(row.steps),
    }


def _ours(ours: Ours | None) -> dict[str, object] | None:
    if ours is None:
        return None
    return {
        "level": ours.level,
        "on": day(ours.on),
        "evaluation_id": ours.evaluation_id,
        "edition": ours.edition,
        "title": ours.title,
        "provisional": ours.provisional,
    }
