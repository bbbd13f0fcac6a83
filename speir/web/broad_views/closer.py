"""What a closer look found, beside a broad view's judgement: taken over piece by piece, or left aside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours
from speir.evaluations.actions import readings
from speir.evaluations.actions.judgements import LONGEST_WHY
from speir.evaluations.actions.looks import offering as actions
from speir.evaluations.policy import READ_ONLY
from speir.evaluations.queries import panels
from speir.evaluations.queries.looks.offers import FoundBeside
from speir.evaluations.rules.judging import NOT_EVALUATED, SURE_WORDS
from speir.evaluations.rules.looks.naming import Offered
from speir.evaluations.rules.saving import mark
from speir.mentions.rules import Waits
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import OneOf, add_refused


class TakeLevelForm(forms.Form):
    """Which level, and why: both can be changed before anything is saved."""

    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=gettext_lazy("Level"),
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose a level.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Why this level? (optional)"),
        help_text=gettext_lazy("It stands in the history of the level. No names of children."),
        required=False,
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )


def shown(each: FoundBeside, *, may_write: bool) -> dict[str, Any]:
    """Return what a closer look found as the panel shows it."""
    level = each.level
    return {
        "id": each.id,
        "look_id": each.look_id,
        "title": each.title,
        "finished": each.finished,
        "key": level.key if level else "",
        "name": level.name if level else "",
        "not_evaluated": each.not_evaluated,
        "sure": _(SURE_WORDS[each.sure]).lower() if each.sure in SURE_WORDS else "",
        "strengths": each.strengths,
        "weaknesses": each.weaknesses,
        "words": bool(each.strengths or each.weaknesses),
        "evidence": each.evidence,
        "offered": each.state == Offered.OFFERED,
        "taken": each.state == Offered.TAKEN,
        "by": each.answered_by,
        "may_write": may_write,
    }


@require_http_methods(["GET", "POST"])
@signed_in
def offer(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, offer_id: str
) -> HttpResponseBase:
    """Show the level that a closer look came to, to be chosen here; do what the pressed button of the panel says."""
    opened = panels.panel(actor, evaluation_id, number)
    each = next((one for one in opened.offers if one.id == offer_id), None)
    if each is None:
        raise NotYours
    if not opened.heading.may_write:
        raise NotAllowed(READ_ONLY)
    place = {"evaluation_id": evaluation_id, "number": number, "offer_id": offer_id, "by": actor}
    if request.method == "POST" and (pressed := request.POST.get("do", "")):
        messages.success(request, _do(pressed, place))
        return redirect("broad_views:indicator", evaluation_id, number)
    readings.note(heading=opened.heading, by=actor)
    return _level(request, opened, each, place)


def _do(pressed: str, place: dict[str, Any]) -> str:
    if pressed == "words":
        out = actions.take_words(**place)
        if out.held:
            return _("The words wait beside their field, because they may name somebody.")
        return _("The closer look’s words stand below yours.")
    if pressed == "evidence":
        count = actions.cite_evidence(**place)
        said = ngettext(
            "%(n)d piece of evidence is new here.", "%(n)d pieces of evidence are new here.", count
        )
        return said % {"n": count} if count else _("All that you may read of it is cited here already.")
    if pressed == "aside":
        actions.leave_aside(**place)
        return _("Left aside. You can still come back to it.")
    if pressed == "back":
        actions.take_back(**place)
        return _("It is offered again.")
    raise Http404


def _level(
    request: HttpRequest, opened: panels.Panel, each: FoundBeside, place: dict[str, Any]
) -> HttpResponseBase:
    posted = mentions.answered(request.POST)
    levels = [(level.key, level.name) for level in opened.framework.levels]
    first = each.level.key if each.level else NOT_EVALUATED if each.not_evaluated else ""
    said = _("From the closer look “%(title)s”, finished on %(on)s.") % {
        "title": each.title,
        "on": each.finished,
    }
    form = TakeLevelForm(posted or None, initial={"choice": first, "why": said})
    form.fields["choice"].choices = [*levels, (NOT_EVALUATED, _("Not evaluated"))]  # type: ignore[attr-defined]
    stands = opened.values["choice"]
    base, asked, meanwhile = posted.get("base", mark(stands)), {}, False
    if request.method == "POST" and form.is_valid():
        try:
            keeping = mentions.keeping(posted, "why")
            typed = {"choice": form.cleaned_data["choice"], "why": form.cleaned_data["why"]}
            out = actions.take_level(base=base, keeping=keeping, **typed, **place)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        else:
            if not out.stuck:
                messages.success(request, _("Saved. The reason stands in the history of the level."))
                return redirect("broad_views:indicator", place["evaluation_id"], place["number"])
            add_refused(form, out.refused.values())
            stands, meanwhile = out.current["choice"], bool(out.conflicts)
            base = mark(stands)
    names = dict(levels) | {NOT_EVALUATED: _("Not evaluated")}
    context = {
        "heading": opened.heading,
        "indicator": opened.indicator,
        "each": shown(each, may_write=True),
        "form": form,
        "base": base,
        "stands": names.get(stands, ""),
        "meanwhile": meanwhile,
        "mentions": asked,
    }
    status = 409 if meanwhile else 422 if form.errors else 200
    return render(request, "broad_views/closer_level.html", context, status=status)
