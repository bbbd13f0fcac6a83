"""Planning something, changing it, taking it out of the programme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import capital, day
from speir.evaluations.actions import programme as actions
from speir.evaluations.policy.programme import READ_ONLY
from speir.evaluations.queries import programme as queries
from speir.evaluations.rules.programme import KINDS, Plan
from speir.mentions.rules import Waits
from speir.organisations.queries import paths_of, units_where
from speir.web.calendar.forms import PlannedForm, initial
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

Save = Callable[[Plan, dict[str, Any]], str]


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Plan something in the unit that the address names, or in the first where somebody plans."""
    units = units_where(actor, Permission.START_EVALUATION)
    if not units:
        raise NotAllowed(READ_ONLY)
    unit = next((one for one in units if one.id == request.GET.get("unit", "")), units[0])
    askable = queries.askable(unit.id, paths_of([unit.id])[unit.id], timezone.localdate())
    posted = mentions.answered(request.POST)
    form = PlannedForm(posted or None, askable=askable, initial={"planned_id": new_id()})

    def save(plan: Plan, more: dict[str, Any]) -> str:
        typed = form.cleaned_data["planned_id"]
        actions.plan(unit_id=unit.id, wanted=plan, planned_id=typed, by=actor, **more)
        return _("Planned. Whoever is asked for it sees it in their programme.")

    context = {"unit": unit, "units": units, "page": unit}
    return _answer(request, actor, form, save, context)


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, planned_id: str) -> HttpResponseBase:
    """Change something planned; what somebody else changed meanwhile stands beside what was typed."""
    opened = queries.to_change(actor, planned_id)
    path = paths_of([opened.unit_id])[opened.unit_id]
    besides = list(opened.plan.asked or {})
    askable = queries.askable(opened.unit_id, path, timezone.localdate(), besides)
    posted = mentions.answered(request.POST)
    form = PlannedForm(posted or None, askable=askable, initial=initial(opened.plan, opened.revision))

    def save(plan: Plan, more: dict[str, Any]) -> str:
        revision = form.cleaned_data["revision"] or 0
        actions.change(planned_id=planned_id, wanted=plan, revision=revision, by=actor, **more)
        return _("Saved.")

    return _answer(request, actor, form, save, {"opened": opened, "page": opened, "unit": None})


@require_http_methods(["GET", "POST"])
@signed_in
def take_out(request: HttpRequest, actor: Actor, planned_id: str) -> HttpResponseBase:
    """Ask whether to take something out of the programme, and do so."""
    opened = queries.to_change(actor, planned_id)
    if request.method != "POST":
        return render(request, "calendar/remove.html", {"opened": opened, "page": opened})
    actions.take_out(planned_id=planned_id, by=actor)
    messages.success(request, _("Taken out of the programme."))
    return redirect("calendar:agenda")


def _answer(
    request: HttpRequest, actor: Actor, form: PlannedForm, save: Save, context: dict[str, Any]
) -> HttpResponse | HttpResponseBase:
    """Save a form that was sent, or show it with what is to be mended, said or chosen."""
    asked: dict[str, Any] = {"mentions": {}}
    behind: list[dict[str, str]] = []
    doubted = False
    posted = mentions.answered(request.POST)
    if request.method == "POST" and form.is_valid():
        more = {"meant": form.cleaned_data["meant"], "keeping": mentions.keepings(posted, form.texts)}
        try:
            messages.success(request, save(form.as_plan(), more))
            return redirect("calendar:agenda")
        except actions.Stale as stale:
            now = queries.to_change(actor, stale.planned_id)
            behind = _apart(now.plan, form.as_plan(), form)
            context["revision"] = now.revision
            form.add_error(None, _(stale.sentence))
        except actions.Doubted as refused:
            doubted = True
            form.add_error("ends", _(refused.sentence))
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask_several(form, posted, form.texts, waits)
        except Refused as refused:
            add_refused(form, [refused])
    context |= {
        "form": form,
        "rows": form.rows(asked["mentions"]),
        "behind": behind,
        "doubted": doubted or bool(form.is_bound and form["meant"].value()),
        "revision": context.get("revision", form["revision"].value()),
        **asked,
    }
    return render(
        request, "calendar/plan.html", context, status=409 if behind else 422 if form.errors else 200
    )


def _apart(now: Plan, typed: Plan, form: PlannedForm) -> list[dict[str, str]]:
    """Return where what stands now and what was typed say two things, in words."""
    said = []
    for of, before, after in (
        (_("What is planned"), capital(_(KINDS[now.kind][0])), capital(_(KINDS[typed.kind][0]))),
        (_("What it is called"), now.title, typed.title),
        (_("First day"), day(now.starts) if now.starts else "", day(typed.starts) if typed.starts else ""),
        (_("Last day"), day(now.ends) if now.ends else "", day(typed.ends) if typed.ends else ""),
        (_("What it is about"), now.words, typed.words),
        *((one.name, _asked(now, one.id), _asked(typed, one.id)) for one in form.askable),
    ):
        if before != after:
            empty = _("Empty")
            said.append({"of": of, "now": before or empty, "typed": after or empty})
    return said


def _asked(plan: Plan, unit: str) -> str:
    asked = plan.asked or {}
    return (asked[unit] or _("asked")) if unit in asked else _("not asked")
