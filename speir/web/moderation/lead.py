"""What whoever leads shows on the screen of the room: the address, who has judged, what was revealed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused
from speir.evaluations.actions.moderation import rounds as actions
from speir.evaluations.actions.moderation import sitting as whole
from speir.evaluations.policy.moderation import LEADS
from speir.evaluations.queries.moderation import people, rounds, sittings
from speir.evaluations.queries.moderation.sittings import people_mark
from speir.web.moderation import live, show
from speir.web.moderation.rounds import of_moderation
from speir.web.shell.door import sent_to, signed_in


@require_safe
@signed_in
def lead(request: HttpRequest, actor: Actor, moderation_id: str) -> HttpResponseBase:
    """Show where the meeting is, in large letters; who has judged, and not what."""
    if live.asks(request) and (nothing := live.unchanged(request, actor, moderation_id)):
        return nothing
    sitting = sittings.sitting(actor, moderation_id)
    if not sitting.leads:
        raise NotAllowed(LEADS)
    turn = sitting.current
    on_list = people.on_the_list(moderation_id, turn.id if turn else "")
    context = show.frame(request, sitting) | {
        "on_list": on_list,
        "judged": sum(one.judged for one in on_list),
        "people_mark": people_mark(moderation_id, turn.id if turn else ""),
        "round_id": turn.id if turn else "",
        "here": request.path,
        "screen": True,
    }
    if sitting.until:
        given = people.how_many_judged(moderation_id)
        context["turns"] = [
            (each, show.judging_of(each, given.get(each.id, 0), len(on_list))) for each in sitting.turns
        ]
    if turn:
        context |= show.of_turn(sitting, turn)
        context |= show.revealed(rounds.opened(actor, turn.id))
    return render(request, "moderation/lead.html", context)


@sent_to
@signed_in
def open_round(request: HttpRequest, actor: Actor, moderation_id: str, round_id: str) -> HttpResponseBase:
    """Have people judge this indicator now."""
    of_moderation(actor, moderation_id, round_id)
    actions.open_round(round_id=round_id, by=actor)
    return redirect("moderation:lead", moderation_id)


@sent_to
@signed_in
def reveal(request: HttpRequest, actor: Actor, moderation_id: str, round_id: str) -> HttpResponseBase:
    """Reveal what everybody judged; first ask, where somebody on the list has not."""
    opened = of_moderation(actor, moderation_id, round_id)
    try:
        actions.reveal(round_id=round_id, anyway="anyway" in request.POST, by=actor)
    except Refused as refused:
        if refused.code != actions.STILL_CODE:
            raise
        still = [one for one in people.on_the_list(moderation_id, round_id) if not one.judged]
        context = show.frame(request, opened.sitting) | show.of_turn(opened.sitting, opened.turn)
        return render(request, "moderation/reveal.html", context | {"still": still}, status=409)
    if opened.sitting.until is not None:
        return redirect("moderation:round", moderation_id, round_id)
    return redirect("moderation:lead", moderation_id)


@sent_to
@signed_in
def again(request: HttpRequest, actor: Actor, moderation_id: str, round_id: str) -> HttpResponseBase:
    """Have people judge a revealed indicator once more."""
    of_moderation(actor, moderation_id, round_id)
    actions.judge_again(round_id=round_id, by=actor)
    return redirect("moderation:lead", moderation_id)


@sent_to
@signed_in
def end(request: HttpRequest, actor: Actor, moderation_id: str) -> HttpResponseBase:
    """End it: what was revealed and agreed stays readable."""
    row = whole.end(moderation_id=moderation_id, by=actor)
    messages.success(request, _("Ended. What was revealed and agreed stays readable here."))
    return redirect("moderation:of", row.evaluation_id)
