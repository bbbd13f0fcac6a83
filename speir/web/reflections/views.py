"""The list of reflections, taking a theme, writing one, and taking it away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id, new_id
from speir.core.text import one_line
from speir.evaluations.actions import readings, reflections
from speir.evaluations.queries import reflections as queries
from speir.evaluations.rules.reflecting import TEXTS
from speir.organisations.queries import own_units
from speir.reports import actions as reports
from speir.web.broad_views.forms import field
from speir.web.reflections import show
from speir.web.shell import errors, mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.few import few_at_once

MOST_WORDS = 200


@require_safe
@signed_in
def listing(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Show one's own reflections and those shared with one, the latest first; find words in them."""
    text = request.GET.get("page", "1")
    page = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    words = one_line(request.GET.get("words", "")[:MOST_WORDS])
    lines, older = queries.listing(actor, words=words, page=page)
    if not lines and page > 1:
        return redirect("reflections:list")
    readings.note_reflections(ids=[line.id for line in lines if line.owner], by=actor)
    context = {
        "lines": lines,
        "older": older,
        "page": page,
        "words": words,
        "may_reflect": bool(own_units(actor, Permission.REFLECT)),
    }
    return render(request, "reflections/list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def take(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Choose a theme: one taken lately, one that words find, or one from the list; taking it begins."""
    units = own_units(actor, Permission.REFLECT)
    if not units:
        raise NotAllowed(
            "Own reflection is for people who hold a role in which they reflect. Ask your lead officer."
        )
    if request.method == "POST":
        given = request.POST.get("unit", units[0].id), request.POST.get("reflection_id", "")
        unit_id, own_id = (one if is_id(one) else "" for one in given)
        theme = request.POST.get("theme", "")
        begun = reflections.begin(unit_id=unit_id, theme=theme, reflection_id=own_id, by=actor)
        return redirect("reflections:reflection", begun.id)
    words = one_line(request.GET.get("words", "")[:MOST_WORDS])
    every = queries.every_theme()
    context = {
        "units": units,
        "words": words,
        "found": queries.themes_with(words) if words else [],
        "recent": [] if words else queries.recent(actor),
        "every": every,
        "new_id": new_id(),
    }
    return render(request, "reflections/take.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def reflection(request: HttpRequest, actor: Actor, reflection_id: str) -> HttpResponseBase:
    """Show a reflection, or save what was typed in it."""
    if request.method != "POST":
        opened = queries.opened(actor, reflection_id)
        readings.note_reflection(heading=opened.heading, by=actor)
        return render(request, "reflections/reflection.html", show.page(opened))
    posted = mentions.answered(request.POST)
    typed = {name: field(posted, name) for name in TEXTS if name in posted}
    if not typed:
        return errors.bad_request(request)
    row, out = reflections.record(reflection_id=reflection_id, typed=typed, by=actor)
    if getattr(request, "htmx", False):
        return render(request, "reflections/saved.html", show.saved(row.written_at, typed, out, posted))
    if out.stuck:
        context = show.page(queries.opened(actor, reflection_id), out, posted)
        return render(request, "reflections/reflection.html", context, status=409 if out.conflicts else 422)
    go = request.POST.get("go", "")
    if go == "beacon":
        return HttpResponse(status=204)
    if go in ("writers", "give", "sharing"):
        return redirect(f"reflections:{go}", reflection_id)
    messages.success(request, _("Saved."))
    return redirect("reflections:list") if go == "list" else redirect("reflections:reflection", reflection_id)


@sent_to
@signed_in
def discard(request: HttpRequest, actor: Actor, reflection_id: str) -> HttpResponseBase:
    """Throw a reflection of one's own away; its page offers the way back for thirty days."""
    reflections.discard(reflection_id=reflection_id, by=actor)
    return redirect("reflections:reflection", reflection_id)


@sent_to
@signed_in
def back(request: HttpRequest, actor: Actor, reflection_id: str) -> HttpResponseBase:
    """Bring a discarded reflection back."""
    reflections.bring_back(reflection_id=reflection_id, by=actor)
    messages.success(request, _("It is back, just as it was."))
    return redirect("reflections:reflection", reflection_id)


@sent_to
@signed_in
def aside(request: HttpRequest, actor: Actor, reflection_id: str, aside: str) -> HttpResponseBase:
    """Throw away a text of one's own that was set aside, or take it up into its field after all."""
    if "take" in request.POST:
        reflections.take_up(reflection_id=reflection_id, aside=aside, by=actor)
        messages.success(request, _("Added to the end of the field."))
    else:
        reflections.discard_aside(reflection_id=reflection_id, aside=aside, by=actor)
        messages.success(request, _("Discarded."))
    return redirect("reflections:reflection", reflection_id)


@require_safe
@signed_in
@few_at_once
def file(request: HttpRequest, actor: Actor, reflection_id: str, format: str) -> HttpResponse:
    """Send a reflection as a document, to whoever writes in it."""
    if format not in reports.REFLECTION_FORMATS:
        raise NotYours
    opened = queries.opened(actor, reflection_id)
    if not (opened.heading.mine or opened.heading.may_write):
        raise NotAllowed("Taking it away is for those who write in it.")
    body = reports.reflection(opened, by=actor, format=format)
    response = HttpResponse(body, content_type=reports.media_type(format))
    name: Any = slugify(opened.heading.theme.title)[:80] or "reflection"
    response["Content-Disposition"] = f'attachment; filename="reflection-{name}.{format}"'
    return response
