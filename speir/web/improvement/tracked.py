"""Also tracked: recommendations, good practice to spread and training needs, each with what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.ids import new_id
from speir.improvement.actions import tracked as actions
from speir.improvement.queries import tracked as queries
from speir.improvement.queries import tracked_form as forms_of
from speir.improvement.queries.tracked_lines import TrackedLine
from speir.improvement.rules.naming import FOLLOWING_WORDS, PROGRESSING_WORDS, Following
from speir.improvement.rules.texts import PAST
from speir.mentions.rules import Waits
from speir.web.improvement.parts import pager, parted, whole
from speir.web.improvement.tabs import tabs
from speir.web.improvement.tracked_form import TYPED, TrackedForm, initial, stands
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused
from speir.web.shell.rendered import part

HERE = "improvement:tracked"
# Of each part: its title, what could stand in it while it is empty, and what is said of who took it up.
PARTS: dict[str, tuple[Any, Any, Any]] = {
    Following.RECOMMENDATION.value: (
        gettext_lazy("Recommendations of inspections and learning reviews"),
        gettext_lazy(
            "For example: “Joint inspection of March 2026, recommendation 2: chronologies that are read.”"
        ),
        gettext_lazy("Say who acted on it"),
    ),
    Following.PRACTICE.value: (
        gettext_lazy("Good practice to spread"),
        gettext_lazy(
            "For example: “One nursery tells a parent before it shares. The others could do the same.”"
        ),
        gettext_lazy("Say who took it up"),
    ),
    Following.TRAINING.value: (
        gettext_lazy("Training needs"),
        gettext_lazy("For example: “New staff cannot write a chronology yet.”"),
        gettext_lazy("Say who was trained"),
    ),
}


@require_safe
@signed_in
def tracked(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show what a unit tracks beside its priorities."""
    shown = queries.tracked_page(actor, unit_id, request.GET.get("state", "")[:12], **parted(request))
    parts = [
        {
            "key": kind,
            "title": PARTS[kind][0],
            "example": PARTS[kind][1],
            "take": PARTS[kind][2],
            "lines": [_laid(request, shown, one) for one in lines],
            "whole": whole(shown.cut, kind, state=shown.state),
            "offered": [one for one in shown.offered if one.kind == kind],
        }
        for kind, lines in shown.kinds
    ]
    states = [("", _("All")), *((key, _(words).capitalize()) for key, words in PROGRESSING_WORDS.items())]
    pages = pager(shown.cut, state=shown.state)
    context = {"page": shown, "parts": parts, "states": states, "pager": pages}
    return render(request, "improvement/tracked.html", _beside(shown.unit) | context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Track something new, or what followed from a closer look."""
    asked = request.GET
    follow = request.POST.get("follow", "") or asked.get("follow", "")
    shown = forms_of.beginning(actor, unit_id, kind=asked.get("kind", "")[:20], follow=follow[:20])
    return _form(request, actor, shown, _("Track something"))


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, tracked_id: str) -> HttpResponseBase:
    """Change what is tracked, or say how far it has come."""
    return _form(request, actor, forms_of.editing(actor, tracked_id), _("Change what is tracked"))


@require_safe
@signed_in
def one(request: HttpRequest, actor: Actor, tracked_id: str) -> HttpResponse:
    """Show one thing that is tracked by itself."""
    shown = queries.tracked_one(actor, tracked_id)
    context = {
        "page": shown,
        "line": _line(shown.line),
        "take": PARTS[shown.line.kind][2],
        "unit": shown.unit,
        "tabs": tabs(shown.unit.id, HERE) if shown.around else [],
    }
    return render(request, "improvement/tracked_one.html", context)


@sent_to
@signed_in
def remove(request: HttpRequest, actor: Actor, tracked_id: str) -> HttpResponseBase:
    """Take something out that is tracked, or put it back."""
    if "back" in request.POST:
        row = actions.put_back(tracked_id=tracked_id, by=actor)
        messages.success(request, _("Put back."))
    else:
        row = actions.take_out(tracked_id=tracked_id, by=actor)
        messages.success(request, _("Taken out. It stands at the end of the page and can be put back."))
    return redirect(HERE, row.unit_id)


def _form(request: HttpRequest, actor: Actor, shown: forms_of.Editing, title: str) -> HttpResponseBase:
    posted = mentions.answered(request.POST)
    first = initial(shown.said) | {"tracked_id": new_id(), "follow": shown.follow}
    form = TrackedForm(posted or None, initial=first)
    form.offer(shown)
    base, asked, now, meant = posted.get("base", shown.base), {}, None, ""
    if request.method == "POST" and form.is_valid():
        due: dt.date | None = form.cleaned_data["due"]
        try:
            row = _save(actor, shown, form, base, posted)
            messages.success(request, _("Saved."))
            return redirect(f"{reverse(HERE, args=[shown.unit.id])}?at={row}#t{row}")
        except Unfit as unfit:
            refused_or_another(form, unfit, "tracked_id")
            if due and any(one.code == PAST for one in unfit.broken):
                meant = due.isoformat()
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TYPED, waits)
            meant = posted.get("meant", "")
        except Refused as refused:
            add_refused(form, [refused])
            if refused.code == actions.CHANGED_CODE:
                base, now = shown.base, stands(shown)
    context = {
        "form": form,
        "mentions": asked.get("mentions", {}),
        "carried": asked.get("carried", ()),
        "base": base,
        "meant": meant,
        "stands": now,
        "title": title,
        "to_change": shown,
    }
    status = 409 if now else 422 if form.errors else 200
    return render(request, "improvement/tracked_form.html", _beside(shown.unit) | context, status=status)


def _save(actor: Actor, shown: forms_of.Editing, form: TrackedForm, base: str, posted: Any) -> str:
    due: dt.date | None = form.cleaned_data["due"]
    meant = due if due and due.isoformat() == posted.get("meant", "") else None
    typed: dict[str, Any] = {
        "said": form.typed(shown.said),
        "meant": meant,
        "keeping": mentions.keepings(posted, TYPED),
        "by": actor,
    }
    if not shown.id:
        begun = form.cleaned_data["tracked_id"]
        return actions.add(unit_id=shown.unit.id, tracked_id=begun, follow_id=shown.follow, **typed).id
    return actions.change(tracked_id=shown.id, base=base, **typed).id


def _laid(request: HttpRequest, shown: queries.TrackedPage, one: TrackedLine) -> SafeString:
    """Return a thing as HTML, kept by what it says and by what its reader may do."""

    def context() -> dict[str, Any]:
        return {"one": one, "line": _line(one), "take": PARTS[one.kind][2], "page": shown}

    return part(request, (one, shown.writes), "improvement/tracked_line.html", context)


def _line(one: TrackedLine) -> dict[str, Any]:
    return {
        "it": one,
        "kind": _(FOLLOWING_WORDS[one.kind]),
        "state": _(PROGRESSING_WORDS[one.state]),
        "late": _(one.late) if one.late else "",
    }


def _beside(unit: Any) -> dict[str, Any]:
    return {"unit": unit, "tabs": tabs(unit.id, HERE, belongs=unit.belongs)}
