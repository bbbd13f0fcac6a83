"""A line of the plan as an answer, and the way back to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from speir.access.actor import Actor
from speir.evaluations.queries.looks import planning
from speir.web.looks import plan_laid


def shown_line(actor: Actor, look_id: str, line_id: str) -> dict[str, Any] | None:
    """Return a line of the plan as its template shows it; None where there is none."""
    if not line_id:
        return None
    for block in planning.plan(actor, look_id, known=False).blocks:
        for _column, those in block.columns:
            for one in those:
                if one.id == line_id:
                    return plan_laid.line_of(one)
    return None


def li(request: HttpRequest, actor: Actor, look_id: str, line_id: str) -> HttpResponse:
    """Answer script with one line of the plan."""
    one = shown_line(actor, look_id, line_id)
    return render(request, "looks/line.html", {"look": {"id": look_id}, "one": one, "may": True})


def to_plan(look_id: str, at: str, theme: str = "") -> HttpResponseBase:
    """Lead back to a place on the plan, with the illustrations of a theme open if one is named (`place_of`)."""
    opened = f"?from={theme}" if theme else ""
    return redirect(f"{reverse('looks:plan', args=[look_id])}{opened}#{at}")
