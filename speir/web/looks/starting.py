"""Plans to start a closer look from: choosing one, keeping one, taking one away."""

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
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.ids import is_id, new_id
from speir.evaluations.actions.looks import starting as actions
from speir.evaluations.policy import READ_ONLY
from speir.evaluations.queries.looks import keeping
from speir.evaluations.queries.looks import starting as queries
from speir.evaluations.rules.looks.plans import LONGEST_NAME
from speir.mentions.rules import Waits
from speir.web.looks.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import signed_in
from speir.web.shell.fields import OneOf, add_refused, box


class KeepForm(forms.Form):
    """The name of a plan that is to be kept, and where; `template_id` makes two presses one plan."""

    template_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("What is this plan for?"),
        help_text=gettext_lazy(
            "Others choose it by this name, for example: How we listen in residential care."
        ),
        max_length=LONGEST_NAME,
        widget=box(),
        error_messages={"required": gettext_lazy("Give the plan a name by which others find it.")},
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Who may start from it?"),
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose where it is kept.")},
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        choices: Any = [
            (key, _("Whoever begins closer looks in %(unit)s or below") % {"unit": name})
            for key, name in units
        ]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]


@require_safe
@signed_in
def starting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the plans that a closer look can be started from, those about the indicator in the address first.

    A judgement that leads to it is handed on.
    """
    number = request.GET.get("indicator", "")
    ours, own = (
        sorted(some, key=lambda one: number not in [each.indicator.number for each in one.covered])
        for some in queries.choices(actor)
    )
    judgement = request.GET.get("judgement", "")
    context = {"ours": ours, "own": own, "judgement": judgement if is_id(judgement) else ""}
    return render(request, "looks/starting.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: HttpRequest, actor: Actor, template_id: str) -> HttpResponseBase:
    """Say which plan goes; take it away when the person says so."""
    choice = queries.choice_of(actor, template_id)
    if not choice.may_remove:
        raise NotAllowed(READ_ONLY)
    if request.method == "POST":
        actions.remove_template(template_id=template_id, by=actor)
        messages.success(request, _("Taken away. Closer looks that started from it stay as they are."))
        return redirect("looks:starting")
    return render(request, "looks/starting_remove.html", {"one": choice})


@require_http_methods(["GET", "POST"])
@signed_in
def keep(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponseBase:
    """Keep a closer look's plan to start others from."""
    found = keeping.to_keep(actor, look_id)
    if not found.units:
        raise NotAllowed(READ_ONLY)
    posted = mentions.answered(request.POST)
    units = [(unit.id, unit.name) for unit in found.units]
    first = {"template_id": new_id(), "unit": units[0][0]}
    form = KeepForm(posted or None, initial=first, units=units)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.keep(
                look_id=look_id,
                name=typed["name"],
                unit_id=typed["unit"],
                template_id=typed["template_id"],
                keeping=mentions.keeping(posted, "name"),
                by=actor,
            )
            messages.success(request, _("Kept. Others can start from it now."))
            return redirect("looks:starting")
        except Unfit as unfit:
            refused_or_another(form, unfit, "template_id")
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            add_refused(form, [refused])
    context = {
        "look": found.page,
        "heading": found.page.heading,
        "tabs": tabs(look_id, ""),
        "plan": found.plan,
        "form": form,
        "mentions": asked,
    }
    return render(request, "looks/keep.html", context, status=422 if form.errors else 200)
