"""What people came to who judged an indicator alone and hidden, and then talked: agreements of a broad view."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from speir.evaluations.models import Agreement, HiddenView
from speir.evaluations.rules.spread import Spread, spread
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Framework


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreement that stands for an indicator: `agreed` on a level or on giving none, or not agreed, and why.

    `views` is how the levels spread that were judged alone before, `standpoints` for whom those spoke who judged.
    """

    level: Level | None
    agreed: bool
    reason: str
    sure: str
    by: str
    at: dt.datetime
    views: Spread[Level]
    standpoints: tuple[str, ...]


def agreements_of(evaluation_id: str, framework: Framework, *, number: str = "") -> dict[str, Agreed]:
    """Return by indicator the agreement that stands in a broad view that was fetched through policy.

    With the `number` of an indicator only that one's. One query, a second where there are any. Views of a round that
    is not yet revealed are never read.
    """
    here = {"round__moderation__evaluation": evaluation_id, "round__revealed_at__isnull": False}
    if number:
        here["round__indicator__number"] = number
    rows = Agreement.objects.filter(**here).select_related("round").order_by("at", "id")
    latest = {row.round.indicator_id: row for row in rows}
    if not latest:
        return {}
    views: dict[str, dict[str, HiddenView]] = defaultdict(dict)
    given = HiddenView.objects.filter(
        round__in=[row.round_id for row in latest.values()], round__revealed_at__isnull=False, late=False
    )
    for view in given.select_related("evaluator__unit").order_by("at", "id"):
        views[view.round_id][view.evaluator_id] = view
    return {
        indicator_id: _agreed(row, list(views[row.round_id].values()), framework)
        for indicator_id, row in latest.items()
    }


def _agreed(row: Agreement, views: list[HiddenView], framework: Framework) -> Agreed:
    levels = framework.level_by_id
    left_out = sum(view.not_evaluated for view in views)
    given = (levels[view.level_id] if view.level_id else None for view in views if not view.not_evaluated)
    spoke = sorted(
        {view.evaluator.unit.name if view.evaluator.unit else view.evaluator.standpoint for view in views}
    )
    return Agreed(
        level=levels[row.level_id] if row.level_id else None,
        agreed=row.agreed,
        reason=row.reason,
        sure=row.sure,
        by=row.by_name,
        at=row.at,
        views=spread(given, not_evaluated=left_out),
        standpoints=tuple(one for one in spoke if one),
    )
