"""The page of an action, and the small things done there: agreeing, taking out, putting in order, taking back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import capital, listed
from speir.improvement.actions import doing as actions
from speir.improvement.actions import doing_moves
from speir.improvement.queries import doing as queries
from speir.improvement.queries.waiting import Other
from speir.improvement.rules.naming import STATE_WORDS, UNPROVED, UNSHOWN_WORDS, State, Through
from speir.web.broad_views.show import when
from speir.web.improvement import doing_kept as kept
from speir.web.improvement.tabs import tabs
from speir.web.improvement.where import address
from speir.web.shell.door import sent_to, signed_in

MISSING_WORDS: dict[str, Any] = {
    "lead": gettext_lazy("a lead"),
    "due": gettext_lazy("a date"),
    "target": gettext_lazy("a target"),
}
THROUGH_WORDS: dict[str, Any] = {
    Through.PAGE: gettext_lazy("on this page"),
    Through.LINK: gettext_lazy("by the link in an e-mail"),
    Through.MEETING: gettext_lazy("at a meeting"),
}
# The reason of a closer look that comes from a priority, as the publication's list has it.
REASON = "priority_or_objective"
QUESTION: Any = gettext_lazy("Why do we see no difference yet from “%(title)s”?")


@require_safe
@signed_in
def show(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponse:
    """Show an action."""
    return page(request, actor, queries.action_page(actor, action_id))


def page(
    request: HttpRequest,
    actor: Actor,
    shown: queries.ActionPage,
    *,
    bound: dict[str, forms.Form] | None = None,
    done: str = "",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Show an action with the forms that were just sent to it, by name: `tell`, `step` or `wait`.

    What was typed in its other parts stands in them still; `done` is the part of which everything was saved.
    """
    sent = bound or {}
    typed = {
        part: QueryDict() if part == done else request.POST for part in (kept.TELL, kept.STEP, kept.WAIT)
    }
    tell = sent.get("tell")
    if tell is None and shown.may_tell:
        tell = kept.tell_form(shown, typed[kept.TELL])
    wait = sent.get("wait")
    others = queries.to_wait_for(actor, shown) if shown.may_change and not shown.removed_by else []
    if wait is None and others:
        wait = kept.wait_form(typed[kept.WAIT])
    if wait is not None:
        wait.fields["other"].widget.choices = [("", _("Choose an action")), *others]
    context = {
        "action": shown,
        "tell": tell,
        "step": sent.get("step") or kept.step_form(typed[kept.STEP]),
        "wait": wait,
        "may_wait": shown.may_change and not shown.removed_by,
        "form": next(iter(sent.values()), None),
        "state": capital(_(UNSHOWN_WORDS if shown.unshown else STATE_WORDS[shown.state])),
        "needs": listed([str(MISSING_WORDS[name]) for name in shown.missing]),
        "progress": [_told(one) for one in shown.progress],
        "waits_for": [_other(one) for one in shown.beside.waits_for],
        "awaited_by": [_other(one) for one in shown.beside.awaited_by],
        "held_up": [_other(one) for one in shown.beside.waits_for if one.holds_up],
        "helpers": listed(shown.helpers),
        "unproved": shown.state in UNPROVED,
        "can_prove": shown.may_tell and shown.state in (*UNPROVED, State.CLOSED, State.IMPACT_SHOWN),
        "no_difference": shown.state == State.NO_DIFFERENCE,
        "closer_look": closer_look(shown),
    }
    return render(request, "improvement/action.html", beside(shown.of) | context | more, status=status)


def saved(
    request: HttpRequest, actor: Actor, action_id: str, *, at: str = "", done: str = ""
) -> HttpResponse:
    """Go back to the page of an action after something was saved there, to the heading `at`.

    Where something else was typed that is not saved (`done` is the part that is), show it again in its place.
    """
    if unsaved := kept.unsaved(request.POST, done):
        shown = queries.action_page(actor, action_id)
        return page(request, actor, shown, done=done, unsaved=unsaved)
    return redirect(f"{reverse('improvement:action', args=[action_id])}{at}")


def beside(of: queries.Of) -> dict[str, Any]:
    """Return what every page of an action shows around it."""
    unit = of.unit or unit_alone(of)
    return {
        "of": of,
        "unit": unit,
        "tabs": tabs(of.unit_id, "improvement:priorities", belongs=of.unit.belongs) if of.unit else [],
        "of_at": address("improvement:priority", of.id),
    }


def unit_alone(of: queries.Of) -> dict[str, Any]:
    """Return the unit of a priority by its name alone, for whoever cannot open its board."""
    return {"name": of.unit_name, "demonstration": of.demonstration}


def closer_look(shown: queries.ActionPage) -> str:
    """Return the address at which a closer look at an action without a difference begins."""
    asked = {
        "unit": shown.of.unit_id,
        "framework": shown.of.framework,
        "indicator": shown.indicator,
        "reason": REASON,
        "question": _(QUESTION) % {"title": shown.title.rstrip(".")},
    }
    return f"{reverse('looks:new')}?{urlencode({name: text for name, text in asked.items() if text})}"


@sent_to
@signed_in
def remove(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponseBase:
    """Take an action out that is only proposed, or put it back."""
    if "back" in request.POST:
        actions.put_back(action_id=action_id, by=actor)
        messages.success(request, _("Put back."))
    else:
        actions.take_out(action_id=action_id, by=actor)
        messages.success(request, _("Taken out. It can be put back here."))
    return saved(request, actor, action_id)


@sent_to
@signed_in
def order(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponseBase:
    """Move an action up or down among those of its priority."""
    doing_moves.order(action_id=action_id, up="up" in request.POST, by=actor)
    messages.success(request, _("Moved."))
    return saved(request, actor, action_id)


@sent_to
@signed_in
def take_back(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponseBase:
    """Go back to how it stood before what was said last."""
    told_id = request.POST.get("told", "")[:16]
    doing_moves.take_back(action_id=action_id, told_id=told_id, by=actor)
    messages.success(request, _("Taken back. What was said stays in the list."))
    return saved(request, actor, action_id, at="#progress")


def _told(one: queries.Told) -> dict[str, Any]:
    return {
        "id": one.id,
        "state": capital(_(STATE_WORDS[one.state])),
        "was": _(STATE_WORDS[one.before]) if one.before and one.before != one.state else "",
        "text": one.text,
        "through": THROUGH_WORDS[one.through],
        "by": one.by,
        "when": when(one.at),
        "taken_back": one.taken_back,
        "struck": one.struck,
    }


def _other(one: Other) -> dict[str, Any]:
    by = _("due %(due)s") % {"due": one.due} if one.due else ""
    return {
        "id": one.id,
        "dependency": one.dependency,
        "title": one.title,
        "who": ", ".join(part for part in (one.lead, by) if part),
        "state": _(STATE_WORDS[one.state]) if one.state else "",
        "holds_up": one.holds_up,
    }
