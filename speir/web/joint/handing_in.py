"""Handing in: which edition, what is open in it still, and with which words; sealed in the same step where needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.evaluations.actions import contributions as actions
from speir.evaluations.policy.joints import ANSWERS
from speir.evaluations.queries import contributions, handing_in
from speir.evaluations.queries.behind import behind
from speir.evaluations.rules.handing_in import LONGEST_WORDS
from speir.mentions.rules import Waits
from speir.web.joint.invitation import page
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

WHY = gettext_lazy("Why do you hand it in all the same?")
WHY_HINT = gettext_lazy("The others read it beside what is missing. No names of children.")
REPLY = gettext_lazy("Your answer to the question (optional)")
REPLY_HINT = gettext_lazy("Whoever asked reads it, and so do the other members. No names of children.")


class HandInForm(forms.Form):
    """Why an edition is handed in with gaps, or an answer to the question that it was returned with."""

    text = forms.CharField(
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "cols": None}),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def hand_in(request: HttpRequest, actor: Actor, contribution_id: str) -> HttpResponseBase:
    """Say what is handed in, what is open in it and who reads it; hand it in when the person says so."""
    asked = contributions.asking(actor, contribution_id)
    if not asked.answers_for:
        raise NotAllowed(ANSWERS)
    if not asked.agreed:
        return redirect("joint:invitation", contribution_id)
    fits = handing_in.fits(actor, contribution_id)
    shown = _meant(request, actor, asked, fits)
    if shown is None:
        if request.method == "POST":
            raise NotYours
        messages.info(request, _("Begin your own broad view first, or choose one that is there already."))
        return redirect("joint:own", contribution_id)
    posted = mentions.answered(request.POST)
    form = _form(posted, asked, shown)
    found: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.submit(
                contribution_id=contribution_id,
                evaluation_id=shown.evaluation_id,
                number=shown.number,
                text=form.cleaned_data["text"],
                keeping=mentions.keeping(posted, "text"),
                by=actor,
            )
            messages.success(request, _("Handed in. The other members can read this edition from now on."))
            rests = behind(actor, contribution_id)
            return redirect(f"joint:{'evidence' if rests.to_open else 'invitation'}", contribution_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            found = mentions.ask(form, waits)
    others = [one for one in fits if (one.evaluation_id, one.number) != (shown.evaluation_id, shown.number)]
    context = page(asked) | {
        "form": form,
        "mentions": found,
        "shown": shown,
        "others": others,
        "own_open": asked.own_id if _other(request, asked, shown) else "",
        "words": bool(shown.gaps or asked.question),
        "again": (asked.evaluation_id, asked.number) == (shown.evaluation_id, shown.number),
    }
    return render(request, "joint/hand_in.html", context, status=422 if form.errors else 200)


def _form(posted: QueryDict, asked: contributions.Asking, shown: handing_in.ToHandIn) -> HandInForm:
    form = HandInForm(posted or None)
    box = form.fields["text"]
    box.label, box.help_text = (WHY, WHY_HINT) if shown.gaps else (REPLY, REPLY_HINT)
    if shown.gaps and asked.question:
        box.help_text = _("The others read it beside what is missing. Answer the question here, too.")
    return form


def _other(request: HttpRequest, asked: contributions.Asking, shown: handing_in.ToHandIn) -> bool:
    """Return whether the own broad view, as it stands now, is another than the one that is shown."""
    given = request.POST if request.method == "POST" else request.GET
    present = shown.evaluation_id == asked.own_id and not given.get("number")
    return bool(asked.own_id) and not shown.sealing and not present


def _meant(
    request: HttpRequest, actor: Actor, asked: contributions.Asking, fits: list[handing_in.Fit]
) -> handing_in.ToHandIn | None:
    """Return the edition that the form or the address names, or else the present one of the own broad view."""
    given = request.POST if request.method == "POST" else request.GET
    view, text = given.get("of", "")[:16], given.get("number", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    if "\x00" in view:
        raise NotYours
    if view and (number or request.method == "GET"):
        return handing_in.to_hand_in(actor, asked.id, view, number)
    if request.method == "POST":
        return None
    if asked.own_id:
        return handing_in.to_hand_in(actor, asked.id, asked.own_id, 0)
    if fits:
        return handing_in.to_hand_in(actor, asked.id, fits[0].evaluation_id, fits[0].number)
    return None
