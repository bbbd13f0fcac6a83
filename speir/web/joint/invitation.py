"""What is asked of an organisation: the invitation, and once it is accepted the page that its people work from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Unfit
from speir.core.text import day
from speir.evaluations.actions import contributions as actions
from speir.evaluations.policy.joints import ANSWERS
from speir.evaluations.queries import contributions, grids, handing_in
from speir.evaluations.rules.asking import PROGRESS_WORDS, Progress
from speir.evaluations.rules.handing_in import LONGEST_WORDS
from speir.mentions.rules import Waits
from speir.web.joint.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


class DeclineForm(forms.Form):
    """Why an organisation does not take part."""

    text = forms.CharField(
        label=gettext_lazy("Why do you not take part?"),
        help_text=gettext_lazy("Whoever asked you reads it. No names of children."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "cols": None}),
        error_messages={"required": gettext_lazy("Write in a sentence why you do not take part.")},
    )


@require_safe
@signed_in
def invitation(request: HttpRequest, actor: Actor, contribution_id: str) -> HttpResponse:
    """Show who asks an organisation for what; once it has accepted, how its own broad view stands."""
    asked = contributions.asking(actor, contribution_id)
    context = page(asked)
    if asked.home and asked.agreed:
        context |= _work(actor, asked)
    return render(request, "joint/invitation.html", context)


@sent_to
@signed_in
def accept(request: HttpRequest, actor: Actor, contribution_id: str) -> HttpResponseBase:
    """Accept the invitation; a body that answers in the short form goes on to it."""
    agreed = actions.agree(contribution_id=contribution_id, by=actor)
    messages.success(request, _("Accepted. You are named to the other members from now on."))
    if agreed.short and agreed.edition_id is None:
        return redirect("joint:short", contribution_id)
    return redirect("joint:invitation", contribution_id)


@require_http_methods(["GET", "POST"])
@signed_in
def decline(request: HttpRequest, actor: Actor, contribution_id: str) -> HttpResponseBase:
    """Decline the invitation, with the reason."""
    asked = contributions.asking(actor, contribution_id)
    if not asked.answers_for:
        raise NotAllowed(ANSWERS)
    if request.method == "GET" and (asked.progress == Progress.DECLINED or asked.handed_in):
        return redirect("joint:invitation", contribution_id)
    posted = mentions.answered(request.POST)
    form = DeclineForm(posted or None)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(
                contribution_id=contribution_id,
                text=form.cleaned_data["text"],
                keeping=mentions.keeping(posted, "text"),
                by=actor,
            )
            messages.success(request, _("Declined. You can still accept, by the button below."))
            return redirect("joint:invitation", contribution_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            shown = mentions.ask(form, waits)
    context = page(asked) | {"form": form, "mentions": shown}
    return render(request, "joint/decline.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def own(request: HttpRequest, actor: Actor, contribution_id: str) -> HttpResponseBase:
    """Begin an own broad view for this, or answer with one that is there already."""
    asked = contributions.asking(actor, contribution_id)
    if not asked.answers_for:
        raise NotAllowed(ANSWERS)
    if not asked.agreed:
        return redirect("joint:invitation", contribution_id)
    if request.method != "POST":
        chosen = handing_in.choices(actor, contribution_id)
        return render(request, "joint/own.html", page(asked) | {"choices": chosen})
    given = request.POST.get("evaluation", "")[:16]
    if "\x00" in given:
        raise NotYours
    if given:
        view = actions.choose_own(contribution_id=contribution_id, evaluation_id=given, by=actor)
        messages.success(
            request, _("You answer with this one. The others read nothing before you hand it in.")
        )
    else:
        view = actions.begin_own(contribution_id=contribution_id, by=actor)
    if asked.short:
        return redirect("joint:short", contribution_id)
    # Whoever begins a new one is offered what they said last time before they meet an empty grid.
    if not given and grids.grid(actor, view.id).offered:
        return redirect("broad_views:start", view.id)
    return redirect("broad_views:grid", view.id)


def page(asked: contributions.Asking) -> dict[str, Any]:
    """Return what every page of what is asked of an organisation shows."""
    return {
        "asked": asked,
        "heading": asked.heading,
        "tabs": tabs(asked.heading.id, "") if asked.shown_joint and asked.agreed else [],
        "said": _(PROGRESS_WORDS[asked.progress]),
        "by_on": day(asked.dates.by),
        "late": asked.dates.late(timezone.localdate()),
        "came_on": day(asked.dates.came) if asked.dates.came and asked.handed_in else "",
    }


def _work(actor: Actor, asked: contributions.Asking) -> dict[str, Any]:
    """Return how the organisation's own broad view stands, to whoever may read that one."""
    if not asked.own_id:
        return {}
    try:
        grid = grids.grid(actor, asked.own_id)
    except NotYours:
        return {"hidden": True}
    wanted = {one.id for one in asked.indicators}
    rows = [row for row in grid.rows if row.indicator.id in wanted]
    newest = max((one.number for one in grid.editions), default=0)
    given = asked.evaluation_id == asked.own_id and newest and asked.number == newest
    writes = grid.heading.may_write and not asked.short
    return {
        "own": grid.heading,
        "rows": rows,
        "begun": sum(row.state != "not_started" for row in rows),
        # Where somebody goes on who writes it indicator by indicator; None once something is written about each.
        "first": next((row for row in rows if row.state == "not_started"), None) if writes else None,
        # Sealed and given: there is nothing newer to hand in until the next edition begins.
        "given": given and grid.heading.sealed,
    }
