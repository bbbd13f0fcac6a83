"""Sealing a broad view as a dated edition, reading an edition, and beginning the next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed
from speir.core.text import day
from speir.evaluations.actions import broad_views
from speir.evaluations.queries import records
from speir.evaluations.rules.findings import gaps
from speir.web.broad_views.findings import found_context
from speir.web.shell.door import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def seal(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Say what sealing means and what is still open; seal when the person says so."""
    if request.method == "POST":
        edition = broad_views.seal(evaluation_id=evaluation_id, by=actor)
        messages.success(request, _("Sealed. This edition stays readable and downloadable."))
        return redirect("broad_views:edition", evaluation_id, edition.number)
    opened = records.opened(actor, evaluation_id)
    if not opened.heading.may_seal:
        raise NotAllowed("Your role here does not include sealing. Ask your lead officer.")
    if opened.heading.sealed:
        return redirect("broad_views:grid", evaluation_id)
    context = {"heading": opened.heading, "gaps": gaps(opened.record)}
    return render(request, "broad_views/seal.html", context)


@require_POST
@signed_in
def reopen(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Begin the next edition."""
    evaluation = broad_views.reopen(evaluation_id=evaluation_id, by=actor)
    messages.success(
        request, _("Reopened. You are now working on edition %(number)s.") % {"number": evaluation.edition}
    )
    return redirect("broad_views:grid", evaluation_id)


@require_safe
@signed_in
def edition(request: HttpRequest, actor: Actor, evaluation_id: str, number: int) -> HttpResponse:
    """Show a sealed edition whole, as it was."""
    sealed = records.edition(actor, evaluation_id, number)
    context = found_context(sealed.record) | {
        "heading": sealed.heading,
        "sealed": sealed,
        "sealed_on": day(timezone.localtime(sealed.sealed_at).date()),
    }
    return render(request, "broad_views/edition.html", context)
