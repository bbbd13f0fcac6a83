"""A text that was sent after its writer had been signed out: kept until they are back, and shown to them alone."""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.web.shell import errors
from speir.web.shell.aside import TYPED
from speir.web.shell.door import signed_in


@never_cache
@require_safe
@signed_in
def show(request: HttpRequest, actor: Actor, kept_id: str) -> HttpResponse:
    """Show what somebody typed before they were signed out, to be saved now."""
    kept = request.session.get(TYPED, {}).get(kept_id)
    if kept is None or kept["person"] != actor.person_id:
        raise NotYours
    path = str(kept["path"])
    context = {
        "heading": _("Not saved yet"),
        "sentence": _("You are signed in again. This is not saved yet."),
        "seen": kept["seen"],
        "unseen": kept["unseen"],
        "path": path,
        "kept": signing.dumps(path.partition("?")[0], salt=errors.KEPT),
    }
    return render(request, "shell/keep.html", context)
