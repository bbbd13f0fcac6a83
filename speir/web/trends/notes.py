"""What fell between the levels: writing it down, changing it, taking it away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import day
from speir.evaluations.actions import trend_notes as actions
from speir.evaluations.policy import READ_ONLY
from speir.evaluations.queries import trends as queries
from speir.evaluations.rules.trends import KINDS, LONGEST_NOTE
from speir.mentions.rules import Waits
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import signed_in
from speir.web.shell.fields import DayField, OneOf, add_refused, box
from speir.web.trends.views import address


class NoteForm(forms.Form):
    """A day, what sort of thing fell on it, and a sentence. `base` marks the note that the form was opened with."""

    note_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    day = DayField(
        label=gettext_lazy("On which day?"),
        help_text=gettext_lazy("For example: 3 March 2026. Of a month its first day is taken."),
        max_length=100,
        widget=box(),
        error_messages={"required": gettext_lazy("Enter the day, for example 3 March 2026.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What was it?"),
        choices=[(kind, gettext_lazy(words)) for kind, words in KINDS.items()],
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose what it was.")},
    )
    text = forms.CharField(
        label=gettext_lazy("In a sentence"),
        help_text=gettext_lazy("What was done, or what came. No names of children."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
        error_messages={"required": gettext_lazy("Say in a sentence what happened.")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, unit_id: str, key: str, number: str) -> HttpResponseBase:
    """Write down what fell between."""
    shown = queries.trend(actor, unit_id, number, key)
    if not shown.may_write:
        raise NotAllowed(READ_ONLY)
    posted = mentions.answered(request.POST)
    form = NoteForm(posted or None, initial={"note_id": new_id()})

    def do(typed: dict[str, Any]) -> str:
        typed.pop("base")
        actions.write(unit_id=unit_id, indicator_id=shown.indicator.id, by=actor, **typed)
        return _("Added. It stands between the levels now.")

    context = {"unit": shown.unit, "indicator": shown.indicator, "heading": _("What fell between")}
    return _page(request, form, posted, do, address(unit_id, number, key), context)


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, note_id: str) -> HttpResponseBase:
    """Change what was written down."""
    note = queries.note_to_change(actor, note_id)
    posted = mentions.answered(request.POST)
    first = {"day": day(note.day), "kind": note.kind, "text": note.text, "base": note.base}
    form = NoteForm(posted or None, initial=first)

    def do(typed: dict[str, Any]) -> str:
        actions.change(note_id=note_id, by=actor, **{k: v for k, v in typed.items() if k != "note_id"})
        return _("Saved.")

    context = {"indicator": note.indicator, "heading": _("Change what fell between"), "note": note}
    back = address(note.unit_id, note.indicator.number, note.framework)
    return _page(request, form, posted, do, back, context)


@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: HttpRequest, actor: Actor, note_id: str) -> HttpResponseBase:
    """Say what goes; take it away when the person says so."""
    note = queries.note_to_change(actor, note_id)
    back = address(note.unit_id, note.indicator.number, note.framework)
    if request.method == "POST":
        actions.remove(note_id=note_id, by=actor)
        messages.success(request, _("Taken away."))
        return redirect(back)
    return render(request, "trends/remove.html", {"note": note, "back": back})


def _page(
    request: HttpRequest,
    form: NoteForm,
    posted: Any,
    do: Callable[[dict[str, Any]], str],
    back: str,
    context: dict[str, Any],
) -> HttpResponseBase:
    asked: dict[str, Any] = {}
    base = form.initial.get("base", "")
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, do(form.cleaned_data | {"keeping": mentions.keeping(posted, "text")}))
            return redirect(back)
        except Unfit as unfit:
            refused_or_another(form, unfit, "note_id")
        except Waits as waits:
            asked = mentions.ask(form, waits)
            base = posted.get("base", "")
        except Refused as refused:
            add_refused(form, [refused])
    elif request.method == "POST":
        base = posted.get("base", "")
    shown = context | {"form": form, "mentions": asked, "back": back, "base": base}
    return render(request, "trends/note.html", shown, status=422 if form.errors else 200)
