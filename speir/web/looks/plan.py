"""The plan of a closer look: what is known already, then three columns for each theme."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.evaluations.actions import readings
from speir.evaluations.queries.looks import planning
from speir.evaluations.rules.looks.describing import manageable
from speir.web.looks import plan_laid
from speir.web.looks.tabs import papers, tabs
from speir.web.shell.door import signed_in
from speir.web.shell.rendered import around, keep


@require_safe
@signed_in
def plan(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponse:
    """Show the plan, for whoever plans with what its lines may be made from."""
    shown = planning.plan(actor, look_id)
    page, already = shown.page, shown.already
    readings.note(heading=page.heading, by=actor)
    token = get_token(request) if page.may_plan else ""
    context = {
        "look": page,
        "heading": page.heading,
        "tabs": tabs(look_id, "looks:plan"),
        "papers": papers(page),
        "already": already,
        "have": keep(
            ("look-already", already, page.heading.unit, get_language()),
            "looks/already.html",
            {"already": already, "heading": page.heading},
        ),
        "asking": shown.asking or bool(page.finished_on),
        "advice": _(manageable(page.numbers)),
        "undo": _undo(request, look_id),
    }
    if token:
        context["csrf_token"] = token  # one for all forms of the page
    at = request.GET.get("from", "")
    themes = plan_laid.themes(page, shown.blocks, token, unfolded=shown.empty, at=at)
    return around(request, "looks/plan.html", context, themes=themes)


def _undo(request: HttpRequest, look_id: str) -> dict[str, str] | None:
    """Return the line that was taken out a moment ago, to be put back by a press; once."""
    undo: dict[str, str] | None = request.session.get("undo_line")
    if undo and undo["look"] == look_id:
        del request.session["undo_line"]
        return undo
    return None
