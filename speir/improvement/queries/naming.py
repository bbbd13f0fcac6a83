"""What priorities, tracked things and answers are called, for a reader who may know it: what is hidden has no name."""

from __future__ import annotations

from collections.abc import Collection

from speir.access.actor import Actor
from speir.core.text import headline
from speir.improvement.models import Priority
from speir.improvement.policy import priorities as policy
from speir.improvement.policy.sharing import Shared


def named(row: Shared) -> str:
    """Return what a thing is called at the head of a page about it. No query."""
    if isinstance(row, Priority):
        return row.title
    return headline(getattr(row, "heard", "") or getattr(row, "text", ""), 80)


def titles(actor: Actor, ids: Collection[str]) -> dict[str, str]:
    """Return the titles of priorities that the actor reads, by id. One query, none for none."""
    if not ids:
        return {}
    return dict(policy.visible_to(actor).filter(pk__in=list(ids)).values_list("pk", "title"))
