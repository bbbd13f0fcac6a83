"""A closer look's papers: the briefing for those who take part, and the note of what was found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours, Unfit
from speir.evaluations.actions.beside import Field, Outcome
from speir.evaluations.actions.looks.describing import describe
from speir.evaluations.queries.looks import briefing as queries
from speir.evaluations.queries.looks.findings_note import findings_note
from speir.evaluations.rules.looks.briefing import TEXTS
from speir.evaluations.rules.looks.briefing import kept as kept_of
from speir.mentions.rules import Waits
from speir.reports import actions as reports
from speir.web.broad_views.forms import field
from speir.web.looks.show import marks, rows
from speir.web.looks.tabs import tabs
from speir.web.shell import errors, mentions
from speir.web.shell.door import signed_in
from speir.web.shell.few import few_at_once
from speir.web.shell.fields import add_refused

FOR_GROUP = "group"
WITH_ALL = "all"


def _text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": 5, "cols": None})
    )


class BriefingForm(forms.Form):
    """What those who take part are told."""

    purpose = _text(gettext_lazy("Why we are asking"))
    confidentiality = _text(gettext_lazy("What stays between us"))
    afterwards = _text(gettext_lazy("What happens with what is said"))


@require_http_methods(["GET", "POST"])
@signed_in
def briefing(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponseBase:
    """Show the briefing as its readers see it; take what was typed for it."""
    told = queries.briefing(actor, look_id)
    posted = mentions.answered(request.POST)
    form = BriefingForm(posted or None, initial={one.name: one.text for one in told.texts})
    context: dict[str, Any] = {"mentions": {}}
    out: Outcome | None = None
    if request.method == "POST" and form.is_valid():
        typed = {name: _field(posted, name) for name in TEXTS if f"base_{name}" in posted}
        if not typed:
            return errors.bad_request(request)
        try:
            _look, out = describe(
                look_id=look_id, typed=typed, keeping=mentions.keepings(posted, TEXTS), by=actor
            )
            if not out.stuck:
                messages.success(request, _("Saved."))
                return redirect("looks:briefing", look_id)
            told = queries.briefing(actor, look_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            context = mentions.ask_several(form, posted, TEXTS, waits)
    kept = {one.name: one.kept for one in told.texts}
    base = marks(kept, posted if request.method == "POST" else None, out.stuck if out else kept)
    context |= {
        "look": told.page,
        "heading": told.page.heading,
        "tabs": tabs(look_id, ""),
        "told": told,
        "before": _said(told, "purpose", "confidentiality"),
        "after": _said(told, "afterwards"),
        "facts": [(_(label), words) for label, words in told.facts],
        "features": request.GET.get("for") == FOR_GROUP,
        "form": form,
        "problem": bool(out),
        "row": rows(form, context["mentions"], base=base, out=out),
    }
    status = 409 if out else 422 if form.errors else 200
    return render(request, "looks/briefing.html", context, status=status)


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
    """Send the note of what was found as a document: short, or with all that was asked, looked for and done."""
    _known(format)
    note = findings_note(actor, look_id)
    full = request.GET.get("with") == WITH_ALL
    body = reports.look_findings(note, full=full, format=format, by=actor)
    name = "findings-in-full" if full else "findings"
    return _file(body, format, f"{name}-{slugify(note.page.heading.title)}")


def _field(posted: QueryDict, name: str) -> Field:
    """Return a text as its form brought it; where it is what we would say ourselves, nothing of it is kept."""
    typed = field(posted, name)
    return replace(typed, value=kept_of(name, typed.value))


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
