"""A closer look's papers: the briefing for those who take part, and the note of what was found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours, Unfit
from speir.evaluations.actions.looks import briefing as actions
from speir.evaluations.queries.looks import briefing as queries
from speir.evaluations.queries.looks.findings_note import findings_note
from speir.evaluations.rules.looks.briefing import TEXTS
from speir.mentions.rules import Waits
from speir.reports import actions as reports
from speir.web.looks.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.few import few_at_once
from speir.web.shell.fields import add_refused

FOR_GROUP = "group"


def _text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": 5, "cols": None}), strip=False
    )


class BriefingForm(forms.Form):
    """What those who take part are told. Each text comes with the mark of what was kept when the form was opened."""

    purpose = _text(gettext_lazy("Why we are asking"))
    confidentiality = _text(gettext_lazy("What stays between us"))
    afterwards = _text(gettext_lazy("What happens with what is said"))


@require_http_methods(["GET", "POST"])
@signed_in
def briefing(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponseBase:
    """Show the briefing as its readers see it; take what was typed for it."""
    told = queries.briefing(actor, look_id)
    posted = mentions.answered(request.POST)
    initial = {name: told.text_of(name).text for name in TEXTS}
    form = BriefingForm(posted if request.method == "POST" else None, initial=initial)
    bases = {name: posted.get(f"base_{name}", told.text_of(name).base) for name in TEXTS}
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        typed = {name: actions.Typed(posted[name], bases[name]) for name in TEXTS if name in posted}
        try:
            actions.write(look_id=look_id, typed=typed, keeping=mentions.keepings(posted, TEXTS), by=actor)
            messages.success(request, _("Saved."))
            return redirect("looks:briefing", look_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
            bases |= {one.field: told.text_of(one.field).base for one in unfit.broken}
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TEXTS, waits)
    context = {
        "look": told.page,
        "heading": told.page.heading,
        "tabs": tabs(look_id, ""),
        "told": told,
        "before": _said(told, "purpose", "confidentiality"),
        "after": _said(told, "afterwards"),
        "facts": [(_(label), words) for label, words in told.facts],
        "features": request.GET.get("for") == FOR_GROUP,
        "form": form,
        "bases": bases,
        **asked,
    }
    return render(request, "looks/briefing.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
@few_at_once
def briefing_file(request: HttpRequest, actor: Actor, look_id: str, format: str) -> HttpResponse:
    """Send the briefing as a document: for those who take part, or for the group, with what to look for."""
    _known(format)
    told = queries.briefing(actor, look_id)
    group = request.GET.get("for") == FOR_GROUP
    body = reports.briefing(told, features=group, format=format, by=actor)
    return _file(
        body, format, f"{'briefing-group' if group else 'briefing'}-{slugify(told.page.heading.title)}"
    )


@require_safe
@signed_in
@few_at_once
def findings_file(request: HttpRequest, actor: Actor, look_id: str, format: str) -> HttpResponse:
    """Send the note of what was found as a document."""
    _known(format)
    note = findings_note(actor, look_id)
    body = reports.look_findings(note, format=format, by=actor)
    return _file(body, format, f"findings-{slugify(note.page.heading.title)}")


def _said(told: queries.Briefing, *names: str) -> list[tuple[str, str]]:
    """Return headings with their texts; what nobody wrote themselves is a sentence of the interface."""
    each = (told.text_of(name) for name in names)
    return [(_(one.heading), one.text if one.own else _(one.text)) for one in each]


def _known(format: str) -> None:
    if format not in reports.LOOK_FORMATS:
        raise NotYours


def _file(body: bytes, format: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=reports.media_type(format))
    response["Content-Disposition"] = f'attachment; filename="{name[:100].rstrip("-")}.{format}"'
    return response
