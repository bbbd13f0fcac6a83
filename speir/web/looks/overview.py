"""The list of closer looks, and what one of them is about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.evaluations.actions import readings
from speir.evaluations.queries.looks import lists
from speir.evaluations.queries.looks import overview as queries
from speir.evaluations.rules.looks.naming import ABOUT_WORDS, AREA_WORDS, STAGE_WORDS, About
from speir.web.looks.show import say
from speir.web.looks.tabs import tabs
from speir.web.shell import onward
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the closer looks that the actor may see, the newest first."""
    text = request.GET.get("page", "1")
    page = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    lines, older = lists.listing(actor, page=page)
    if not lines and page > 1:
        return redirect("looks:list")
    context = {
        "lines": [(line, _(STAGE_WORDS[line.stage])) for line in lines],
        "older": older,
        "page": page,
        "may_begin": bool(reach(actor, Permission.START_EVALUATION)),
    }
    return render(request, "looks/list.html", context)


@require_safe
@signed_in
def overview(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponse:
    """Show why a closer look is taken, what it is about and with whom, and what is known already."""
    shown = queries.overview(actor, look_id)
    page, said = shown.page, shown.said
    readings.note(heading=page.heading, by=actor)
    context: dict[str, Any] = {
        "shown": shown,
        "look": page,
        "heading": page.heading,
        "tabs": tabs(look_id, "looks:overview"),
        "said": said,
        "reason": say(page.framework)["reason"](said["reason"]),
        "about": _(ABOUT_WORDS[said["about"]]),
        "own_words": said["about_words"] if said["about"] == About.KEY_QUESTION else "",
        "area": _(AREA_WORDS[said["area"]]) if said["area"] else "",
        "advice": _(shown.advice),
        "already": shown.already,
        "told": _told(said),
        "choosing": onward.choosing(actor, page.heading.unit_id),
    }
    return render(request, "looks/overview.html", context)


def _told(said: Any) -> list[tuple[str, str]]:
    """Return what was said of how it is done, each with what it is; what nobody said is left out."""
    asked = (
        (_("Who takes part"), "takes_part"),
        (_("Left out on purpose"), "left_out"),
        (_("How long it may take"), "how_long"),
        (_("What it may cost people"), "cost"),
        (_("What those who take part are told it is for"), "purpose"),
        (_("What is kept confidential, and what cannot be"), "confidentiality"),
        (_("What happens with what they say"), "afterwards"),
    )
    return [(words, said[name]) for words, name in asked if said[name]]
