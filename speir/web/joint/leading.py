"""One organisation's part, for whoever leads: how it stands, every move with its day, and what can be done now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.text import day
from speir.evaluations.actions import asking
from speir.evaluations.queries.joint_standing import Led, Step, led
from speir.evaluations.rules.asking import Move
from speir.mentions.rules import Waits
from speir.web.joint.forms import AnswersForm, ExtendForm, QuestionForm
from speir.web.joint.overview import said
from speir.web.joint.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused

Post = Callable[[dict[str, Any]], str]


@require_safe
@signed_in
def party(request: HttpRequest, actor: Actor, joint_id: str, contribution_id: str) -> HttpResponseBase:
    """Show one organisation's part to whoever leads."""
    found = led(actor, joint_id, contribution_id)
    return render(request, "joint/party.html", _context(found))


def _context(found: Led) -> dict[str, Any]:
    one = found.standing.party
    return {
        "heading": found.joint.heading,
        "tabs": tabs(found.joint.heading.id, ""),
        "led": found,
        "party": one,
        "standing": found.standing,
        "sentences": _sentences(found),
        "only": found.only,
        "may": {str(move.value): move in found.moves for move in Move},
        "seen": one.edition_id,
        "readable": _readable(found) if one.number else "",
        "answers": _answers(found) if found.people is not None else None,
        "tell": one.answers or _("whoever seals there"),
        "steps": [(step, _done(step)) for step in reversed(found.standing.steps)],
    }


# What was done, by its move; `by`, `on` and a later day `due` are told with it.
DONE = {
    Move.INVITED: _lazy("%(by)s invited it on %(on)s"),
    Move.AGREED: _lazy("%(by)s accepted the invitation on %(on)s"),
    Move.DECLINED: _lazy("%(by)s declined on %(on)s"),
    Move.SUBMITTED: _lazy("%(by)s handed in edition %(number)s on %(on)s"),
    Move.RETURNED: _lazy("%(by)s returned edition %(number)s with a question on %(on)s"),
    Move.ACCEPTED: _lazy("%(by)s accepted edition %(number)s on %(on)s"),
    Move.EXTENDED: _lazy("%(by)s gave it until %(due)s, on %(on)s"),
    Move.WITHDRAWN: _lazy("%(by)s took the invitation back on %(on)s"),
}


def _done(step: Step) -> str:
    due = day(step.due) if step.due else ""
    return DONE[Move(step.move)] % {
        "by": step.by or _("Somebody"),
        "on": day(step.on),
        "number": step.number,
        "due": due,
    }


def _readable(found: Led) -> str:
    """Return the address at which what was handed in is read, empty where there is none yet."""
    try:
        return reverse("joint:from", args=[found.joint.heading.id, found.standing.party.organisation_id])
    except NoReverseMatch:
        return ""


def _sentences(found: Led) -> str:
    """Return how it stands in sentences."""
    says = said(found.standing)
    asked = [_("Asked for by %(by)s") % {"by": says["by"]}] if says["by"] else []
    return " ".join(f"{sentence}." for sentence in [says["progress"], *asked, *says["beside"]])


def _answers(found: Led) -> AnswersForm:
    form = AnswersForm(initial={"person": found.answers_id})
    people = list(found.people or ())
    if found.answers_id and found.answers_id not in dict(people):
        people.append((found.answers_id, found.standing.party.answers))
    form.fields["person"].widget.choices = [("", _("Whoever seals there")), *people]
    return form


@require_http_methods(["GET", "POST"])
@signed_in
def question(request: HttpRequest, actor: Actor, joint_id: str, contribution_id: str) -> HttpResponseBase:
    """Return what was handed in with a question."""
    found = led(actor, joint_id, contribution_id)
    first = {"seen": found.standing.party.edition_id}
    form = QuestionForm(mentions.answered(request.POST) or None, initial=first)

    def do(typed: dict[str, Any]) -> str:
        asking.return_with_question(contribution_id=contribution_id, by=actor, **typed)
        return _("Returned with your question.")

    return _move(request, found, form, do, Move.RETURNED)


@require_http_methods(["GET", "POST"])
@signed_in
def extend(request: HttpRequest, actor: Actor, joint_id: str, contribution_id: str) -> HttpResponseBase:
    """Give one organisation a later day."""
    found = led(actor, joint_id, contribution_id)
    form = ExtendForm(mentions.answered(request.POST) or None)

    def do(typed: dict[str, Any]) -> str:
        asking.extend(contribution_id=contribution_id, by=actor, **typed)
        return _("Given. The later day and why stand beside its part.")

    return _move(request, found, form, do, Move.EXTENDED)


def _move(request: HttpRequest, found: Led, form: forms.Form, do: Post, made: Move) -> HttpResponseBase:
    """Show the form of a move that says why, and make it when it is sent."""
    heading, one = found.joint.heading, found.standing.party
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            keeping = mentions.keeping(mentions.answered(request.POST), "text")
            messages.success(request, do(form.cleaned_data | {"keeping": keeping}))
            return redirect("joint:party", heading.id, one.contribution_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = {
        "heading": heading,
        "tabs": tabs(heading.id, ""),
        "party": one,
        "said": said(found.standing),
        "form": form,
        "mentions": asked,
        "made": made.value,
        "can": made in found.moves,
        # What is sent next is about the edition that stands here now.
        "seen": one.edition_id,
    }
    return render(request, "joint/move.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def accept(request: HttpRequest, actor: Actor, joint_id: str, contribution_id: str) -> HttpResponseBase:
    """Accept what was handed in."""
    _here(actor, joint_id, contribution_id)
    asking.accept(contribution_id=contribution_id, seen=request.POST.get("seen", "")[:16], by=actor)
    messages.success(request, _("Accepted."))
    return redirect("joint:party", joint_id, contribution_id)


@sent_to
@signed_in
def answers(request: HttpRequest, actor: Actor, joint_id: str, contribution_id: str) -> HttpResponseBase:
    """Say who answers for an organisation whose people the actor looks after."""
    _here(actor, joint_id, contribution_id)
    asking.name(contribution_id=contribution_id, person_id=request.POST.get("person", "")[:16], by=actor)
    messages.success(request, _("Saved."))
    return redirect("joint:party", joint_id, contribution_id)


@sent_to
@signed_in
def again(request: HttpRequest, actor: Actor, joint_id: str, contribution_id: str) -> HttpResponseBase:
    """Invite an organisation once more."""
    _here(actor, joint_id, contribution_id)
    asking.ask_again(contribution_id=contribution_id, by=actor)
    messages.success(request, _("Invited once more."))
    return redirect("joint:party", joint_id, contribution_id)


@sent_to
@signed_in
def take_back(request: HttpRequest, actor: Actor, joint_id: str, contribution_id: str) -> HttpResponseBase:
    """Take an invitation back that has not been answered."""
    _here(actor, joint_id, contribution_id)
    asking.take_back(contribution_id=contribution_id, by=actor)
    messages.success(request, _("Taken back. The organisation no longer sees the invitation."))
    return redirect("joint:party", joint_id, contribution_id)


def _here(actor: Actor, joint_id: str, contribution_id: str) -> None:
    """See that the contribution is one of this joint broad view. Raises NotYours, NotAllowed."""
    led(actor, joint_id, contribution_id)
