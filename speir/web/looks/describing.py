"""Changing what a closer look is about and which themes it looks at, and discarding one that is empty."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import Unfit
from speir.evaluations.actions import set_aside
from speir.evaluations.actions.beside import Field, Outcome
from speir.evaluations.actions.looks import beginning
from speir.evaluations.actions.looks.describing import describe as save
from speir.evaluations.queries.looks import overview as queries
from speir.evaluations.queries.looks.headings import require_planning
from speir.evaluations.rules.looks.describing import TEXTS, manageable
from speir.mentions.rules import Waits
from speir.web.broad_views.forms import field
from speir.web.looks.forms import AboutForm, ThemesForm, themes_shown
from speir.web.looks.show import days, marks, rows, say
from speir.web.shell import errors, mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused

ASKED = ("title", *TEXTS)


@require_http_methods(["GET", "POST"])
@signed_in
def describe(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponseBase:
    """Change what a closer look is about; where somebody changed it meanwhile, both texts are shown."""
    opened = queries.describing(actor, look_id)
    page = opened.page
    require_planning(page)
    posted = mentions.answered(request.POST)
    first = dict(opened.said) | {"period": days(opened.said["period"])}
    form = AboutForm(posted or None, framework=page.framework, initial=first)
    context: dict[str, Any] = {"mentions": {}}
    out: Outcome | None = None
    if request.method == "POST" and form.is_valid():
        try:
            typed = _typed(form, posted)
            if not typed:
                return errors.bad_request(request)
            _look, out = save(
                look_id=look_id, typed=typed, keeping=mentions.keepings(posted, ASKED), by=actor
            )
            if not out.stuck:
                messages.success(request, _("Saved."))
                return redirect("looks:overview", look_id)
            opened = queries.describing(actor, look_id)
            form = _settled(form, posted, out, opened)
        except Unfit as unfit:
            add_refused(form, unfit.broken, {"period_from": "period", "period_to": "period"})
        except Waits as waits:
            context = mentions.ask_several(form, posted, ASKED, waits)
    sent = posted if request.method == "POST" else None
    # Of a form that was refused nothing is saved: each field keeps the mark that it came with.
    stuck = out.stuck if out else opened.said
    context |= {
        "form": form,
        "look": page,
        "heading": page.heading,
        "problem": bool(out),
        "row": rows(
            form,
            context["mentions"],
            base=marks(opened.said, sent, stuck),
            out=out,
            asides=() if out else opened.asides,
            words=say(page.framework),
        ),
    }
    status = 409 if out else 422 if form.errors else 200
    return render(request, "looks/describe.html", context, status=status)


def _settled(form: AboutForm, posted: QueryDict, out: Outcome, opened: queries.Describing) -> AboutForm:
    """Return the form with what is still to be settled as it was typed, and everything else as it stands now."""
    shown = posted.copy()
    for name in form.fields:
        if name not in out.stuck:
            shown[name] = days(opened.said[name]) if name == "period" else opened.said[name]
    return AboutForm(shown, framework=opened.page.framework)


def _typed(form: AboutForm, posted: QueryDict) -> dict[str, Field]:
    """Return the fields that this form brought, each with its marks; a period as two ISO days."""
    typed = {name: field(posted, name) for name in form.fields if f"base_{name}" in posted}
    if "period" in typed:
        first, last = form.cleaned_data["period"]
        old = typed["period"]
        typed["period"] = Field(
            f"{first.isoformat()}/{last.isoformat()}", old.base, old.choose, old.seen, old.aside
        )
    return typed


@require_http_methods(["GET", "POST"])
@signed_in
def themes(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponseBase:
    """Choose which themes a closer look looks at."""
    page = queries.page(actor, look_id)
    require_planning(page)
    chosen = [theme.path for one in page.chosen for theme in one.themes]
    form = ThemesForm(request.POST or None, framework=page.framework, initial={"themes": chosen})
    if request.method == "POST" and form.is_valid():
        try:
            beginning.choose_themes(
                look_id=look_id,
                themes=form.cleaned_data["themes"],
                before=request.POST.getlist("before"),
                by=actor,
            )
            advice = manageable(queries.page(actor, look_id).numbers)
            messages.success(request, f"{_('Saved.')} {_(advice)}".strip())
            return redirect("looks:plan", look_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
    ticked = form["themes"].value() or ()
    context = {
        "form": form,
        "look": page,
        "heading": page.heading,
        "themes": themes_shown(page.framework, ticked),
        "before": request.POST.getlist("before") if request.method == "POST" else chosen,
        "advice": _(manageable(page.numbers)),
    }
    return render(request, "looks/themes.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def discard(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponseBase:
    """Ask whether to discard a closer look in which nothing is written; discard it when the person says so."""
    if request.method == "POST":
        title = beginning.discard(look_id=look_id, by=actor)
        messages.success(request, _("Discarded: %(title)s.") % {"title": title})
        return redirect("looks:list")
    shown = queries.overview(actor, look_id)
    require_planning(shown.page)
    context = {"shown": shown, "look": shown.page, "heading": shown.page.heading}
    return render(request, "looks/discard.html", context)


@sent_to
@signed_in
def aside(request: HttpRequest, actor: Actor, look_id: str, aside_id: str) -> HttpResponseBase:
    """Throw away a text of one's own that was set aside here."""
    queries.page(actor, look_id)
    set_aside.discard(evaluation_id=look_id, aside=aside_id, by=actor)
    messages.success(request, _("Discarded."))
    return redirect("looks:describe", look_id)
