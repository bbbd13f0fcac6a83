"""Putting a text aside that was sent after its writer had been signed out; `kept` shows it to them again."""

from __future__ import annotations

from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest

from speir.core.ids import new_id

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
