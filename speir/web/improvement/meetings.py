"""A unit's meetings: the list, adding one, changing it, taking it away and putting it back, and one by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import day
from speir.improvement.actions import meetings as actions
from speir.improvement.queries import meetings as queries
from speir.improvement.queries.meeting_mode import Told, said_in
from speir.improvement.rules.meetings import Said
from speir.improvement.rules.naming import STATE_WORDS
from speir.mentions.rules import Waits
from speir.web.improvement.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import DayField, add_refused, box

HERE = "improvement:meetings"


class MeetingForm(forms.Form):
    """What a meeting is called, and its day."""

    meeting_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("For example: “Committee”, or “Quality assurance group”."),
        required=False,
        widget=box(autocomplete="off"),
    )
    on = DayField(
        label=gettext_lazy("On which day?"),
        help_text=gettext_lazy("To come or past. For example: 3 March 2026."),
        required=False,
        max_length=100,
        widget=box(autocomplete="off"),
    )


@require_safe
@signed_in
def meetings(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show the meetings of a unit."""
    shown = queries.meetings_of(actor, unit_id)
    context = {
        "unit": shown.unit,
        "tabs": tabs(unit_id, HERE),
        "to_come": [_line(one) for one in shown.to_come],
        "past": [_line(one) for one in shown.past],
        "removed": [_line(one) for one in shown.removed],
    }
    return render(request, "improvement/meetings.html", context)


@require_safe
@signed_in
def meeting(request: HttpRequest, actor: Actor, unit_id: str, meeting_id: str) -> HttpResponse:
    """Show one meeting: what can be opened for it, and what was said in it."""
    held, told, many = said_in(actor, unit_id, meeting_id)
    context = _beside(held) | {"told": [told_line(one) for one in told], "many": many}
    return render(request, "improvement/meeting.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Add a meeting."""
    return _form(request, actor, queries.editing(actor, unit_id), _("Add a meeting"))


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, unit_id: str, meeting_id: str) -> HttpResponseBase:
    """Change a meeting's name or day."""
    return _form(request, actor, queries.editing(actor, unit_id, meeting_id), _("Change a meeting"))


@sent_to
@signed_in
def remove(request: HttpRequest, actor: Actor, unit_id: str, meeting_id: str) -> HttpResponseBase:
    """Take a meeting away, or put it back."""
    if "back" in request.POST:
        actions.put_back(unit_id=unit_id, meeting_id=meeting_id, by=actor)
        messages.success(request, _("Put back."))
    else:
        actions.take_away(unit_id=unit_id, meeting_id=meeting_id, by=actor)
        messages.success(request, _("Taken out. It stands at the end of the page and can be put back."))
    return redirect(HERE, unit_id)


def told_line(one: Told) -> dict[str, Any]:
    """Return what was said of an action in a meeting, as a list shows it."""
    return {
        "action": one.action,
        "title": one.title,
        "before": _(STATE_WORDS[one.before]) if one.before and one.before != one.state else "",
        "state": _(STATE_WORDS[one.state]),
        "text": one.text,
        "struck": one.struck,
        "takes_back": bool(one.takes_back),
    }


def _form(request: HttpRequest, actor: Actor, shown: queries.Editing, title: str) -> HttpResponseBase:
    posted = mentions.answered(request.POST)
    said = shown.said
    first = {"name": said.name, "on": day(said.on) if said.on else "", "meeting_id": new_id()}
    form = MeetingForm(posted or None, initial=first)
    base, asked, stands = posted.get("base", shown.base), {}, None
    if request.method == "POST" and form.is_valid():
        try:
            row = _save(actor, shown, form, base, posted)
            messages.success(request, _("Saved."))
            return redirect("improvement:meeting", shown.unit.id, row)
        except Unfit as unfit:
            refused_or_another(form, unfit, "meeting_id")
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            add_refused(form, [refused])
            if refused.code == actions.CHANGED_CODE:
                base, stands = shown.base, said
    context: dict[str, Any] = {
        "unit": shown.unit,
        "tabs": tabs(shown.unit.id, HERE),
        "form": form,
        "mentions": asked,
        "base": base,
        "stands": {"name": stands.name, "on": day(stands.on) if stands.on else ""} if stands else None,
        "title": title,
        "editing": shown,
    }
    status = 409 if stands else 422 if form.errors else 200
    return render(request, "improvement/meeting_form.html", context, status=status)


def _save(actor: Actor, shown: queries.Editing, form: MeetingForm, base: str, posted: Any) -> str:
    typed: dict[str, Any] = {
        "unit_id": shown.unit.id,
        "said": Said(form.cleaned_data["name"], form.cleaned_data["on"]),
        "keeping": {"name": mentions.keeping(posted, "name")},
        "by": actor,
    }
    if not shown.id:
        return actions.add(meeting_id=form.cleaned_data["meeting_id"], **typed).id
    return actions.change(meeting_id=shown.id, base=base, **typed).id


def _line(one: queries.MeetingLine) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "on": day(one.on), "today": one.today}


def _beside(held: queries.Held) -> dict[str, Any]:
    days = held.days
    return {
        "unit": held.unit,
        "tabs": tabs(held.unit.id, HERE),
        "meeting": _line(held.meeting),
        "removed": held.removed,
        "before": day(days.before) if days.before else "",
        "to_come": bool(days.before and days.before != days.last),
        "last": day(days.last) if days.last else "",
        "last_at": days.last.isoformat() if days.last else "",
        "after": day(days.after) if days.after else "",
    }
