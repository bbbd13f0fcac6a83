"""How alike people judged in moderations that are over: read after the fact, and never of one that goes on."""

from __future__ import annotations

from collections.abc import Collection

from speir.evaluations.models import HiddenView
from speir.evaluations.rules.agreement import Alike, alike
from speir.frameworks.rules.structure import Framework


def alike_in(ended: Collection[str], framework: Framework) -> dict[str, Alike]:
    """Return how alike people judged, by moderation, of ended ones that were fetched through policy. One query.

    Of each indicator the first turn alone counts, in which nobody had heard the others, and of each evaluator the
    latest view before the reveal.
    """
    if not ended:
        return {}
    levels = {level.id: level for level in framework.levels}
    rows = HiddenView.objects.filter(
        round__moderation__in=ended,
        round__moderation__ended_at__isnull=False,
        round__revealed_at__isnull=False,
        round__turn=1,
        late=False,
    )
    latest = {
        (moderation, row, evaluator): level
        for moderation, row, evaluator, level in rows.order_by("at", "id").values_list(
            "round__moderation_id", "round_id", "evaluator_id", "level_id"
        )
    }
    given: dict[str, dict[str, list[str]]] = {}
    for (moderation, row, _evaluator), level in latest.items():
        if level is not None:
            given.setdefault(moderation, {}).setdefault(row, []).append(level)
    found = {
        moderation: alike([levels[one] for one in those] for those in rounds.values())
        for moderation, rounds in given.items()
    }
    return {moderation: one for moderation, one in found.items() if one is not None}
