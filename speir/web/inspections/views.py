"""Inspections in a list, one with its levels, and recording, correcting and removing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import day
from speir.evaluations.actions import inspections as actions
from speir.evaluations.actions.inspection_imports import NOT_HERE
from speir.evaluations.queries import inspections as queries
from speir.evaluations.rules.inspecting import Draft
from speir.frameworks.queries import all_current
from speir.frameworks.rules.structure import Framework
from speir.mentions.rules import Waits
from speir.organisations.queries import units_where
from speir.web.inspections.forms import InspectionForm, initial
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

TYPED = ("title", "link")


@require_safe
@signed_in
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the inspections that somebody may read."""
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 5 else 1
    unit = request.GET.get("unit", "")[:16].replace("\x00", "")
    lines, older = queries.listed(actor, unit, max(page, 1))
    context = {
        "lines": lines,
        "older": older,
        "page": max(page, 1),
        "unit": unit,
        "records": bool(units_where(actor, Permission.WRITE_JUDGEMENTS, most=1)),
    }
    return render(request, "inspections/list.html", context)


@require_safe
@signed_in
def one(request: HttpRequest, actor: Actor, inspection_id: str) -> HttpResponse:
    """Show an inspection with its levels, and what was corrected."""
    opened = queries.opened(actor, inspection_id)
    return render(request, "inspections/one.html", {"opened": opened, "page": opened.line})


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Record an inspection by hand."""
    units = units_where(actor, Permission.WRITE_JUDGEMENTS)
    if not units:
        raise NotAllowed(NOT_HERE)
    shown = asked_for(request)
    given = request.GET.get("unit", "")
    first = {
        "inspection_id": new_id(),
        "unit": given if any(unit.id == given for unit in units) else units[0].id,
    }
    posted = mentions.answered(request.POST)
    form = InspectionForm(posted or None, shown=shown, units=units, initial=first)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record(
                unit_id=form.cleaned_data["unit"],
                framework_id=shown.id,
                draft=form.as_draft(),
                inspection_id=form.cleaned_data["inspection_id"],
                keeping=mentions.keepings(posted, TYPED),
                by=actor,
            )
            messages.success(request, _("Recorded. Here it is beside what was said in your own broad views."))
            return redirect(f"{reverse('inspections:beside')}?unit={made.unit_id}&inspection={made.id}")
        except NotYours:
            form.add_error("unit", _("Choose which area was inspected from the list."))
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            form.add_error("unit", _(refused.sentence))
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TYPED, waits)
    context = {"form": form, "shown": shown, "frameworks": all_current(), **asked}
    return render(request, "inspections/record.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def correct(request: HttpRequest, actor: Actor, inspection_id: str) -> HttpResponseBase:
    """Correct a recorded inspection; what somebody else corrected meanwhile stands beside what was typed."""
    opened = queries.to_correct(actor, inspection_id)
    posted = mentions.answered(request.POST)
    form = InspectionForm(
        posted or None, shown=opened.framework, initial=initial(opened.draft, opened.revision)
    )
    asked: dict[str, Any] = {}
    behind: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(
                inspection_id=inspection_id,
                draft=form.as_draft(),
                revision=form.cleaned_data["revision"] or 0,
                keeping=mentions.keepings(posted, TYPED),
                by=actor,
            )
            messages.success(request, _("Saved. What it said before stays readable below."))
            return redirect("inspections:one", inspection_id)
        except actions.Stale as stale:
            opened = queries.to_correct(actor, inspection_id)
            behind = _apart(opened.draft, form.as_draft().as_kept(), opened.framework)
            form.add_error(None, _(stale.sentence))
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TYPED, waits)
    context = {
        "form": form,
        "shown": opened.framework,
        "opened": opened,
        "page": opened.line,
        "behind": behind,
        "revision": opened.revision if behind else form["revision"].value(),
        **asked,
    }
    status = 409 if behind else 422 if form.errors else 200
    return render(request, "inspections/record.html", context, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: HttpRequest, actor: Actor, inspection_id: str) -> HttpResponseBase:
    """Ask whether to take a recorded inspection away, and do so."""
    opened = queries.to_correct(actor, inspection_id)
    if request.method != "POST":
        return render(request, "inspections/remove.html", {"opened": opened, "page": opened.line})
    actions.remove(inspection_id=inspection_id, by=actor)
    messages.success(request, _("Taken away. That it was recorded, and by whom, stays in the trail."))
    return redirect("inspections:list")


def asked_for(request: HttpRequest) -> Framework:
    """Return the framework that the address asks for by its key, or the first. Raises NotYours where none is loaded."""
    frameworks = all_current()
    key = request.GET.get("framework", "")
    found = next((each for each in frameworks if each.key == key), None) or next(iter(frameworks), None)
    if found is None:
        raise NotYours
    return found


def _apart(now: Draft, typed: Draft, shown: Framework) -> list[dict[str, str]]:
    """Return where what stands now and what was typed say two things, in words."""

    def level(key: str) -> str:
        return shown.level_by_key[key].name if key else _("Not given")

    found = [
        {
            "of": f"{one.number} {one.title}",
            "now": level(now.levels.get(one.number, "")),
            "typed": level(typed.levels.get(one.number, "")),
        }
        for one in shown.indicators
        if now.levels.get(one.number, "") != typed.levels.get(one.number, "")
    ]
    empty = _("Empty")
    for of, before, after in (
        (_("Day"), day(now.day) if now.day else "", day(typed.day) if typed.day else ""),
        (_("What it is called"), now.title, typed.title),
        (_("Where it is published"), now.link, typed.link),
    ):
        if before != after:
            found.append({"of": of, "now": before or empty, "typed": after or empty})
    return found
