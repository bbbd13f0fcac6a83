"""A meeting on a projector: one action at a time, in large letters, and what is said of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.text import day
from speir.improvement.actions import doing, doing_moves
from speir.improvement.policy.doing import NOT_YOURS_TO_TELL
from speir.improvement.queries import meeting_mode as queries
from speir.improvement.queries import meeting_order
from speir.improvement.rules.meetings import TURN_WORDS
from speir.improvement.rules.naming import STATE_WORDS, State, Through
from speir.mentions.rules import Waits
from speir.web.improvement import meeting_laid
from speir.web.improvement.meeting_laid import MeetingToldForm
from speir.web.improvement.meetings import told_line
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused


@require_http_methods(["GET", "POST"])
@signed_in
def now(request: HttpRequest, actor: Actor, unit_id: str, meeting_id: str) -> HttpResponseBase:
    """Show a meeting at one action, or at its end; take what is said of that action and go on to the next."""
    at = request.GET.get("at", "")
    shown = queries.meeting_now(actor, unit_id, meeting_id, at, request.GET.get("said", ""))
    one = shown.one
    if one is None:
        if request.method == "POST":
            raise NotYours
        context = _frame(shown) | {"keys": meeting_laid.keys(())}
        return render(request, "improvement/meeting_end.html", context)
    if request.method == "POST" and not one.says:
        raise NotAllowed(NOT_YOURS_TO_TELL)
    if "take_back" in request.POST:
        return _taken_back(request, actor, shown, one)
    if request.method == "GET":
        return _page(
            request, shown, one, {"say": one.says and meeting_laid.say(request, one, _at(shown, one.id))}
        )
    posted = mentions.answered(request.POST)
    form = MeetingToldForm(posted or None, initial={"state": one.state})
    base, asked, moved = posted.get("base", one.state), {}, False
    form.offer(one.says, one.state, also=posted.get("state", "") if base != one.state else "")
    if form.is_valid():
        try:
            _tell(actor, one, form, base, posted, meeting_id)
            return redirect(_at(shown, shown.next, said=one.id))
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            add_refused(form, [refused])
            moved = refused.code == doing.STATE_CHANGED_CODE
            base = one.state if moved else base
            form.offer(one.says, one.state)
    context = {
        "form": form,
        "mentions": asked,
        "base": base,
        "moved": moved,
        "state": _(STATE_WORDS[one.state]),
        "unproved": one.state in meeting_laid.UNPROVED,
        "here": _at(shown, one.id),
    }
    return _page(request, shown, one, context, status=409 if moved else 422 if form.errors else 200)


def _page(
    request: HttpRequest, shown: queries.Now, one: queries.Shown, said: dict[str, Any], status: int = 200
) -> HttpResponseBase:
    """Show an action with what is `said` of it: the form that takes it, empty for who only reads."""
    more = {"one": one, "facts": meeting_laid.facts(one), "keys": meeting_laid.keys(one.says)}
    return render(request, "improvement/meeting_mode.html", _frame(shown) | more | said, status=status)


def _tell(
    actor: Actor, one: queries.Shown, form: MeetingToldForm, base: str, posted: Any, meeting_id: str
) -> None:
    state, text = form.cleaned_data["state"], form.cleaned_data["text"]
    said: dict[str, Any] = {
        "through": Through.MEETING,
        "meeting_id": meeting_id,
        "keeping": mentions.keepings(posted, ("text",)),
    }
    if state == State.AGREED and one.state == State.PROPOSED:
        doing.agree(action_id=one.id, text=text, by=actor, **said)
        return
    doing.tell(action_id=one.id, state=state, text=text, base=base, by=actor, **said)


def _taken_back(
    request: HttpRequest, actor: Actor, shown: queries.Now, one: queries.Shown
) -> HttpResponseBase:
    """Take back what was said just now, and show that action again."""
    doing_moves.take_back(
        action_id=one.id,
        told_id=request.POST["take_back"][:16],
        through=Through.MEETING,
        meeting_id=shown.held.meeting.id,
        by=actor,
    )
    messages.success(request, _("Taken back. What was said stays in its history."))
    return redirect(_at(shown, one.id))


def _at(shown: queries.Now, action_id: str, said: str = "") -> str:
    address = reverse("improvement:meeting_mode", args=[shown.held.unit.id, shown.held.meeting.id])
    words = {"at": action_id} | ({"said": said} if said else {})
    return f"{address}?{urlencode(words)}"


def _frame(shown: queries.Now) -> dict[str, Any]:
    held = shown.held
    return {
        "unit": held.unit,
        "meeting": {"id": held.meeting.id, "name": held.meeting.name, "on": day(held.meeting.on)},
        "place": shown.place,
        "many": shown.many,
        "turn": _(TURN_WORDS[shown.turn]) if shown.turn else "",
        "late": shown.turn in ("overdue", "stuck", "nobody"),
        "previous": _at(shown, shown.previous) if shown.previous else "",
        "next": _at(shown, shown.next) if shown.next else "",
        "last": shown.next == meeting_order.END,
        "first": _at(shown, ""),
        "told": [told_line(one) | {"at": _at(shown, one.action)} for one in shown.told],
        "said": _just_said(shown, shown.said) if shown.said else None,
        "after": day(held.days.after) if held.days.after else "",
    }


def _just_said(shown: queries.Now, one: queries.Told) -> dict[str, Any]:
    return told_line(one) | {"at": _at(shown, one.action), "id": one.id, "back": one.back}
