"""What a chief officer does with a sealed edition: approve it, ask about it, take that back. And the answer to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.evaluations.actions import approving as actions
from speir.evaluations.actions import readings
from speir.evaluations.policy import NOT_IN_ROLE
from speir.evaluations.queries import editions
from speir.evaluations.rules.approving import LONGEST, Thread
from speir.mentions.rules import Waits
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

READ_BY = gettext_lazy("Whoever may read this edition reads it too. No names of children.")


def words(label: Any, help_text: Any, empty: Any = "") -> forms.CharField:
    """Return the box of a step; without `empty` it may be left so."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(empty),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "cols": None}),
        error_messages={"required": empty},
    )


class ApproveForm(forms.Form):
    """A note with an approval; `seen` marks the text that was read."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    text = words(gettext_lazy("A note with your approval (optional)"), READ_BY)


class AskForm(forms.Form):
    """A question before approving."""

    text = words(gettext_lazy("Your question"), READ_BY, gettext_lazy("Write your question."))


class ReplyForm(forms.Form):
    """An answer to a question."""

    text = words(gettext_lazy("Your answer"), READ_BY, gettext_lazy("Write your answer."))


class TakeBackForm(forms.Form):
    """Why an approval is taken back."""

    text = words(
        gettext_lazy("Why do you take your approval back?"),
        READ_BY,
        gettext_lazy("Write why you take it back: your approval stays readable beside this."),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def approve(request: HttpRequest, actor: Actor, evaluation_id: str, number: int) -> HttpResponseBase:
    """Say what approving means; approve the edition."""
    sealed = editions.edition(actor, evaluation_id, number)
    if not sealed.approving.may_approve:
        raise NotAllowed(NOT_IN_ROLE[Permission.APPROVE_EDITION])
    if request.method == "GET" and sealed.approving.steps.approval_of(actor.person_id):
        return _back(evaluation_id, number)
    form = ApproveForm(mentions.answered(request.POST) or None, initial={"seen": sealed.digest_now})

    def do(typed: dict[str, Any]) -> str:
        actions.approve(evaluation_id=evaluation_id, number=number, by=actor, **typed)
        return _("Approved. Your name and the day stand beside this edition.")

    return _page(request, actor, sealed, form, do, "approve")


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: HttpRequest, actor: Actor, evaluation_id: str, number: int) -> HttpResponseBase:
    """Ask a question before approving an edition."""
    sealed = editions.edition(actor, evaluation_id, number)
    if not sealed.approving.may_approve:
        raise NotAllowed(NOT_IN_ROLE[Permission.APPROVE_EDITION])
    form = AskForm(mentions.answered(request.POST) or None)

    def do(typed: dict[str, Any]) -> str:
        actions.ask(evaluation_id=evaluation_id, number=number, by=actor, **typed)
        return _("Asked. The answer will stand here, beside your question.")

    return _page(request, actor, sealed, form, do, "ask")


@require_http_methods(["GET", "POST"])
@signed_in
def reply(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: int, step_id: str
) -> HttpResponseBase:
    """Answer a chief officer's question."""
    sealed = editions.edition(actor, evaluation_id, number)
    thread = _thread(sealed, step_id, "asked")
    if not sealed.approving.may_answer:
        raise NotAllowed(NOT_IN_ROLE[Permission.LOCK_EVALUATION])
    form = ReplyForm(mentions.answered(request.POST) or None)

    def do(typed: dict[str, Any]) -> str:
        actions.answer(evaluation_id=evaluation_id, number=number, step_id=step_id, by=actor, **typed)
        return _("Answered. It stands beside the question.")

    return _page(request, actor, sealed, form, do, "answer", thread)


@require_http_methods(["GET", "POST"])
@signed_in
def take_back(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: int, step_id: str
) -> HttpResponseBase:
    """Take one's own approval back, with the reason."""
    sealed = editions.edition(actor, evaluation_id, number)
    thread = _thread(sealed, step_id, "approved")
    if thread.first.by != actor.person_id:
        raise NotYours
    if request.method == "GET" and not thread.open:
        return _back(evaluation_id, number)
    form = TakeBackForm(mentions.answered(request.POST) or None)

    def do(typed: dict[str, Any]) -> str:
        actions.take_back(evaluation_id=evaluation_id, number=number, step_id=step_id, by=actor, **typed)
        return _("Taken back. Both stay readable, your approval and why you took it back.")

    return _page(request, actor, sealed, form, do, "take_back", thread)


def _thread(sealed: editions.Sealed, step_id: str, said: str) -> Thread:
    found = [one for one in sealed.approving.steps.threads if one.first.id == step_id]
    if not found or found[0].first.said != said:
        raise NotYours
    return found[0]


def _back(evaluation_id: str, number: int) -> HttpResponseBase:
    return redirect("broad_views:edition", evaluation_id, number)


def _page(
    request: HttpRequest,
    actor: Actor,
    sealed: editions.Sealed,
    form: forms.Form,
    do: Callable[[dict[str, Any]], str],
    what: str,
    thread: Thread | None = None,
) -> HttpResponseBase:
    """Show the form of one step, and take the step when it is sent."""
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            keeping = mentions.keeping(mentions.answered(request.POST), "text")
            messages.success(request, do(form.cleaned_data | {"keeping": keeping}))
            return _back(sealed.heading.id, sealed.number)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            asked = mentions.ask(form, waits)
    readings.note(heading=sealed.heading, by=actor)
    context = {
        "heading": sealed.heading,
        "sealed": sealed,
        "approving": sealed.approving,
        "form": form,
        "mentions": asked,
        "what": what,
        "thread": thread,
    }
    response: HttpResponse = render(
        request, "broad_views/approving.html", context, status=422 if form.errors else 200
    )
    return response
