"""Pages of the trail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.organisations.queries import Place, people_within, tree_where
from speir.reports import actions as reports
from speir.reports.builders.trail import said
from speir.trail.queries import entries
from speir.web.shell.door import signed_in
from speir.web.shell.few import few_at_once
from speir.web.trail.forms import SearchForm


@require_safe
@signed_in
def search(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Show what was done in a unit and below it; who leads none is shown what is recorded about themselves."""
    units = tree_where(actor, Permission.READ_TRAIL)
    if not units and "unit" not in request.GET:
        return redirect("trail:yours")
    form, wanted = _asked(request, actor, units)
    before = request.GET.get("before", "")[:60]
    page = entries.search(actor, wanted, before=before)
    words = request.GET.copy()
    words.pop("before", None)
    context = {
        "form": form,
        "lines": said(actor, page.entries, _names(units)),
        "older": page.older,
        "before": before,
        "asked": words.urlencode(),
        "most": f"{reports.MOST_EXPORTED:,}",
    }
    return render(request, "trail/search.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
@few_at_once
def file(request: HttpRequest, actor: Actor, format: str) -> HttpResponseBase:
    """Send what was found as a file; that it was sent is in the trail itself."""
    units = tree_where(actor, Permission.READ_TRAIL)
    form, wanted = _asked(request, actor, units)
    return redirect("trail:search") if form.errors else _file(actor, wanted, format, _names(units))


@require_safe
@signed_in
def yours(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show everybody what is recorded about themselves."""
    before = request.GET.get("before", "")[:60]
    page = entries.concerning(actor, before=before)
    lines = said(actor, page.entries, {})
    return render(request, "trail/yours.html", {"lines": lines, "older": page.older, "before": before})


@require_safe
@signed_in
@few_at_once
def your_file(request: HttpRequest, actor: Actor, format: str) -> HttpResponseBase:
    """Send somebody what is recorded about themselves."""
    return _file(actor, None, format, {})


def _names(units: list[Place]) -> dict[str, str]:
    return {unit.path: unit.name for unit in units}


def _asked(request: HttpRequest, actor: Actor, units: list[Place]) -> tuple[SearchForm, entries.Wanted]:
    """Return the form as it was asked, and what that means. Raises NotYours for a unit that is not the actor's."""
    given = request.GET.get("unit") or (units[0].id if units else "")
    unit = next((each for each in units if each.id == given), None)
    if unit is None:
        raise NotYours
    form = SearchForm(
        data={**request.GET.dict(), "unit": unit.id},
        units=[(each.id, "– " * each.depth + each.name) for each in units],
        people=[
            (one, name or _("Without a name"))
            for one, name in people_within(actor, Permission.READ_TRAIL, unit.path)
        ],
    )
    form.is_valid()
    asked: dict[str, Any] = form.cleaned_data
    since, until = asked.get("since"), asked.get("until")
    return form, entries.Wanted(
        path=unit.path,
        person_id=asked.get("person", ""),
        verb=asked.get("verb", ""),
        about=asked.get("about", ""),
        since=since[0] if since else None,
        until=until[1] if until else None,
    )


def _file(
    actor: Actor, wanted: entries.Wanted | None, format: str, units: dict[str, str]
) -> HttpResponseBase:
    if format not in reports.LIST_FORMATS:
        raise NotYours
    body = reports.export_trail(wanted=wanted, format=format, units=units, by=actor)
    response = StreamingHttpResponse(body, content_type=reports.LIST_FORMATS[format])
    response["Content-Disposition"] = f'attachment; filename="trail.{format}"'
    return response
