"""Giving what a finished closer look found to a broad view of the same unit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speir.access.actor import Actor
from speir.core.errors import Unfit
from speir.evaluations.actions.looks import offering as actions
from speir.web.shell.door import sent_to, signed_in


@sent_to
@signed_in
def offer(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponseBase:
    """Offer the ticked indicators to a broad view."""
    try:
        count = actions.offer(
            look_id=look_id,
            evaluation_id=request.POST.get("view", "")[:16],
            numbers=request.POST.getlist("numbers")[:40],
            by=actor,
        )
    except Unfit as unfit:
        messages.error(request, " ".join(_(one.sentence) for one in unfit.broken))
        return redirect("looks:finish", look_id)
    if count:
        said = ngettext(
            "Given to the broad view for %(n)d indicator. Nothing stands there until somebody takes it.",
            "Given to the broad view for %(n)d indicators. Nothing stands there until somebody takes it.",
            count,
        )
        messages.success(request, said % {"n": count})
    else:
        messages.success(request, _("It was given to that broad view already."))
    return redirect("looks:finish", look_id)
