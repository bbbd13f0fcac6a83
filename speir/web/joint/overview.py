"""A joint broad view: who takes part, and how far each has come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.evaluations.queries import joints
from speir.evaluations.rules.asking import PROGRESS_WORDS
from speir.web.joint.tabs import tabs
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def overview(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponse:
    """Show who takes part and how each contribution stands."""
    opened = joints.opened(actor, joint_id)
    context = {
        "heading": opened.heading,
        "tabs": tabs(joint_id, "joint:overview"),
        "asked": opened.asked,
        "parties": [(party, PROGRESS_WORDS[party.progress]) for party in opened.parties],
    }
    return render(request, "joint/overview.html", context)
