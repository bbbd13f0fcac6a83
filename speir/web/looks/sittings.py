"""One sitting: notes by theme to type in, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Unfit
from speir.core.ids import new_id
from speir.core.text import day
from speir.evaluations.actions.beside import Outcome
from speir.evaluations.actions.looks import sittings as actions
from speir.evaluations.policy import FINISHED
from speir.evaluations.policy.looks import READ_ONLY
from speir.evaluations.queries.looks import sittings as queries
from speir.evaluations.rules.saving import mark
from speir.mentions.rules import Waits
from speir.web.broad_views import show
from speir.web.looks.sitting_form import TEXTS, SittingForm
from speir.web.looks.ways import words
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@require_safe
@signed_in
def sitting(request: HttpRequest, actor: Actor, look_id: str, way_id: str, sitting_id: str) -> HttpResponse:
    """Show a sitting with a box for each theme."""
    page = queries.sitting(actor, look_id, way_id, sitting_id)
    return render(request, "looks/sitting.html", shown(page))


# Of a note that was sent: what became of it, and what its form held, by the names of a form of its own.
Sent = tuple[Outcome, Mapping[str, str]]


def shown(page: queries.SittingPage, sent: Mapping[str, Sent] | None = None) -> dict[str, Any]:
    """Return what a sitting's page shows; after a save that did not go through, with everything that was typed.

    `sent` are the notes, by their ids, of which that is so.
    """
    writes, sent = page.look.may_note and not page.taken_out, sent or {}
    boxes = []
    for box in page.boxes:
        notes = [note(one) for one in box.notes]
        theme = box.theme.path if box.theme else ""
        if writes:
            known = {one["id"] for one in notes}
            fresh = [key for key, (_out, typed) in sent.items() if typed.get("theme", "") == theme]
            fresh = [key for key in fresh if key and key not in known] or [new_id()]
            notes += [{"id": key, "value": "", "base": mark(""), "fresh": True} for key in fresh]
        for one in notes:
            if one["id"] in sent:
                out, typed = sent[one["id"]]
                base = mark(out.current["text"]) if "text" in out.held else typed.get("base_text", "")
                one |= {"value": typed.get("text", ""), "base": base, **show.beside("text", out, None)}
            one["asks"] = any(one.get(name) for name in ("mentions", "conflict", "refused"))
        boxes.append({"theme": theme, "box": box, "notes": notes})
    return {
        "look": page.look,
        "heading": page.look.heading,
        "page": page,
        "boxes": boxes,
        "writes": writes,
        "asking": {"may_write": page.look.may_note},
        "problem": bool(sent),
    } | words(page.way)


def note(one: queries.NoteLine) -> dict[str, Any]:
    """Return what is shown of a note: its text or the reader's draft of it, with the mark of what stands."""
    said: dict[str, Any] = {"id": one.id, "value": one.text, "base": mark(one.text), "line": one}
    if one.held is not None:
        asked = mentions.shown("text", one.held.text, one.held.mentions, one.held.aside)
        said |= {"value": one.held.text, "mentions": asked, "name": "text"}
    return said


@require_http_methods(["GET", "POST"])
@signed_in
def about(request: HttpRequest, actor: Actor, look_id: str, way_id: str, sitting_id: str) -> HttpResponseBase:
    """Change what is said of a sitting."""
    page = queries.sitting(actor, look_id, way_id, sitting_id)
    if not page.look.may_note:
        raise NotAllowed(FINISHED if page.look.finished_on else READ_ONLY)
    posted = mentions.answered(request.POST)
    first = {
        "on": day(page.about.on) if page.about.on else "",
        "number_present": page.about.number_present,
        "services": page.about.services,
        "what": page.about.what,
        "heard": sorted(page.heard),
        "base": page.base,
    }
    form = SittingForm(posted or None, initial=first, how=page.way.how, groups=page.groups)
    base, asked = str(form["base"].value() or ""), dict[str, Any]()
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                look_id=look_id,
                sitting_id=sitting_id,
                about=form.about(page.about),
                heard=form.cleaned_data.get("heard", sorted(page.heard)),
                base=form.cleaned_data["base"],
                keeping=mentions.keepings(posted, TEXTS),
                by=actor,
            )
            messages.success(request, _("Saved."))
            return redirect("looks:sitting", look_id, way_id, sitting_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
            if any(one.code == actions.CHANGED_CODE for one in unfit.broken):
                base = page.base  # what stands there was shown: saved again, what was typed takes its place
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TEXTS, waits)
    context = {
        "look": page.look,
        "heading": page.look.heading,
        "page": page,
        "form": form,
        "base": base,
        "earlier": [(_(said), *rest) for said, *rest in queries.earlier(look_id, sitting_id)],
    }
    context |= words(page.way) | asked
    return render(request, "looks/sitting_about.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def out(request: HttpRequest, actor: Actor, look_id: str, way_id: str, sitting_id: str) -> HttpResponseBase:
    """Take a sitting out, or put it back."""
    queries.sitting(actor, look_id, way_id, sitting_id)
    if request.POST.get("back") == "1":
        actions.put_back(look_id=look_id, sitting_id=sitting_id, by=actor)
        messages.success(request, _("Put back."))
        return redirect("looks:sitting", look_id, way_id, sitting_id)
    actions.take_out(look_id=look_id, sitting_id=sitting_id, by=actor)
    messages.success(request, _("Taken out, with its notes. It can be put back below."))
    return redirect("looks:way", look_id, way_id)
