"""Who can read an item, sharing it wider, and the record of all that was shared, here and outside Speir."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Unfit
from speir.evaluations.actions import readings
from speir.evaluations.queries import audiences, reflections
from speir.evidence.actions import sharing as actions
from speir.evidence.queries import pages, record
from speir.mentions.rules import Waits
from speir.sharing.actions import NOT_TO_SHARE
from speir.sharing.rules import LONGEST_WHO, LONGEST_WHY, NOT_SAID, Told
from speir.web.evidence import show
from speir.web.sharing.page import TAKEN_AS
from speir.web.sharing.page import page as sharing_page
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import DayField, OneOf, add_refused, box

TEXTS = ("with_whom", "why")


class OutsideForm(forms.Form):
    """Sharing that happened outside Speir, written down afterwards."""

    on = DayField(
        label=gettext_lazy("On which day?"),
        help_text=gettext_lazy("For example: 3 March 2026"),
        max_length=100,
        widget=box(),
        error_messages={"required": gettext_lazy("Enter the day on which it was shared.")},
    )
    how = forms.CharField(
        label=gettext_lazy("How?"),
        max_length=12,
        widget=OneOf(
            attrs={"class": "options--inline"},
            choices=[
                ("telephone", gettext_lazy("By telephone")),
                ("meeting", gettext_lazy("In a meeting")),
                ("letter", gettext_lazy("By letter")),
                ("email", gettext_lazy("By e-mail")),
                ("other", gettext_lazy("In another way")),
            ],
        ),
        error_messages={"required": gettext_lazy("Choose how it was shared.")},
    )
    who = forms.CharField(
        label=gettext_lazy("Who shared it?"),
        max_length=LONGEST_WHO,
        widget=box(),
        error_messages={"required": gettext_lazy("Write who shared it: a role and an organisation will do.")},
    )
    with_whom = forms.CharField(
        label=gettext_lazy("With whom?"),
        help_text=gettext_lazy(
            "A role and an organisation, such as the named nurse, NHS. No names of families."
        ),
        max_length=LONGEST_WHY,
        widget=box(),
        error_messages={"required": gettext_lazy("Write with whom it was shared.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Why was it shared?"),
        help_text=gettext_lazy("One sentence. No names of children."),
        max_length=LONGEST_WHY,
        widget=box(),
        error_messages={"required": gettext_lazy("Write why it was shared.")},
    )
    taken_as = forms.CharField(
        label=gettext_lazy("Was it understood as fact, or as opinion?"),
        max_length=8,
        widget=OneOf(attrs={"class": "options--inline"}, choices=TAKEN_AS),
        error_messages={"required": gettext_lazy("Choose whether it was understood as fact or as opinion.")},
    )

    def told(self) -> Told:
        """Return what was typed."""
        typed = dict(self.cleaned_data)
        taken_as = typed.pop("taken_as")
        return Told(taken_as="" if taken_as == NOT_SAID else taken_as, **typed)


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, actor: Actor, item_id: str) -> HttpResponseBase:
    """Show who can read an item; share it wider."""

    def share(typed: dict[str, Any]) -> str:
        actions.share(item_id=item_id, by=actor, **typed)
        return _("Shared.")

    read = partial(audiences.of_piece, actor, item_id)
    source = reflections.given_from(actor, item_id)
    return sharing_page(
        request, actor, read, share, asks="taken_as", source=source, template="evidence/sharing.html"
    )


@sent_to
@signed_in
def end(request: HttpRequest, actor: Actor, item_id: str, act_id: str) -> HttpResponseBase:
    """End an act of sharing of an item."""
    actions.end_sharing(item_id=item_id, act_id=act_id, by=actor)
    messages.success(
        request, _("Ended. What an edition holds that was sealed meanwhile stays in that edition.")
    )
    return redirect("evidence:sharing", item_id)


@require_safe
@signed_in
def of_item(request: HttpRequest, actor: Actor, item_id: str) -> HttpResponse:
    """Show what was shared of one item."""
    found = record.of_item(actor, item_id)
    readings.note_evidence(ids=[item_id], by=actor)
    context = {"record": found, "entries": show.entries(found), "item_id": item_id, "unit": found}
    return render(request, "evidence/record.html", context)


@require_safe
@signed_in
def of_unit(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show what was shared of the evidence of a unit."""
    asked = request.GET.get("page", "")
    page = max(int(asked), 1) if asked.isdecimal() and len(asked) < 4 else 1
    found = record.of_unit(actor, unit_id, page=page)
    readings.note_evidence(ids={entry.item_id for entry in found.entries}, by=actor)
    context = {"record": found, "entries": show.entries(found), "page": page, "unit": found}
    return render(request, "evidence/record.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def tell(request: HttpRequest, actor: Actor, item_id: str) -> HttpResponseBase:
    """Write down that an item was shared outside Speir."""
    page = pages.page(actor, item_id)
    if not page.may_share:
        raise NotAllowed(NOT_TO_SHARE)
    readings.note_items(evidence=[page.item], by=actor)
    posted = mentions.answered(request.POST)
    form = OutsideForm(posted or None, initial={"who": actor.name, "taken_as": page.item.taken_as})
    asked: dict[str, Any] = {}
    if posted and form.is_valid():
        try:
            keeping = mentions.keepings(posted, TEXTS)
            actions.tell(item_id=item_id, told=form.told(), keeping=keeping, by=actor)
            messages.success(request, _("Written down."))
            return redirect("evidence:record", item_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TEXTS, waits)
    context = {"form": form, "item": page.item, "unit": page.unit} | asked
    return render(request, "evidence/outside.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def take_back(request: HttpRequest, actor: Actor, item_id: str, outside_id: str) -> HttpResponseBase:
    """Take back an entry that was wrong."""
    actions.take_back(item_id=item_id, outside_id=outside_id, by=actor)
    messages.success(request, _("Taken back. The entry stays, and says so."))
    return redirect("evidence:record", item_id)
