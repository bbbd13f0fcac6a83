"""Patterns: is one indicator a strength or a weakness within one service, one locality, or everywhere?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import listed
from speir.evaluations.queries.matrix import matrix
from speir.evaluations.rules.patterns import ORGANISATIONS
from speir.web.joint import sides
from speir.web.joint.matrix import organisations
from speir.web.joint.pattern import Way, chosen, one_indicator, place
from speir.web.joint.tabs import tabs
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def patterns(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponse:
    """Show one indicator across organisations, localities and kinds: the one asked for, or what to talk about first."""
    shown = matrix(actor, joint_id)
    row, strange = chosen(request.GET, shown)
    ways = (
        Way(_("By locality"), _("Locality"), place, sides.locality),
        Way(_("By kind of organisation"), _("Kind"), lambda one: one.sort, sides.sort),
    )
    context = {
        "heading": shown.heading,
        "tabs": tabs(joint_id, "joint:patterns"),
        "matrix": shown,
        "strange": strange,
        "to_come": listed(sides.names(shown.to_come)),
    }
    if row:
        context |= one_indicator(shown, row, ways, organisations, ORGANISATIONS)
    return render(request, "joint/patterns.html", context)
