"""Reading what became of notices."""

from __future__ import annotations

from collections.abc import Collection

from speir.notices.models import Notice


def unsent(about_ids: Collection[str]) -> dict[str, bool]:
    """Return what is about these and could not leave so far: whether that is given up. One query, or none."""
    if not about_ids:
        return {}
    rows = Notice.objects.filter(about_id__in=about_ids, sent_at=None).exclude(problem="")
    return {about_id: due is None for about_id, due in rows.values_list("about_id", "due_at")}


def posted(onces: Collection[str]) -> set[str]:
    """Return which of these matters were posted before, as far back as notices are kept. One query, or none."""
    if not onces:
        return set()
    return {once for (once,) in Notice.objects.filter(once__in=list(onces)).values_list("once")}
