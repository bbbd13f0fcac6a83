"""One indicator: its panel, its history, and one's own texts that were set aside there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.evaluations.actions import judgements, readings, set_aside
from speir.evaluations.policy import BROAD_VIEWS
from speir.evaluations.queries import agreed, panels
from speir.evaluations.queries.headings import heading
from speir.web.broad_views import back, carrying, show
from speir.web.broad_views.forms import panel_fields
from speir.web.shell import errors, mentions
from speir.web.shell.door import sent_to, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def indicator(request: HttpRequest, actor: Actor, evaluation_id: str, number: str) -> HttpResponseBase:
    """Show one indicator's panel, or save what was typed in it."""
    if request.method != "POST":
        opened = panels.panel(actor, evaluation_id, number)
        readings.note(heading=opened.heading, evidence=[cited.item for cited in opened.evidence], by=actor)
        context = show.panel(opened, start=request.GET.get("start", "")[:20])
        context |= _more(actor, opened)
        undo = request.session.get("undo")
        if undo and (undo["evaluation"], undo["number"]) == (evaluation_id, number):
            context["undo"] = request.session.pop("undo")
        return render(request, "broad_views/indicator.html", context)
    posted = mentions.answered(request.POST)
    typed, why = panel_fields(posted), posted.get("why", "")
    if not typed and not why:
        return errors.bad_request(request)
    row, out = judgements.record(
        evaluation_id=evaluation_id,
        number=number,
        typed=typed,
        why=why,
        why_seen=posted.get("told_why", "")[:64],
        kinds=BROAD_VIEWS,
        by=actor,
    )
    if out.conflicts:  # the answer shows what stands there, and a form can be sent for that alone
        readings.note(heading=heading(actor, row.evaluation), by=actor)
    if getattr(request, "htmx", False):
        framework, standing, own = panels.standing_after(actor, row)
        shown = show.saved(row, out, framework, (standing, own), posted)
        return render(request, "broad_views/saved.html", shown)
    if out.stuck:
        opened = panels.panel(actor, evaluation_id, number)
        readings.note(heading=opened.heading, evidence=[cited.item for cited in opened.evidence], by=actor)
        shown = show.panel(opened, out, posted) | _more(actor, opened)
        return render(request, "broad_views/indicator.html", shown, status=409 if out.conflicts else 422)
    if pressed := posted.get("check", "")[:40]:
        came = carrying.check(request, actor, evaluation_id, number, pressed)
        if not isinstance(came, str):
            return came
        opened = panels.panel(actor, evaluation_id, number)
        readings.note(heading=opened.heading, evidence=[cited.item for cited in opened.evidence], by=actor)
        shown = show.panel(opened) | _more(actor, opened)
        shown |= {"back_refused": came, "problem": True}
        return render(request, "broad_views/indicator.html", shown, status=409)
    return _go(request, evaluation_id, number)


@require_safe
@signed_in
def history(request: HttpRequest, actor: Actor, evaluation_id: str, number: str) -> HttpResponse:
    """Show a level's history and earlier texts."""
    shown = panels.history(actor, evaluation_id, number)
    readings.note(heading=shown.heading, by=actor)
    labels: dict[str, Any] = {"strengths": _("What we do well"), "improvements": _("What needs to improve")}
    earlier = [(labels.get(field, field), text, by, at) for field, text, by, at in shown.earlier]
    context = {"history": shown, "heading": shown.heading, "earlier": earlier}
    context["carried"] = back.lines(shown.carried)
    return render(request, "broad_views/history.html", context)


@sent_to
@signed_in
def discard(request: HttpRequest, actor: Actor, evaluation_id: str, aside: str) -> HttpResponseBase:
    """Throw away a text of one's own that was set aside, or take it up into its field after all."""
    if "take" in request.POST:
        set_aside.take_up(evaluation_id=evaluation_id, aside=aside, by=actor)
        messages.success(request, _("Added to the end of the field."))
    else:
        set_aside.discard(evaluation_id=evaluation_id, aside=aside, by=actor)
        messages.success(request, _("Discarded."))
    number = request.POST.get("number", "")[:8]
    if number and "/" not in number:
        return redirect("broad_views:indicator", evaluation_id, number)
    return redirect("broad_views:answers", evaluation_id)


def _more(actor: Actor, opened: panels.Panel) -> dict[str, Any]:
    """Return what stands on the page besides the panel: what it came from, and whether the reader may look closer."""
    return {
        "came_from": agreed.beside(opened),
        "may_look": bool(reach(actor, Permission.START_EVALUATION)),
    }


def _to(name: str, *args: str, at: str) -> HttpResponseBase:
    """Lead to where somebody goes on on a page, so that Tab goes on from there and not from the page's top."""
    return redirect(f"{reverse(name, args=args)}#{at}")


def _go(request: HttpRequest, evaluation_id: str, number: str) -> HttpResponseBase:
    """Lead on after a save, as the pressed button says."""
    go, after = request.POST.get("go", ""), request.POST.get("after", "")[:8]
    if go == "beacon":
        return HttpResponse(status=204)
    if go == "next" and after and "/" not in after:
        return _to("broad_views:indicator", evaluation_id, after, at="content")
    if go == "grid":
        return _to("broad_views:grid", evaluation_id, at=f"i{number}")
    if go == "evidence":
        return redirect("broad_views:evidence_new", evaluation_id, number)
    if go == "cite":
        return redirect("broad_views:evidence_cite", evaluation_id, number)
    messages.success(request, _("Saved."))
    return redirect("broad_views:indicator", evaluation_id, number)
