"""Sealing a broad view as a dated edition, reading an edition, and beginning the next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed
from speir.core.text import day, listed
from speir.evaluations.actions import editions as actions
from speir.evaluations.actions import readings
from speir.evaluations.queries import approving, audiences, carrying, editions, records
from speir.evaluations.rules.findings import gaps
from speir.web.broad_views.carrying import say_what_waits
from speir.web.broad_views.findings import found_context
from speir.web.shell import onward
from speir.web.shell.door import sent_to, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def seal(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Say what sealing means and what is still open; seal when the person says so."""
    if request.method == "POST":
        edition = actions.seal(evaluation_id=evaluation_id, edition=_meant(request), by=actor)
        messages.success(request, _("Sealed. This edition stays readable and downloadable."))
        return redirect("broad_views:edition", evaluation_id, edition.number)
    opened = records.opened(actor, evaluation_id)
    if not opened.heading.may_seal:
        raise NotAllowed("Your role here does not include sealing. Ask your lead officer.")
    if opened.heading.sealed:
        return redirect("broad_views:grid", evaluation_id)
    open_still = gaps(opened.record)
    waiting = records.unsettled(actor, evaluation_id)
    if waiting:
        sentence = _("In %(numbers)s a text that was set aside waits for its writer, who alone sees it.")
        open_still.append(sentence % {"numbers": listed(waiting)})
    to_check = carrying.unchecked(opened.heading.id)
    if to_check:
        sentence = _(
            "In %(numbers)s what came back from an earlier edition is not yet checked, and does not count."
        )
        open_still.append(sentence % {"numbers": listed(to_check)})
    closed = audiences.closed_at_sealing(actor, evaluation_id)
    readings.note(heading=opened.heading, evidence=[each.item for each in closed], by=actor)
    context = {
        "heading": opened.heading,
        "gaps": open_still,
        "closed": closed,
        "waits_for": approving.after_sealing(actor, evaluation_id),
    }
    return render(request, "broad_views/seal.html", context)


@sent_to
@signed_in
def reopen(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Begin the next edition."""
    evaluation = actions.reopen(evaluation_id=evaluation_id, edition=_meant(request), by=actor)
    messages.success(
        request, _("Reopened. You are now working on edition %(number)s.") % {"number": evaluation.edition}
    )
    say_what_waits(request, actor, evaluation_id)
    return redirect("broad_views:grid", evaluation_id)


@require_safe
@signed_in
def edition(request: HttpRequest, actor: Actor, evaluation_id: str, number: int) -> HttpResponse:
    """Show a sealed edition whole, as it was."""
    sealed = editions.edition(actor, evaluation_id, number)
    readings.note(heading=sealed.heading, by=actor)
    stands = sealed.approving
    mine = stands.steps.approval_of(actor.person_id)
    context = found_context(sealed.record) | {
        "heading": sealed.heading,
        "sealed": sealed,
        "mine": mine,
        "to_approve": stands.may_approve and not stands.superseded and mine is None,
        # Of themselves the reader is told by what they can do.
        "waits_for": "" if stands.may_approve else stands.waits_for,
        "before": editions.before(actor, sealed),
        "choosing": onward.choosing(actor, sealed.heading.unit_id),
        "sealed_on": day(timezone.localtime(sealed.sealed_at).date()),
    }
    return render(request, "broad_views/edition.html", context)


def _meant(request: HttpRequest) -> int:
    """Return which edition the form was opened for; 0, which is none, where it does not say."""
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
