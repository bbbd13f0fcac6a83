"""Writing down what people agreed of an indicator, or that they do not agree."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.evaluations.actions.moderation import agreeing as actions
from speir.evaluations.actions.moderation.rounds import NOT_REVEALED
from speir.evaluations.policy.moderation import LEADS
from speir.evaluations.queries.moderation.rounds import Opened
from speir.evaluations.rules.judging import NOT_EVALUATED, SURE_WORDS
from speir.evaluations.rules.saving import mark
from speir.mentions.rules import Waits
from speir.web.moderation import show
from speir.web.moderation.forms import AgreeForm
from speir.web.moderation.rounds import of_moderation
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused


@require_http_methods(["GET", "POST"])
@signed_in
def agree(request: HttpRequest, actor: Actor, moderation_id: str, round_id: str) -> HttpResponseBase:
    """Show the form with the facts above it; write down what was agreed."""
    opened = of_moderation(actor, moderation_id, round_id)
    if not opened.sitting.leads:
        raise NotAllowed(LEADS)
    if opened.revealed is None:
        raise NOT_REVEALED
    posted = mentions.answered(request.POST) if request.method == "POST" else None
    form = AgreeForm(posted, framework=opened.sitting.framework, initial=_first(opened))
    asked: dict[str, Any] = {}
    status = 200
    if posted is not None and form.is_valid():
        typed = form.cleaned_data
        try:
            agreed = typed.pop("agreed") == "yes"
            keeping = mentions.keeping(posted, "reason")
            actions.agree(round_id=round_id, agreed=agreed, keeping=keeping, by=actor, **typed)
            messages.success(request, _said(opened, agreed))
            if opened.sitting.until is None:
                return redirect("moderation:lead", moderation_id)
            return redirect("moderation:round", moderation_id, round_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
            status = 409
            opened = of_moderation(actor, moderation_id, round_id)
            form.data = data = posted.copy()
            for name, value in _marks(opened).items():
                data[name] = value
        except Waits as waits:
            asked = mentions.ask(form, waits)
    sitting, turn = opened.sitting, opened.turn
    context = show.frame(request, sitting) | show.of_turn(sitting, turn) | show.revealed(opened)
    context |= {"form": form, "mentions": asked, "stands": _stands(opened)}
    context |= {"chosen": form["choice"].value() or "", "levels": sitting.framework.levels}
    context["not_evaluated_key"] = NOT_EVALUATED
    if form.errors and status == 200:
        status = 422
    response: HttpResponse = render(request, "moderation/agree.html", context, status=status)
    return response


def _said(opened: Opened, agreed: bool) -> str:
    if opened.sitting.heading.look:
        return (
            _("Written down. It stands in the closer look as its judgement.")
            if agreed
            else _("Written down: you do not agree, and why. The closer look is as it was.")
        )
    return (
        _("Written down. It stands in the broad view as its judgement.")
        if agreed
        else _("Written down: you do not agree, and why. The broad view is as it was.")
    )


def _first(opened: Opened) -> dict[str, str]:
    """Return what the form is opened with: what was written down before, to be corrected, or nothing."""
    first = _marks(opened)
    before = opened.revealed.written[0] if opened.revealed and opened.revealed.written else None
    if before is not None:
        first |= {"agreed": "yes" if before.agreed else "no", "reason": before.reason, "sure": before.sure}
        first["choice"] = NOT_EVALUATED if before.not_evaluated else before.level.key if before.level else ""
    return first


def _marks(opened: Opened) -> dict[str, str]:
    """Return the marks of what the broad view says now."""
    return {"base": mark(opened.stands["choice"]), "base_sure": mark(opened.stands["sure"])}


def _stands(opened: Opened) -> dict[str, Any]:
    """Return what the broad view says now, in words."""
    choice = opened.stands["choice"]
    return {
        "level": opened.sitting.framework.level_by_key.get(choice),
        "not_evaluated": choice == NOT_EVALUATED,
        "sure": opened.stands["sure"],
        "sure_words": {key: _(words) for key, words in SURE_WORDS.items()},
    }
