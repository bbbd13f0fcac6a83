"""Writing the trail: called by every action, inside its transaction."""

from __future__ import annotations

from django.utils import timezone

from speir.access.actor import Actor
from speir.trail.models import Entry


def record(*, by: Actor, verb: str, about: str, about_id: str, path: str = "", detail: str = "") -> None:
    """Record that `by` did `verb` (past tense, such as `recorded`) to the `about` of that id, now."""
    Entry.objects.create(
        at=timezone.now(),
        person_id=by.person_id,
        person_name=by.name,
        verb=verb,
        about=about,
        about_id=about_id,
        path=path,
        detail=detail,
    )
