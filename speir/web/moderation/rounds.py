"""One indicator: judging it alone, waiting, and what everybody judged once it is revealed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotYours, Refused, Unfit
from speir.evaluations.actions.moderation import views as actions
from speir.evaluations.queries.moderation import people, rounds
from speir.evaluations.queries.moderation.rounds import Opened
from speir.evaluations.queries.moderation.sittings import Sitting, Stage
from speir.mentions.rules import Waits
from speir.web.moderation import live, show
from speir.web.moderation.forms import JudgeForm
from speir.web.shell import mentions
from speir.web.shell.door import lent, signed_in
from speir.web.shell.fields import add_refused


@require_http_methods(["GET", "POST"])
@signed_in
def one(request: HttpRequest, actor: Actor, moderation_id: str, round_id: str) -> HttpResponseBase:
    """Show one indicator; keep what somebody judges alone."""
    if live.asks(request) and (nothing := live.unchanged(request, actor, moderation_id)):
        return nothing
    opened = of_moderation(actor, moderation_id, round_id)
    if request.method != "POST":
        return page(request, opened, here=_here(opened))
    form = JudgeForm(mentions.answered(request.POST), framework=opened.sitting.framework)
    asked: dict[str, Any] = {}
    if form.is_valid():
        late, asked = _judge(form, request.POST, round_id, actor)
        if late is not None:
            if late:
                messages.success(request, _("Kept, and marked as given after the reveal."))
            return _on(opened.sitting, round_id)
    return page(request, opened, here=_here(opened), form=form, asked=asked)


@require_http_methods(["GET", "POST"])
@signed_in
@lent
def hand(
    request: HttpRequest, actor: Actor, moderation_id: str, round_id: str, evaluator_id: str
) -> HttpResponseBase:
    """Have somebody judge on this device, which went into their hands. What they judged is never shown here again."""
    opened = of_moderation(actor, moderation_id, round_id)
    on_list = people.on_the_list(moderation_id, round_id)
    who = next((one for one in on_list if one.id == evaluator_id and one.here), None)
    if who is None or not opened.sitting.leads:
        raise NotYours
    posted = mentions.answered(request.POST) if request.method == "POST" else None
    form = JudgeForm(posted, framework=opened.sitting.framework)
    asked: dict[str, Any] = {}
    if posted is not None and form.is_valid():
        late, asked = _judge(form, request.POST, round_id, actor, evaluator_id)
        if late is not None:
            said = _("What %(name)s judged is hidden. Hand the device on.") % {"name": who.name}
            messages.success(request, said)
            return redirect("moderation:people", moderation_id)
    context = show.frame(request, opened.sitting) | show.of_turn(opened.sitting, opened.turn)
    context |= show.judging(opened.sitting, opened.turn, form) | {"whose": who}
    context |= {"mentions": asked, "to": request.path}
    return _unkept(render(request, "moderation/hand.html", context, status=422 if form.errors else 200))


def _unkept(response: HttpResponse) -> HttpResponse:
    """Keep a page out of the browser's store: on a device that others hold next, Back shows no form as it was left."""
    response["Cache-Control"] = "no-store"
    return response


def of_moderation(actor: Actor, moderation_id: str, round_id: str) -> Opened:
    """Return an indicator of this moderation. Raises NotYours."""
    opened = rounds.opened(actor, round_id)
    if opened.sitting.id != moderation_id:
        raise NotYours
    return opened


def page(
    request: HttpRequest,
    opened: Opened,
    *,
    here: str,
    form: JudgeForm | None = None,
    asked: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show an indicator to somebody who takes part: the form, that they wait, or what was revealed. `here` polls."""
    sitting, turn = opened.sitting, opened.turn
    if live.asks(request) and (line := live.moved_on(request, sitting.id, sitting.mark, here)):
        return line
    hidden = turn.stage is Stage.OPEN
    wants = hidden and bool(sitting.place) and not sitting.ended
    wants = wants and (not turn.mine or "change" in request.GET)
    if form is None and wants:
        form = JudgeForm(initial=_before(opened), framework=sitting.framework)
    context = show.frame(request, sitting) | show.of_turn(sitting, turn) | show.revealed(opened)
    context |= {"here": here, "to": reverse("moderation:round", args=[sitting.id, turn.id])}
    if form is not None:
        context |= show.judging(sitting, turn, form) | {"mentions": asked}
    template = "moderation/revealed.html" if opened.revealed and form is None else "moderation/judge.html"
    response: HttpResponse = render(
        request, template, context, status=422 if form is not None and form.errors else 200
    )
    return _unkept(response) if form is not None and sitting.leads else response


def _here(opened: Opened) -> str:
    """Return the address that the page asks by itself: in a meeting the one that goes along with it."""
    sitting, turn = opened.sitting, opened.turn
    if sitting.until is None and sitting.current == turn:
        return reverse("moderation:room", args=[sitting.id])
    return reverse("moderation:round", args=[sitting.id, turn.id])


def _before(opened: Opened) -> dict[str, str]:
    """Return what the reader judged before, to be changed: on their own device alone."""
    own = opened.own
    return (
        {"choice": own.choice, "sure": own.sure, "why": own.why} if own and not opened.sitting.leads else {}
    )


def _judge(
    form: JudgeForm, posted: QueryDict, round_id: str, actor: Actor, evaluator_id: str = ""
) -> tuple[bool | None, dict[str, Any]]:
    """Keep a view; return whether it came late, or None where it is not kept, and what is asked about its words."""
    try:
        kept = actions.judge(
            round_id=round_id,
            evaluator_id=evaluator_id,
            keeping=mentions.keeping(mentions.answered(posted), "why"),
            by=actor,
            **form.cleaned_data,
        )
        return kept.late, {}
    except Unfit as unfit:
        add_refused(form, unfit.broken)
    except Refused as refused:
        add_refused(form, [refused])
    except Waits as waits:
        return None, mentions.ask(form, waits)
    return None, {}


def _on(sitting: Sitting, round_id: str) -> HttpResponseBase:
    """Lead on: in a meeting to where it is, by post to the next indicator that one has not judged."""
    if sitting.until is None:
        return redirect("moderation:room", sitting.id)
    left = [turn for turn in sitting.turns if turn.stage is Stage.OPEN and not turn.mine]
    after = next((turn for turn in left if turn.id != round_id), None)
    return (
        redirect("moderation:round", sitting.id, after.id)
        if after
        else redirect("moderation:room", sitting.id)
    )
