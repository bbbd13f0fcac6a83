"""Plans that priorities feed: a unit's own ones, and an organisation's part as a page and as files."""

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
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.improvement.actions import plans as actions
from speir.improvement.queries import boards
from speir.improvement.queries import plans as queries
from speir.improvement.rules.plans import headings, name_mark
from speir.mentions.rules import Waits
from speir.reports import actions as reports
from speir.reports import plans as papers
from speir.web.improvement.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.few import few_at_once
from speir.web.shell.fields import add_refused, box


class OwnPlanForm(forms.Form):
    """What a plan of one's own is called."""

    plan_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("What is the plan called?"),
        help_text=gettext_lazy("For example: Service plan 2027 to 2030."),
        required=False,
        widget=box(),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def listing(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Show the plans that priorities feed, and take a new one of the unit's own."""
    posted = mentions.answered(request.POST)
    form = OwnPlanForm(posted or None, initial={"plan_id": new_id()})
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.make(
                unit_id=unit_id,
                name=form.cleaned_data["name"],
                plan_id=form.cleaned_data["plan_id"],
                keeping=mentions.keepings(posted, ("name",)),
                by=actor,
            )
            messages.success(request, _("Saved. Priorities can feed it from now on."))
            return redirect("improvement:plans", unit_id)
        except Unfit as unfit:
            refused_or_another(form, unfit, "plan_id")
        except Waits as waits:
            asked = mentions.ask(form, waits)
    shown = queries.choices(actor, unit_id)
    context = {
        "unit": shown.unit,
        "tabs": tabs(unit_id, ""),
        "own": [one for one in shown.own if not one.removed],
        "removed": [one for one in shown.own if one.removed],
        "organisations": shown.organisations,
        "plans": [(key, _(words)) for key, words in shown.plans],
        "form": form,
        "mentions": asked,
    }
    return render(request, "improvement/plans.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def rename(request: HttpRequest, actor: Actor, unit_id: str, plan_id: str) -> HttpResponseBase:
    """Call a plan something else."""
    shown = queries.plan_to_change(actor, unit_id, plan_id)
    posted = mentions.answered(request.POST)
    form = OwnPlanForm(posted or None, initial={"name": shown.name})
    asked: dict[str, Any] = {}
    base, status = posted.get("base", name_mark(shown.name)), 422
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename(
                unit_id=unit_id,
                plan_id=plan_id,
                name=form.cleaned_data["name"],
                base=base,
                keeping=mentions.keepings(posted, ("name",)),
                by=actor,
            )
            messages.success(request, _("Saved."))
            return redirect("improvement:plans", unit_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
            shown = queries.plan_to_change(actor, unit_id, plan_id)
            base, status = name_mark(shown.name), 409
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = {"unit": boards.unit_of(actor, unit_id), "plan": shown, "form": form, "mentions": asked}
    context["base"] = base
    return render(request, "improvement/plan.html", context, status=status if form.errors else 200)


@sent_to
@signed_in
def out(request: HttpRequest, actor: Actor, unit_id: str, plan_id: str) -> HttpResponseBase:
    """Take a plan away, or put it back."""
    try:
        if "back" in request.POST:
            actions.put_back(unit_id=unit_id, plan_id=plan_id, by=actor)
            messages.success(request, _("Put back."))
        else:
            actions.take_away(unit_id=unit_id, plan_id=plan_id, by=actor)
            messages.success(request, _("Taken out. What fed it still says so."))
    except Unfit as unfit:
        messages.error(request, " ".join(_(one.sentence) for one in unfit.broken))
    return redirect("improvement:plans", unit_id)


@require_safe
@signed_in
def part(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show an organisation's part in the shape of one plan."""
    shown = _part(request, actor, unit_id)
    context = {
        "unit": shown.unit,
        "tabs": tabs(unit_id, ""),
        "part": shown,
        "organisations": shown.offered.organisations,
        "plans": [(key, _(words)) for key, words in shown.offered.plans],
        "asked": request.GET.urlencode(),
        "called": {key: _(words) for key, words in headings(shown.key).items()},
    }
    return render(request, "improvement/part.html", context)


@require_safe
@signed_in
@few_at_once
def part_file(request: HttpRequest, actor: Actor, unit_id: str, format: str) -> HttpResponse:
    """Send an organisation's part as a document or a workbook."""
    if format not in papers.PART_FORMATS:
        raise NotYours
    shown = _part(request, actor, unit_id)
    body = papers.plan_part(shown, format=format, by=actor)
    name = slugify(f"{shown.plan_name} {shown.of}")[:100].rstrip("-")
    response = HttpResponse(body, content_type=reports.media_type(format))
    response["Content-Disposition"] = f'attachment; filename="{name or "plan"}.{format}"'
    return response


def _part(request: HttpRequest, actor: Actor, unit_id: str) -> queries.PlanPart:
    asked = request.GET
    return queries.part(
        actor,
        unit_id,
        of=asked.get("of", "")[:16],
        plan=asked.get("plan", "")[:40],
        closed="closed" in asked,
    )
