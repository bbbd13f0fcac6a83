"""With whom a reflection is written: a few colleagues by name."""

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
from speir.core.errors import Refused
from speir.evaluations.actions import readings, reflections
from speir.evaluations.queries import reflections as queries
from speir.evaluations.rules.reflecting import FEW
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import FromList, add_refused, by_place


class WriterForm(forms.Form):
    """Who else writes in it."""

    person = forms.CharField(
        label=gettext_lazy("Who writes it with you?"),
        help_text=gettext_lazy("They read all of it, and write in the same three boxes."),
        max_length=16,
        widget=FromList,
        error_messages={"required": gettext_lazy("Choose who writes it with you.")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: HttpRequest, actor: Actor, reflection_id: str) -> HttpResponseBase:
    """Show who writes in a reflection, and let a colleague in."""
    form = WriterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reflections.let_in(reflection_id=reflection_id, person_id=form.cleaned_data["person"], by=actor)
            messages.success(request, _("Added. They find it in their own list of reflections."))
            return redirect("reflections:writers", reflection_id)
        except Refused as refused:
            add_refused(form, [refused])
    heading, near = queries.with_near(actor, reflection_id)
    readings.note_reflection(heading=heading, by=actor)
    writing = {person_id for person_id, _name in heading.writers}
    others = by_place((one.id, one.name, one.where) for one in near if one.id not in writing)
    choices: list[Any] = [("", _("Choose a colleague")), *others]
    form.fields["person"].widget.choices = choices
    context = {
        "heading": heading,
        "form": form,
        "may_add": heading.mine and heading.may_write and len(writing) < FEW and len(choices) > 1,
        "nobody": len(choices) == 1 and not writing,
        "me": actor.person_id,
    }
    return render(request, "reflections/writers.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def out(request: HttpRequest, actor: Actor, reflection_id: str, person_id: str) -> HttpResponseBase:
    """Take somebody out of one's reflection, or leave a colleague's."""
    reflections.let_out(reflection_id=reflection_id, person_id=person_id, by=actor)
    if person_id == actor.person_id:
        messages.success(request, _("You do not write there any more. What you wrote stays with them."))
        return redirect("reflections:list")
    messages.success(request, _("Taken out. What they wrote stays."))
    return redirect("reflections:writers", reflection_id)
