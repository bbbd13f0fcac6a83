"""Whom a unit's people ring when a child may be at risk: set by whoever looks after the unit."""

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
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.organisations import queries
from speir.organisations.actions import set_contacts
from speir.organisations.rules import MOST_CONTACTS, mark_of
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused, box

READ_ONLY = "Your role here does not include this. Ask your lead officer."


class ContactsForm(forms.Form):
    """Some lines of who and which number, and the mark of those that the form was opened with."""

    base = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, held: list[tuple[str, str]], **kwargs: Any) -> None:
        first: dict[str, str] = {"base": mark_of(held)}
        for at, (who, number) in enumerate(held):
            first |= {f"who_{at}": who, f"number_{at}": number}
        super().__init__(*args, **kwargs)
        self.initial.update(first)
        for at in range(MOST_CONTACTS):
            self.fields[f"who_{at}"] = forms.CharField(
                label=gettext_lazy("Who answers"), required=False, max_length=200, widget=box()
            )
            self.fields[f"number_{at}"] = forms.CharField(
                label=gettext_lazy("Telephone number"),
                required=False,
                max_length=40,
                widget=box(forms.TextInput, inputmode="tel"),
            )

    @property
    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two boxes of each line."""
        return [(self[f"who_{at}"], self[f"number_{at}"]) for at in range(MOST_CONTACTS)]


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Show and set whom people ring when a child may be at risk."""
    named = next((u for u in queries.units_where(actor, Permission.SEE_UNIT) if u.id == unit_id), None)
    if named is None:
        raise NotYours
    if not any(u.id == unit_id for u in queries.units_where(actor, Permission.MANAGE_UNIT)):
        raise NotAllowed(READ_ONLY)
    held = queries.contacts(actor, unit_id)
    form = ContactsForm(request.POST or None, held=held)
    stale = False
    if request.method == "POST" and form.is_valid():
        typed = [(form.cleaned_data[w.name], form.cleaned_data[n.name]) for w, n in form.lines]
        try:
            set_contacts(unit_id=unit_id, typed=typed, base=form.cleaned_data["base"], by=actor)
            messages.success(
                request, _("Saved. Everybody here sees them under “A child may be at risk now”.")
            )
            return redirect("people:contacts", unit_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
            stale = True
    base = mark_of(held) if stale else form["base"].value()
    context = {"unit": named, "form": form, "held": held, "stale": stale, "base": base}
    return render(request, "people/contacts.html", context, status=422 if form.errors else 200)
