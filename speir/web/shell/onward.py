"""Where something that was found leads on to: choosing what is done about it, and following what others could use."""

from __future__ import annotations

from django.urls import reverse

from speir.access.actor import Actor
from speir.improvement.queries.boards import is_near


def choosing(actor: Actor, unit_id: str) -> str:
    """Return where a unit chooses its priorities, empty for whoever cannot open it. No query."""
    return reverse("improvement:choosing", args=[unit_id]) if is_near(actor, unit_id) else ""


def tracked(actor: Actor, unit_id: str) -> str:
    """Return where a unit follows good practice and training needs, empty for whoever cannot open it. No query."""
    return reverse("improvement:tracked", args=[unit_id]) if is_near(actor, unit_id) else ""
