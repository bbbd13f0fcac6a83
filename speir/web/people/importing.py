"""Bringing organisations and their first people in from a sheet: a template, a look at it, and then all of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours, Refused
from speir.organisations.actions.imports import bring_sheet_in
from speir.organisations.queries import imports
from speir.organisations.queries.pages import UnitPage
from speir.organisations.rules import sheet
from speir.reports import actions as reports
from speir.web.people import words
from speir.web.people.organisations import looked_after
from speir.web.shell.door import signed_in
from speir.web.shell.few import few_at_once
from speir.web.shell.fields import add_refused
from speir.web.shell.sheets import SheetForm, looked_at, signed, table_of

SALT = "a sheet that was looked at"
LISTED = 200


@require_http_methods(["GET", "POST"])
@signed_in
@few_at_once
def view(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Take a sheet and show what it says; bring it in once it was looked at."""
    page = _home(actor, unit_id)
    if "looked_at" in request.POST:
        return _bring_in(request, actor, page)
    form = SheetForm()
    if request.method == "POST":
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return _look(request, actor, page, table_of(form, request))
            except Refused as refused:
                add_refused(form, [refused])
    return _page(request, page, form)


@require_safe
@signed_in
@few_at_once
def template(request: HttpRequest, actor: Actor, unit_id: str, format: str) -> HttpResponseBase:
    """Send the sheet with its headings and what is there already."""
    _home(actor, unit_id)
    if format not in reports.LIST_FORMATS:
        raise NotYours
    body = reports.sheet_template(rows=imports.rows_there(actor, unit_id), format=format)
    response = HttpResponse(body, content_type=reports.LIST_FORMATS[format])
    response["Content-Disposition"] = f'attachment; filename="organisations.{format}"'
    return response


def _home(actor: Actor, unit_id: str) -> UnitPage:
    page = looked_after(actor, unit_id)
    imports.home_of(actor, unit_id)
    return page


def _look(request: HttpRequest, actor: Actor, page: UnitPage, table: list[list[str]]) -> HttpResponse:
    """Show what a sheet says: every mistake, or what would be new and a button."""
    lines, bad = sheet.read(table, timezone.localdate())
    plan = imports.plan(actor, page.id, lines, bad)
    context = {
        "unit": page,
        "plan": plan,
        "bad": plan.bad[:LISTED],
        "groups": [
            (one, [(name, words.role(role), where) for name, role, where in one.people[:LISTED]])
            for one in plan.groups
        ],
        "looked_at": "" if plan.bad else signed(page.id, table, salt=SALT),
        "form": SheetForm(),
    }
    return render(request, "people/import.html", context, status=422 if plan.bad else 200)


def _bring_in(request: HttpRequest, actor: Actor, page: UnitPage) -> HttpResponseBase:
    table = looked_at(request, page.id, salt=SALT)
    if table is None:
        return _page(request, page, SheetForm.too_long_ago())
    lines, bad = sheet.read(table, timezone.localdate())
    try:
        if bad:
            return _look(request, actor, page, table)
        plan = bring_sheet_in(unit_id=page.id, lines=lines, by=actor)
    except Refused:
        return _look(request, actor, page, table)
    if not plan.new:
        messages.success(request, _("All of this is here already. Nothing was changed."))
        return redirect("people:unit", page.id)
    if not plan.people:
        messages.success(request, _("Brought in."))
        return redirect("people:unit", page.id)
    messages.success(request, _("Brought in. Nobody has been told yet: here is whoever has not been here."))
    return redirect("people:invitations", page.id)


def _page(request: HttpRequest, page: UnitPage, form: SheetForm) -> HttpResponse:
    context: dict[str, Any] = {"unit": page, "form": form, "columns": words.columns()}
    return render(request, "people/import.html", context, status=422 if form.errors else 200)
