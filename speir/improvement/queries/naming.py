"""What priorities, tracked things and answers are called, for a reader who may know it: what is hidden has no name."""

from __future__ import annotations

from collections.abc import Collection

from speir.access.actor import Actor
from speir.core.text import headline
from speir.frameworks.queries import framework as read_framework
from speir.improvement.models import Candidate, Priority
from speir.improvement.policy import priorities as policy
from speir.improvement.policy.sharing import Shared


def named(row: Shared) -> str:
    """Return what a thing is called at the head of a page about it. No query."""
    if isinstance(row, Priority):
        return row.title
    return headline(getattr(row, "heard", "") or getattr(row, "text", ""), 80)


def of_candidate(row: Candidate) -> str:
    """Return what a candidate is about: its own words, or the number and the name of its indicator.

    No query where its framework was fetched with it.
    """
    if row.words or not row.number:
        return row.words
    indicator = read_framework(row.framework_id, row.framework.stamp).by_number.get(row.number)
    return f"{row.number} {indicator.title}" if indicator else row.number


def titles(actor: Actor, ids: Collection[str]) -> dict[str, str]:
    """Return the titles of priorities that the actor reads, by id. One query, none for none."""
    if not ids:
        return {}
    return dict(policy.visible_to(actor).filter(pk__in=list(ids)).values_list("pk", "title"))
