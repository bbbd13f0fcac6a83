"""Patterns: is one indicator a strength or a weakness within one service, one locality, or everywhere?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import listed
from speir.evaluations.queries.matrix import matrix
from speir.evaluations.queries.sides import Matrix, Row
from speir.evaluations.rules.patterns import ORGANISATIONS
from speir.web.joint import sides
from speir.web.joint.laid import organisations
from speir.web.joint.pattern import Way, chosen, one_indicator, place
from speir.web.joint.tabs import tabs
from speir.web.shell.door import signed_in
from speir.web.shell.rendered import keep, known


@require_safe
@signed_in
def patterns(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponse:
    """Show one indicator across organisations, localities and kinds: the one asked for, or what to talk about first."""
    shown = matrix(actor, joint_id)
    row, strange = chosen(request.GET, shown)
    context = {
        "heading": shown.heading,
        "tabs": tabs(joint_id, "joint:patterns"),
        "matrix": shown,
        "row": row,
        "body": _body(shown, row, strange) if row and shown.everybody else "",
    }
    return render(request, "joint/patterns.html", context)


def _body(shown: Matrix, row: Row, strange: bool) -> SafeString:
    """Return all that the page says of an indicator as HTML, rendered once for the same organisations and editions."""
    to_come, joint_id = listed(sides.names(shown.to_come)), shown.heading.id
    number, language = row.indicator.number, get_language() or ""
    key = ("joint patterns", joint_id, shown.made_of, number, to_come, strange, language)
    if (made := known(key)) is not None:
        return made
    ways = (
        Way(_("By locality"), _("Locality"), place, sides.locality),
        Way(_("By kind of organisation"), _("Kind"), lambda one: one.sort, sides.sort),
    )
    context = {"joint_id": joint_id, "strange": strange, "to_come": to_come}
    context |= one_indicator(shown, row, ways, organisations, ORGANISATIONS)
    return keep(key, "joint/patterns_body.html", context)
