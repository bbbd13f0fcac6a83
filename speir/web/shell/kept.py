"""A text that was sent after its writer had been signed out: kept until they are back, and shown to them alone."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.ids import new_id
from speir.web.shell import errors
from speir.web.shell.door import signed_in

TYPED = "typed"
MOST = 10


def put_aside(request: HttpRequest, seen: list[Any], unseen: list[Any]) -> str:
    """Keep what was typed in the session that signing in goes on with; return its id, none where nobody knows whose.

    The session is that of this browser and ends after half a day.
    """
    person = getattr(request, "was_here", "")
    if not person or not seen:
        return ""
    own = new_id()
    kept = {"person": person, "path": request.get_full_path(), "seen": seen, "unseen": unseen}
    try:
        held = dict(list(request.session.get(TYPED, {}).items())[1 - MOST :])
        request.session[TYPED] = held | {own: kept}
        request.session.save()
    except (OperationalError, InterfaceError):  # the text stands on the page all the same
        return ""
    return own


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
