"""Closing an action with proof: choosing evidence of its impact, writing it at once, and taking it back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import readings
from speir.evidence.queries.kinds import own_kinds_of
from speir.evidence.rules.finding import COUNTED
from speir.evidence.rules.items import Draft, in_a_line
from speir.frameworks.queries import all_current
from speir.improvement.actions import proving as actions
from speir.improvement.queries import proving as queries
from speir.improvement.rules.naming import ENDED, UNPROVED
from speir.mentions.rules import Waits
from speir.web.evidence import fields, picking
from speir.web.evidence.finding_forms import themes_to_find
from speir.web.improvement.doing import beside
from speir.web.improvement.doing_forms import lines
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import signed_in
from speir.web.shell.fields import AnyOf, FromList, PeriodField, add_refused, box

NOT_TO_WRITE = gettext_lazy("Your role lets you read evidence here, not write it. Choose some that is there.")
TEXTS = ("shows", "account")
NAMES = {"from_day": "when", "to_day": "when", "item": "when", "speaks_of": "shows"}


class ImpactForm(forms.Form):
    """Evidence of impact, as short as it can be: what has changed, when that was, and from where we know."""

    item_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    shows = forms.CharField(
        label=gettext_lazy("What is different for children, young people or families?"),
        help_text=gettext_lazy("What we know has changed, not what was done. No names of children."),
        strip=False,
        widget=lines(3),
        error_messages={"required": gettext_lazy("Write what is different now.")},
    )
    when = PeriodField(
        label=gettext_lazy("When was that?"),
        help_text=gettext_lazy("For example: April 2026, 3 March 2026, January to June 2026."),
        max_length=100,
        widget=box(autocomplete="off"),
        error_messages={
            "required": gettext_lazy("Put in when that was: it has to be after the action began.")
        },
    )
    kind = forms.CharField(
        label=gettext_lazy("What kind of source is it? (optional)"),
        required=False,
        max_length=40,
        widget=FromList,
    )
    voices = forms.MultipleChoiceField(
        label=gettext_lazy("Whose views does it carry, if any?"),
        required=False,
        choices=[
            ("children", gettext_lazy("Children and young people")),
            ("families", gettext_lazy("Families")),
            ("staff", gettext_lazy("Staff")),
            ("public", gettext_lazy("The public")),
        ],
        widget=AnyOf(attrs={"class": "options--inline"}),
    )
    account = forms.CharField(
        label=gettext_lazy("What lies behind it? (optional)"),
        help_text=gettext_lazy("Who was asked, what was seen, how many."),
        required=False,
        strip=False,
        widget=lines(4),
    )

    def draft(self) -> Draft:
        """Return it as an item that tells of impact."""
        given = self.cleaned_data
        shows, account = in_a_line(given["shows"], given["account"])
        from_day, to_day = given["when"]
        return Draft(
            kind=given["kind"],
            shows=shows,
            account=account,
            from_day=from_day,
            to_day=to_day,
            speaks_of="impact",
            voices=tuple(given["voices"]),
            themes={},
        )


class TakeBackProofForm(forms.Form):
    """Why an item does not show the impact after all."""

    text = forms.CharField(
        label=gettext_lazy("Why does it not show the impact?"),
        help_text=gettext_lazy("In a sentence. No names of children."),
        required=False,
        widget=lines(2),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def choose(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponseBase:
    """Choose evidence that shows the impact of an action."""
    given = request.POST or request.GET
    sought, at = picking.read_sought(given), given.get("at", "")[:60]
    wrong: list[str] = []
    item_id = request.POST.get("item", "")[:16]
    if request.method == "POST":
        try:
            actions.show_impact(action_id=action_id, item_id=item_id, by=actor)
            messages.success(request, _("Its impact is shown. This action is closed."))
            return redirect("improvement:action", action_id)
        except Unfit as unfit:
            wrong = [_(one.sentence) for one in unfit.broken]
        except Refused as refused:
            wrong = [_(refused.sentence)]
    shown = queries.to_prove(actor, action_id, sought, at)
    readings.note_evidence(ids=[one.id for one in shown.choices], by=actor)
    context = beside(shown.of) | {
        "action": shown,
        "words": sought.words,
        "theme": sought.theme,
        "at": at,
        "sought": bool(sought),
        "themes": themes_to_find(all_current()),
        "others": picking.others(
            max(0, min(shown.count, COUNTED) - len(shown.choices)), many=shown.count > COUNTED
        )
        if shown.count is not None
        else "",
        "next": urlencode({"words": sought.words, "theme": sought.theme, "at": shown.older})
        if shown.older
        else "",
        "wrong": wrong,
        "closable": _closable(shown),
        "evidence_new": reverse("evidence:new") if reach(actor, Permission.WRITE_EVIDENCE) else "",
    }
    return render(request, "improvement/action_proof.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponseBase:
    """Write evidence of impact, and show the impact of the action by it."""
    shown = queries.to_prove(actor, action_id)
    if not shown.may_write:
        raise NotAllowed(str(NOT_TO_WRITE))
    framework = next(one for one in all_current() if one.key == shown.of.framework)
    posted = mentions.answered(request.POST)
    form = ImpactForm(posted or None, initial={"item_id": new_id()})
    form.fields["kind"].widget.choices = fields.kinds([framework], own_kinds_of([shown.unit_id]))
    context: dict[str, Any] = {"mentions": {}}
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_and_show(
                action_id=action_id,
                framework=framework,
                draft=form.draft(),
                item_id=form.cleaned_data["item_id"],
                keeping=mentions.keepings(posted, TEXTS),
                by=actor,
            )
            messages.success(
                request, _("Written down in the register. Its impact is shown, and this action is closed.")
            )
            return redirect("improvement:action", action_id)
        except Unfit as unfit:
            refused_or_another(form, unfit, "item_id", NAMES)
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            context = mentions.ask_several(form, posted, TEXTS, waits)
    context |= beside(shown.of) | {"form": form, "action": shown, "closable": _closable(shown)}
    return render(request, "improvement/action_proof_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def back(request: HttpRequest, actor: Actor, action_id: str, proof_id: str) -> HttpResponseBase:
    """Take back what shows the impact of an action, with the reason."""
    shown = queries.to_take_back(actor, action_id, proof_id)
    if shown.gone and request.method != "POST":
        return redirect("improvement:action", action_id)
    posted = mentions.answered(request.POST)
    form = TakeBackProofForm(posted or None)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back(
                action_id=action_id,
                proof_id=proof_id,
                text=form.cleaned_data["text"],
                keeping=mentions.keeping(posted, "text"),
                by=actor,
            )
            messages.success(request, _("Taken back."))
            return redirect("improvement:action", action_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = beside(shown.of) | {"form": form, "action": shown, "mentions": asked}
    return render(request, "improvement/action_proof_back.html", context, status=422 if form.errors else 200)


def _closable(shown: queries.Proving) -> bool:
    """Return whether its impact can be shown now: it is done, or was closed."""
    return shown.state in (*UNPROVED, *ENDED) and shown.state != "stopped" and not shown.of.closed
