"""The list of broad views, beginning one, describing or discarding it whole, and its grid."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import period
from speir.evaluations.actions import broad_views, readings
from speir.evaluations.policy import READ_ONLY, SEALED
from speir.evaluations.queries import approving, carrying, due, emptiness, grids, lists
from speir.evaluations.queries.grounds import names_of
from speir.evaluations.queries.yours import yours
from speir.evaluations.rules.looking import Seen, where_to_look
from speir.frameworks.queries import all_current
from speir.mentions.rules import Waits
from speir.organisations.queries import units_where
from speir.web.broad_views import joints, parts
from speir.web.broad_views.carrying import say_what_waits
from speir.web.broad_views.forms import BeginForm, DescribeForm
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused
from speir.web.shell.rendered import part

# The list leads to the colleagues of so many units; each broad view leads to its own unit's.
NAMED_UNITS = 5


@require_safe
@signed_in
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the broad views that the actor may see, newest first."""
    text = request.GET.get("page", "1")
    page = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    waiting = approving.rows_waiting(actor) if page == 1 else None
    lines, older, steps = lists.listing(actor, page=page, beside=[row[1] for row in waiting or ()])
    if not lines and page > 1:
        return redirect("broad_views:list")
    units = units_where(actor, Permission.START_EVALUATION, most=NAMED_UNITS)
    rows = part(request, tuple(lines), "broad_views/list_lines.html", lambda: {"lines": lines})
    context: dict[str, Any] = {
        "lines": lines,
        "rows": rows,
        "older": older,
        "page": page,
        "units": units,
        "review": due.waits(actor),
    }
    context["waiting"] = None if waiting is None else approving.told(waiting, steps)
    context["you"] = actor.person_id
    if page == 1:
        context["yours"], context["to_judge"] = yours(actor)
        context |= joints.shown(actor, most=joints.FEW)
        seals = bool(reach(actor, Permission.LOCK_EVALUATION))
        context["leads_joints"] = seals and any(unit.kind == "partnership" for unit in units)
    context["may_reflect"] = bool(reach(actor, Permission.REFLECT))
    context["keeps_rooms"] = bool(reach(actor, Permission.READ_TRAIL))
    return render(request, "broad_views/list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Begin a broad view: who it is about, title, period."""
    units = units_where(actor, Permission.START_EVALUATION)
    if not units:
        return redirect("start:doors")
    frameworks = all_current()
    today = timezone.localdate()
    given = request.GET.get("unit", "")
    first = {
        "evaluation_id": new_id(),
        "unit": given if any(unit.id == given for unit in units) else units[0].id,
        "framework": frameworks[0].key if frameworks else "",
        "title": _("Broad view %(year)s") % {"year": today.year},
        "period": period(today.replace(month=1, day=1), today.replace(month=12, day=31)),
    }
    sources = carrying.offered(actor, [unit.id for unit in units])
    if sources and len(units) == 1:
        first["start"] = sources[0].edition_id
    posted = mentions.answered(request.POST)
    form = BeginForm(posted or None, units=units, frameworks=frameworks, sources=sources, initial=first)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            begun = broad_views.begin(
                unit_id=typed["unit"],
                framework_key=typed["framework"],
                title=typed["title"],
                period_from=typed["period"][0],
                period_to=typed["period"][1],
                evaluation_id=typed["evaluation_id"],
                only_me=bool(typed["only_me"]),
                start_from=typed["start"],
                keeping=mentions.keeping(posted, "title"),
                by=actor,
            )
            if typed["start"]:
                say_what_waits(request, actor, begun.id)
            return redirect("broad_views:grid", begun.id)
        except NotYours:
            form.add_error("unit", _("Choose who it is about, and the framework, from the lists."))
        except Unfit as unfit:
            add_refused(form, unfit.broken, {"period_from": "period", "period_to": "period"})
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = {"form": form, "units": units, "frameworks": frameworks, "mentions": asked}
    context["sources"] = sources
    context["founded"] = given if first["unit"] == given else ""
    return render(request, "broad_views/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def describe(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Change a broad view's title and period."""
    shown = emptiness.discardable(actor, evaluation_id)
    heading = shown.heading
    if not heading.may_describe:
        raise NotAllowed(SEALED if heading.sealed else READ_ONLY)
    first = {"title": heading.title, "period": heading.period, "base": heading.described}
    posted = mentions.answered(request.POST)
    form = DescribeForm(posted or None, initial=first)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            broad_views.describe(
                evaluation_id=evaluation_id,
                title=typed["title"],
                period_from=typed["period"][0],
                period_to=typed["period"][1],
                base=typed["base"],
                keeping=mentions.keeping(posted, "title"),
                by=actor,
            )
            return redirect("broad_views:grid", evaluation_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken, {"period_from": "period", "period_to": "period"})
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = {
        "form": form,
        "heading": heading,
        "base": heading.described,
        "kept_by": shown.kept_by,
        "mentions": asked,
    }
    return render(request, "broad_views/describe.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def discard_whole(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Say what goes with a broad view in which nothing is written; discard it when the person says so."""
    if request.method == "POST":
        title = broad_views.discard(evaluation_id=evaluation_id, by=actor)
        messages.success(request, _("Discarded: %(title)s.") % {"title": title})
        return redirect("broad_views:list")
    shown = emptiness.discardable(actor, evaluation_id)
    context = {"shown": shown, "heading": shown.heading}
    return render(request, "broad_views/discard_whole.html", context)


@require_safe
@signed_in
def grid(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponse:
    """Show the grid."""
    shown = grids.grid(actor, evaluation_id)
    readings.note(heading=shown.heading, by=actor)
    rows = shown.rows
    seen = (
        Seen(
            number=r.indicator.number,
            crucial=r.indicator.crucial,
            judged=r.level is not None,
            not_evaluated=r.not_evaluated,
            sure=r.sure,
            standing=r.standing,
            sources=r.indicator.sources,
        )
        for r in shown.wanted
    )
    mine = [row for row in rows if row.mine]
    alone = bool(mine) and request.GET.get("whose") == "yours"
    context = {
        "grid": shown,
        "heading": shown.heading,
        "questions": parts.grid_rows(shown, mine=alone),
        "yours": mine,
        "yours_alone": alone,
        "looks": where_to_look(seen, names_of(shown.framework)),
        "done": sum(row.state == "done" for row in shown.wanted),
        "judged": sum(row.level is not None for row in rows),
        "provisional": sum(row.level is not None and row.standing.provisional for row in rows),
        "all": len(shown.wanted),
        "some": len(shown.wanted) < len(rows),
        "at_work": _at_work(rows, actor),
        "to_check": len(shown.back.to_check) if shown.back else 0,
        "fresh": not any(row.by or row.standing.pieces for row in rows),
    }
    return render(request, "broad_views/grid.html", context)


def _at_work(rows: tuple[grids.GridRow, ...], actor: Actor) -> list[tuple[str, str]]:
    """Return who else wrote a short time ago, each with the indicator they wrote in last."""
    lately = sorted(
        (row for row in rows if row.at_work), key=lambda row: row.at.timestamp() if row.at else 0.0
    )
    latest = {row.by: row.indicator.number for row in lately if row.by != actor.name}
    return sorted(latest.items())
