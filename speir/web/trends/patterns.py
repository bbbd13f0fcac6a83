"""Patterns within one organisation: is an indicator a strength in one service, in one locality, or in all of it?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import number
from speir.evaluations.queries.sides import WHOLE_AREA
from speir.evaluations.queries.trends import Of
from speir.evaluations.queries.unit_patterns import UnitColumn, UnitSides, unit_sides, wholes
from speir.evaluations.rules.patterns import UNITS
from speir.web.joint import sides
from speir.web.joint.pattern import Way, chosen, one_indicator, place
from speir.web.people.words import KINDS
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def patterns(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show one indicator across the units of an organisation; without one to show, let the person choose."""
    unit, key = (request.GET.get(name, "").strip().replace("\x00", "") for name in ("unit", "framework"))
    offered = wholes(actor)
    if not unit and len(offered) == 1:
        unit = offered[0].id
    shown = unit_sides(actor, unit, key) if unit else None
    if shown is None or len(shown.columns) < 2:
        few = shown.unit if shown else ""
        return render(request, "trends/patterns_choose.html", {"units": offered, "few": few, "asked": unit})
    return _shown(request, shown, offered)


def _shown(request: HttpRequest, shown: UnitSides, offered: list[Of]) -> HttpResponse:
    row, strange = chosen(request.GET, shown)
    kept = {"unit": shown.unit_id, "framework": shown.framework.key}
    context = {
        "sides": shown,
        "strange": strange,
        "kept": kept.items(),
        "rest": urlencode(kept) + "&",
        "others": [one for one in offered if one.id != shown.unit_id],
        "frameworks": [(one, title) for one, title in shown.frameworks if one != shown.framework.key],
    }
    if row:
        context |= one_indicator(shown, row, _ways(shown), units, UNITS)
    return render(request, "trends/patterns.html", context)


def _ways(shown: UnitSides) -> tuple[Way, ...]:
    def branch(column: UnitColumn) -> str:
        return column.branch or WHOLE_AREA

    def named(key: str) -> str:
        return shown.unit if key == WHOLE_AREA else key

    return (
        Way(_("By service"), _("Service"), branch, named),
        Way(_("By locality"), _("Locality"), place, sides.locality),
        Way(_("By kind of unit"), _("Kind"), lambda one: one.sort, kind),
    )


def kind(key: str) -> str:
    """Return what kind of unit it is in words, or of which field an organisation is."""
    return _(KINDS[key]) if key in KINDS else sides.sort(key)


def units(count: int) -> str:
    """Return how many units, in words."""
    return ngettext("%(n)s unit", "%(n)s units", count) % {"n": number(count)}
