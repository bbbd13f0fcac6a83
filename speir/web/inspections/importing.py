"""Bringing inspections in from a sheet: a template, a look at it, and then all of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.actions.inspection_imports import NOT_HERE, bring_in
from speir.evaluations.queries.inspection_imports import plan as plan_of
from speir.evaluations.rules import inspection_sheet as sheet
from speir.frameworks.queries import all_current
from speir.frameworks.rules.structure import Framework
from speir.organisations.queries import units_where
from speir.reports import actions as reports
from speir.web.inspections.views import asked_for
from speir.web.shell.door import signed_in
from speir.web.shell.few import few_at_once
from speir.web.shell.fields import add_refused
from speir.web.shell.sheets import SheetForm, looked_at, signed, table_of

SALT = "a sheet of inspections that was looked at"
LISTED = 200


@require_http_methods(["GET", "POST"])
@signed_in
@few_at_once
def view(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Take a sheet and show what it says; bring it in once it was looked at."""
    _require(actor)
    shown = asked_for(request)
    if "looked_at" in request.POST:
        return _bring_in(request, actor, shown)
    form = SheetForm()
    if request.method == "POST":
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return _look(request, actor, shown, table_of(form, request))
            except Refused as refused:
                add_refused(form, [refused])
    return _page(request, shown, form)


@require_safe
@signed_in
@few_at_once
def template(request: HttpRequest, actor: Actor, format: str) -> HttpResponseBase:
    """Send the sheet with its headings."""
    _require(actor)
    if format not in reports.LIST_FORMATS:
        raise NotYours
    body = reports.inspection_template(format=format)
    response = HttpResponse(body, content_type=reports.LIST_FORMATS[format])
    response["Content-Disposition"] = f'attachment; filename="inspections.{format}"'
    return response


def _require(actor: Actor) -> None:
    if not units_where(actor, Permission.WRITE_JUDGEMENTS, most=1):
        raise NotAllowed(NOT_HERE)


def _look(request: HttpRequest, actor: Actor, shown: Framework, table: list[list[str]]) -> HttpResponse:
    """Show what a sheet says: every mistake, or what would be new and a button."""
    lines, bad = sheet.read(table, shown, timezone.localdate())
    plan = plan_of(actor, lines, bad, shown)
    areas = [(area, [_level(shown, *one) for one in sorted(area.levels.items())]) for area in plan.areas]
    context = {
        "plan": plan,
        "bad": plan.bad[:LISTED],
        "areas": areas,
        "looked_at": "" if plan.bad else signed(shown.id, table, salt=SALT),
    }
    return _page(request, shown, SheetForm(), status=422 if plan.bad else 200, **context)


def _level(shown: Framework, number: str, key: str) -> tuple[str, str]:
    return f"{number} {shown.by_number[number].title}", shown.level_by_key[key].name


def _bring_in(request: HttpRequest, actor: Actor, shown: Framework) -> HttpResponseBase:
    table = looked_at(request, shown.id, salt=SALT)
    if table is None:
        return _page(request, shown, SheetForm.too_long_ago(), status=422)
    lines, bad = sheet.read(table, shown, timezone.localdate())
    try:
        if bad:
            return _look(request, actor, shown, table)
        plan = bring_in(framework_id=shown.id, lines=lines, by=actor)
    except Refused:
        return _look(request, actor, shown, table)
    said = _("Brought in.") if plan.new else _("All of this is here already. Nothing was changed.")
    messages.success(request, said)
    return redirect("inspections:list")


def _page(
    request: HttpRequest, shown: Framework, form: SheetForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "shown": shown, "frameworks": all_current(), **more}
    return render(request, "inspections/import.html", context, status=422 if form.errors else status)
