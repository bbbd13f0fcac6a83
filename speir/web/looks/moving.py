"""Lines of a plan moved, taken out and put back.

Each works as a plain form that leads back to its line. Where script asks, the answer is the part that changes.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.evaluations.actions.looks import lines
from speir.evaluations.queries.looks import overview, planning
from speir.web.looks import plan_laid
from speir.web.looks.lines_shown import li, to_plan
from speir.web.shell.door import sent_to, signed_in

ACTS = ("up", "down", "out", "back")


@sent_to
@signed_in
def act(
    request: HttpRequest, actor: Actor, look_id: str, column: str, line_id: str, act: str
) -> HttpResponseBase:
    """Move a line up or down, take it out, or put it back."""
    overview.page(actor, look_id)
    if act not in ACTS or column not in lines.COLUMNS:
        raise NotYours
    place: dict[str, Any] = {"look_id": look_id, "column": column, "line_id": line_id, "by": actor}
    htmx = bool(getattr(request, "htmx", False))
    if act == "out":
        lines.take_out(**place)
        if htmx:
            return render(
                request,
                "looks/line_out.html",
                {"look": {"id": look_id}, "column": column, "line_id": line_id},
            )
        request.session["undo_line"] = {"look": look_id, "column": column, "line": line_id}
        return redirect("looks:plan", look_id)
    if act == "back":
        lines.put_back(**place)
        if not htmx:
            messages.success(request, _("It is back in the plan."))
    else:
        lines.move(**place, up=act == "up")
        if htmx:
            return _list(request, actor, look_id, column, line_id)
    return li(request, actor, look_id, line_id) if htmx else to_plan(look_id, f"line-{line_id}")


def _list(request: HttpRequest, actor: Actor, look_id: str, column: str, line_id: str) -> HttpResponse:
    """Answer script with the lines of one column of one theme, in their new order."""
    for block in planning.plan(actor, look_id, known=False).blocks:
        of = dict(block.columns)[column]
        if any(one.id == line_id for one in of):
            key = block.theme.key if block.theme else plan_laid.WHOLE
            shown = plan_laid.column_of(column, block.indicator.number, key)
            shown["laid"] = plan_laid.lines(look_id, of, may=True)
            return render(request, "looks/lines.html", {"column": shown})
    raise NotYours
