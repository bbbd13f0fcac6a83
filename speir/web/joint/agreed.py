"""The agreed broad view: the partnership's own judgement of each indicator, and what it came from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.evaluations.actions import readings
from speir.evaluations.queries import agreed as queries
from speir.evaluations.rules.judging import SURE_WORDS
from speir.web.joint.tabs import tabs
from speir.web.shell import onward
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def agreed(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponse:
    """Show what is agreed of each indicator with the range it came from, and what is still to be agreed first."""
    shown = queries.agreed(actor, joint_id)
    if shown.view:
        readings.note(heading=shown.view, by=actor)
    context: dict[str, Any] = {
        "heading": shown.heading,
        "tabs": tabs(joint_id, "joint:agreed"),
        "agreed": shown,
        "view": shown.view,
        "record": shown.record,
        "sure_words": {key: _(words) for key, words in SURE_WORDS.items()},
        "choosing": onward.choosing(actor, shown.view.unit_id) if shown.view else "",
        "handed_in": sum(party.number > 0 for party in shown.parties),
    }
    return render(request, "joint/agreed.html", context)
