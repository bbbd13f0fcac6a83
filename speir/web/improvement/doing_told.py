"""On the page of an action: saying how far it has come, its steps, and what it waits for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.improvement.actions import action_steps, waiting_for
from speir.improvement.actions import doing as actions
from speir.improvement.policy.doing import NOT_YOURS_TO_TELL
from speir.improvement.policy.priorities import CLOSED, CLOSED_CODE
from speir.improvement.queries import doing as queries
from speir.improvement.queries import doing_forms
from speir.improvement.rules.doing import MOVED
from speir.mentions.rules import Waits
from speir.web.improvement import doing_kept as kept
from speir.web.improvement.doing import beside, page, saved
from speir.web.improvement.doing_forms import StepChangeForm, StepForm, TellForm, WaitForm
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@sent_to
@signed_in
def tell(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponseBase:
    """Say how far an action has come, in a sentence; where only a step was typed (and Enter pressed), add that."""
    if [one["where"] for one in kept.unsaved(request.POST)] == [_("A step")]:
        return step_new(request, action_id)
    shown = queries.action_page(actor, action_id)
    _may(shown)
    posted = mentions.answered(request.POST)
    form = TellForm(posted, auto_id="tell_%s")
    # Its list is of where it is now; a form that is older may have had another one, and is told so.
    older = posted.get("base", shown.state) != shown.state
    form.offer(shown, also=(posted.get("state", ""),) if older else ())
    asked: dict[str, Any] = {}
    newer = False
    if form.is_valid():
        try:
            actions.tell(
                action_id=action_id,
                state=form.cleaned_data["state"],
                text=form.cleaned_data["text"],
                base=form.cleaned_data["base"],
                seen=form.cleaned_data["seen"],
                keeping=mentions.keeping(posted, "text"),
                by=actor,
            )
            messages.success(request, _("Saved. Thank you."))
            return saved(request, actor, action_id, at="#progress", done=kept.TELL)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
            newer = any(one.code == MOVED for one in unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            add_refused(form, [refused])
            newer = refused.code == actions.STATE_CHANGED_CODE
    if newer:
        shown = queries.action_page(actor, action_id)
        form = _as_it_is_now(form, shown)
    more: dict[str, Any] = {"mentions": asked, "newer": newer}
    return page(request, actor, shown, bound={"tell": form}, status=409 if newer else 422, **more)


def _may(shown: queries.ActionPage) -> None:
    """Raise NotAllowed, or Refused where nobody can say any more how far it has come."""
    if shown.of.closed:
        raise Refused(CLOSED_CODE, CLOSED)
    if shown.removed_by:
        raise Refused("action-taken-out", _("This action was taken out. Put it back first."))
    if not shown.may_tell:
        raise NotAllowed(_(NOT_YOURS_TO_TELL))


def _as_it_is_now(form: TellForm, shown: queries.ActionPage) -> TellForm:
    """Return what was typed in a form of how it stands now, with what was wrong, to be sent again."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["base"], data["seen"] = shown.state, shown.progress[0].id if shown.progress else ""
    again = TellForm(data, auto_id="tell_%s")
    again.offer(shown)
    if again.is_valid() or "state" in again.errors:
        for error in form.non_field_errors() or list(form.errors.get("state", ())):
            again.add_error(None, error)
    return again


@sent_to
@signed_in
def step_new(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponseBase:
    """Add a step."""
    posted = mentions.answered(request.POST)
    form = StepForm(posted, auto_id="step_%s")
    asked: dict[str, Any] = {}
    if form.is_valid():
        try:
            action_steps.add(
                action_id=action_id,
                text=form.cleaned_data["step"],
                step_id=form.cleaned_data["step_id"],
                keeping=mentions.keeping(posted, "step"),
                by=actor,
            )
            messages.success(request, _("Added."))
            return saved(request, actor, action_id, at="#steps", done=kept.STEP)
        except Unfit as unfit:
            refused_or_another(form, unfit, "step_id", {"text": "step"})
        except Waits as waits:
            asked = mentions.ask(form, Waits({"step": waits.fields["text"]}))
    shown = queries.action_page(actor, action_id)
    return page(request, actor, shown, bound={"step": form}, status=422, step_mentions=asked)


@require_http_methods(["GET", "POST"])
@signed_in
def step(request: HttpRequest, actor: Actor, action_id: str, step_id: str) -> HttpResponseBase:
    """Put a step in other words, or say when it was done."""
    editing = doing_forms.step(actor, action_id, step_id)
    posted = mentions.answered(request.POST)
    first = {"text": editing.step.text, "done_on": editing.step.done_on}
    form = StepChangeForm(posted or None, initial=first)
    base, asked, stands = posted.get("base", editing.step.base), {}, None
    if request.method == "POST" and form.is_valid():
        try:
            action_steps.reword(
                action_id=action_id,
                step_id=step_id,
                text=form.cleaned_data["text"],
                done_on=form.cleaned_data["done_on"],
                base=base,
                keeping=mentions.keeping(posted, "text"),
                by=actor,
            )
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('improvement:action', args=[action_id])}#steps")
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            add_refused(form, [refused])
            if refused.code == action_steps.CHANGED_CODE:
                base, stands = editing.step.base, editing.step
    context = beside(editing.of) | {"form": form, "editing": editing, "base": base, "stands": stands}
    status = 409 if stands else 422 if form.errors else 200
    return render(request, "improvement/action_step.html", context | {"mentions": asked}, status=status)


@sent_to
@signed_in
def step_do(request: HttpRequest, actor: Actor, action_id: str, step_id: str) -> HttpResponseBase:
    """Tick a step or untick it, move it up or down, take it out or put it back."""
    of: dict[str, Any] = {"action_id": action_id, "step_id": step_id, "by": actor}
    do = request.POST.get("do", "")
    if do in ("done", "undone"):
        action_steps.tick(done=do == "done", **of)
        messages.success(request, _("Done.") if do == "done" else _("Marked as still to be done."))
    elif do in ("up", "down"):
        action_steps.order(up=do == "up", **of)
        messages.success(request, _("Moved."))
    elif do == "out":
        action_steps.take_out(**of)
        messages.success(request, _("Taken out. It stands below the steps and can be put back."))
    elif do == "back":
        action_steps.put_back(**of)
        messages.success(request, _("Put back."))
    else:
        raise NotYours
    return saved(request, actor, action_id, at="#steps")


@sent_to
@signed_in
def wait(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponseBase:
    """Let an action wait for another one, or wait no more."""
    if "no_more" in request.POST:
        other = request.POST["no_more"][:16]
        waiting_for.stop_waiting(action_id=action_id, other_id=other, by=actor)
        messages.success(request, _("It waits for that no more."))
        return saved(request, actor, action_id, at="#waits")
    form: forms.Form = WaitForm(request.POST, auto_id="wait_%s")
    if form.is_valid():
        try:
            other = form.cleaned_data["other"]
            waiting_for.wait_for(action_id=action_id, other_id=other, by=actor)
            messages.success(request, _("Added."))
            return saved(request, actor, action_id, at="#waits", done=kept.WAIT)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
    shown = queries.action_page(actor, action_id)
    return page(request, actor, shown, bound={"wait": form}, status=422)
