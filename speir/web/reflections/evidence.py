"""Giving a piece of evidence from a reflection: its writer checks and words it first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import reflections_shared as actions
from speir.evaluations.policy import READS_REFLECTION
from speir.evaluations.queries import reflections as queries
from speir.evaluations.rules.reflecting import as_evidence
from speir.evidence.queries.kinds import own_kinds_of
from speir.mentions.rules import Waits
from speir.organisations.queries import units_around
from speir.web.broad_views.forms import EvidenceForm
from speir.web.evidence.fields import NAMES, TEXTS
from speir.web.evidence.read_as import as_read
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import FromList, add_refused

# What most reflections rest on; the writer checks it.
USUAL_KIND = "observation"


class GiveForm(EvidenceForm):
    """One item of evidence, and to whom it is given; no judgement is near that it could support."""

    stance = None  # type: ignore[assignment]  # how a form leaves out what it inherits
    revision = None  # type: ignore[assignment]
    only_me = None  # type: ignore[assignment]
    unit = forms.CharField(
        label=gettext_lazy("To whom do you give it?"),
        help_text=gettext_lazy(
            "Its people can read this piece, and use it where they evaluate. The reflection itself stays with you."
        ),
        max_length=16,
        widget=FromList,
        error_messages={"required": gettext_lazy("Choose to whom you give it.")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def give(request: HttpRequest, actor: Actor, reflection_id: str) -> HttpResponseBase:
    """Show the evidence form with what was written; give it as it is worded there."""
    opened = queries.opened(actor, reflection_id)
    heading = opened.heading
    if not heading.may_write:
        raise NotAllowed(READS_REFLECTION)
    units = units_around(actor, Permission.REFLECT)
    kinds = heading.framework.kind_by_key
    first = {
        "item_id": new_id(),
        "shows": as_evidence(opened.values),
        "kind": USUAL_KIND if USUAL_KIND in kinds else "",
        "speaks_of": "happens",
        "unit": units[0].id,
        f"theme_{heading.theme.key}": "both",
    }
    posted = mentions.answered(request.POST)
    form = GiveForm.begun(
        posted,
        first,
        framework=heading.framework,
        indicator=heading.indicator,
        own_kinds=own_kinds_of(unit.id for unit in units),
    )
    form.fields["unit"].widget.choices = [(unit.id, unit.name) for unit in units]
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.give(
                reflection_id=reflection_id,
                unit_id=form.cleaned_data["unit"],
                draft=form.draft(heading.indicator, {}),
                item_id=form.cleaned_data["item_id"],
                keeping=mentions.keepings(posted, TEXTS),
                by=actor,
            )
            messages.success(request, _("Given. That it came from this reflection, only you are told."))
            return redirect("reflections:reflection", reflection_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken, NAMES)
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TEXTS, waits)
    said, _first_day = as_read(request.GET.get("when", form["when"].value() or "")[:100])
    context = {
        "heading": heading,
        "form": form,
        "when": said,
        "themes": [(theme, form[f"theme_{theme.key}"]) for theme in heading.indicator.themes],
    } | asked
    return render(request, "reflections/give.html", context, status=422 if form.errors else 200)
