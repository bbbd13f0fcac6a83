"""Bringing evidence in from a sheet: a template, a look at what is in it, and then all of it or nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.core.sheets import rows_in
from speir.core.text import day, listed, period
from speir.evaluations.actions import readings
from speir.evidence.actions import imports as actions
from speir.evidence.queries import imports
from speir.evidence.rules.account import blocks
from speir.evidence.rules.sheet import COLUMNS, SIZE
from speir.frameworks.queries import all_current, current
from speir.mentions.rules import REASONS
from speir.organisations.queries.units import UnitLine, units_where
from speir.reports import actions as reports
from speir.web.evidence import drafted
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.few import few_at_once
from speir.web.shell.fields import AnyOf, FromList, OneOf, add_refused
from speir.web.shell.sheets import say_what_was_left

NOT_WRITING = "Your role lets you read evidence, not write it."


class EvidenceSheetForm(forms.Form):
    """A file, for whom it is, and whether its writer alone reads it at first."""

    unit = forms.CharField(
        label=gettext_lazy("Whose evidence is it?"),
        max_length=16,
        widget=FromList,
        error_messages={"required": gettext_lazy("Choose whose evidence it is.")},
    )
    file = forms.FileField(
        label=gettext_lazy("The sheet"),
        help_text=gettext_lazy("An Excel workbook (.xlsx) or CSV UTF-8, at most 20 MB and 5,000 rows."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file that you filled in.")},
    )
    only_me = forms.MultipleChoiceField(
        label=gettext_lazy("Who can read it?"),
        help_text=gettext_lazy("Colleagues where it is written, until somebody shares it wider."),
        required=False,
        choices=[("yes", gettext_lazy("Only me, until I share it"))],
        widget=AnyOf,
    )

    def __init__(self, *args: Any, units: list[UnitLine], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].widget.choices = [(unit.id, unit.name) for unit in units]


class BringInForm(forms.Form):
    """What becomes of the rows that ask something of whoever brings them in."""

    found = forms.ChoiceField(
        label=gettext_lazy("What becomes of everything that was found?"),
        help_text=gettext_lazy("The reason is recorded with your name; the words are not."),
        required=False,
        choices=[
            ("replace", gettext_lazy("Replace all of it by what it is, such as [name]")),
            *((reason, gettext_lazy(words)) for reason, words in REASONS.items()),
        ],
        widget=OneOf,
    )
    alike = forms.ChoiceField(
        label=gettext_lazy("What becomes of the rows that are very like something here?"),
        required=False,
        initial="leave",
        choices=[
            ("leave", gettext_lazy("Leave them out")),
            ("bring", gettext_lazy("Bring them in as well")),
        ],
        widget=OneOf,
    )


@require_http_methods(["GET", "POST"])
@signed_in
@few_at_once
def choose(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Take a sheet; show every mistake in it, or lead on to what it says."""
    units = writes_for(actor)
    form = EvidenceSheetForm(units=units, initial={"unit": request.GET.get("unit", "")})
    read = actions.Read()
    if request.method == "POST":
        form = EvidenceSheetForm(request.POST, request.FILES, units=units)
        if form.is_valid():
            rows = rows_in(form.cleaned_data["file"].file, SIZE)
            try:
                read = actions.read(
                    unit_id=form.cleaned_data["unit"],
                    framework=all_current()[0],
                    rows=rows,
                    only_me=bool(form.cleaned_data["only_me"]),
                    by=actor,
                )
                if read.sheet_id:
                    return redirect("evidence:import_look", read.sheet_id)
            except Refused as refused:
                add_refused(form, [refused])
            finally:
                say_what_was_left(request, rows)
    context = {"form": form, "read": read, "columns": columns(), "several_units": len(units) > 1}
    return render(request, "evidence/import.html", context, status=422 if form.errors or read.wrong else 200)


@require_safe
@signed_in
@few_at_once
def template(request: HttpRequest, actor: Actor, format: str) -> HttpResponseBase:
    """Send the sheet with its headings."""
    writes_for(actor)
    if format not in reports.LIST_FORMATS:
        raise NotYours
    body = reports.evidence_template(format=format)
    response = HttpResponse(body, content_type=reports.LIST_FORMATS[format])
    response["Content-Disposition"] = f'attachment; filename="evidence.{format}"'
    return response


@require_http_methods(["GET", "POST"])
@signed_in
def look(request: HttpRequest, actor: Actor, sheet_id: str) -> HttpResponseBase:
    """Show what a sheet says and what it asks; bring all of it in, or let it go."""
    form = BringInForm(request.POST if "bring" in request.POST else None)
    if "discard" in request.POST:
        actions.discard(sheet_id=sheet_id, by=actor)
        messages.success(request, _("Nothing was brought in."))
        return redirect("evidence:import")
    if form.is_bound and form.is_valid():
        try:
            return _bring_in(request, actor, sheet_id, form)
        except Refused as refused:
            add_refused(form, [refused], {"answer": "found"})
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isdecimal() and len(asked) < 4 else 1
    seen = imports.looked(actor, sheet_id, page=page)
    if seen.brought_at is not None:
        return _was_brought(request, seen.brought)
    readings.note_evidence(ids=[one.item_id for one in seen.near], by=actor)
    framework = current(seen.framework)
    own = imports.kind_names(seen.unit_id)
    context = {
        "sheet": seen,
        "form": form,
        "page": page,
        "lines": [
            (row.row, drafted.line(row.draft, framework, own), row, blocks(row.draft.account))
            for row in seen.shown
        ],
        "asked": [(one, mentions.shown("", one.text, one.found)["pieces"]) for one in seen.asked],
        "near": [(one, _when(one)) for one in seen.near],
        "fresh": seen.new - seen.likes,
    }
    return render(request, "evidence/import_look.html", context, status=422 if form.errors else 200)


def writes_for(actor: Actor) -> list[UnitLine]:
    """Return the units for which somebody writes evidence, their own first. Raises NotAllowed where there is none."""
    units = units_where(actor, Permission.WRITE_EVIDENCE)
    if not units:
        raise NotAllowed(NOT_WRITING)
    return units


def columns() -> list[tuple[str, str]]:
    """Return what goes into each column, in words: (its name, what to write there)."""
    kinds = listed([kind.name for kind in all_current()[0].source_kinds])
    said = {
        "shows": _("In every row: in one line, what is happening. At most 300 characters, and no names."),
        "account": _("More of it, at most 1,000 words. Lists stay lists."),
        "kind": _("One of these, or a kind of your own: %(kinds)s.") % {"kinds": kinds},
        "when": _("Such as 3 March 2026, April 2026, 2025/26 or January to June 2026."),
        "origin": _("Such as the audit, the meeting or the report it comes from."),
        "speaks_of": _("What happens, impact, or what is intended."),
        "taken_as": _("Fact or opinion."),
        "voices": _("Whose views it carries: children, families, staff, the public, or several of them."),
        "strength": _(
            "Indicators by their number, which stands for each of their themes, or themes by their title: 3.2; Trust."
        ),
        "weakness": _("The same, where it shows a weakness."),
        "both": _("The same, where it shows both."),
        "triage": _("No significant concern, uncertain or concern."),
        "valid_until": _("Such as 31 March 2027. Left empty, it is 18 months after its last day."),
        "links": _("Addresses that begin with https://, with a space between them."),
    }
    return [(_(name), said[key]) for key, name in COLUMNS.items()]


def _bring_in(request: HttpRequest, actor: Actor, sheet_id: str, form: BringInForm) -> HttpResponseBase:
    found = form.cleaned_data["found"]
    answer = actions.Answer("" if found == "replace" else found) if found else None
    with_alike = form.cleaned_data["alike"] == "bring"
    return _was_brought(
        request, actions.bring_in(sheet_id=sheet_id, with_alike=with_alike, answer=answer, by=actor)
    )


def _was_brought(request: HttpRequest, count: int) -> HttpResponseBase:
    said = _("All of this is here already. Nothing was changed.")
    if count:
        said = ngettext("Brought in: %(n)s piece.", "Brought in: %(n)s pieces.", count) % {"n": f"{count:,}"}
    messages.success(request, said)
    return redirect("evidence:register")


def _when(near: imports.Near) -> str:
    return period(near.from_day, near.to_day) or day(timezone.localdate(near.written_at))
