"""What was judged together and agreed, once it was revealed. Nothing here reads a view of a round that is hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from speir.evaluations.models import Agreement, Evaluation, HiddenView
from speir.evaluations.rules import moderating
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.levels import Level


@dataclass(frozen=True, slots=True)
class Agreed:
    """What people came to of one indicator, and the range of views that it came from.

    `agreed` is false where they recorded that they do not agree; then there is no level. `not_evaluated`: they agreed
    to give none. `views` are the levels that were judged alone with how many chose each, the highest first and None for
    no level last; `standpoints` the same by standpoint, without names of people.
    """

    level: Level | None
    not_evaluated: bool
    agreed: bool
    reason: str
    sure: str
    by: str
    at: dt.datetime
    round_id: str
    moderation_id: str
    views: tuple[tuple[Level | None, int], ...]
    standpoints: tuple[tuple[str, tuple[Level | None, ...]], ...]


def agreements_of(evaluation: Evaluation) -> dict[str, Agreed]:
    """Return what stands agreed, or not agreed, of each indicator by its id: the latest of each. Two queries.

    `evaluation` was fetched through policy with its framework; what is returned holds no name of who judged.
    """
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    levels = {level.id: level for level in shown.levels}
    rows = (
        Agreement.objects.filter(round__moderation__evaluation=evaluation)
        .select_related("round")
        .order_by("at", "id")
    )
    latest = {row.round.indicator_id: row for row in rows}
    views = views_of_rounds([row.round_id for row in latest.values()], levels)
    highest_first = sorted(shown.levels, reverse=True)
    return {
        indicator: Agreed(
            level=levels.get(row.level_id or ""),
            not_evaluated=row.not_evaluated,
            agreed=row.agreed,
            reason=row.reason,
            sure=row.sure,
            by=row.by_name,
            at=row.at,
            round_id=row.round_id,
            moderation_id=row.round.moderation_id,
            views=moderating.spread(views.get(row.round_id, ()), highest_first),
            standpoints=_by_standpoint(views.get(row.round_id, ())),
        )
        for indicator, row in latest.items()
    }


def views_of_rounds(
    rounds: Collection[str], levels: dict[str, Level]
) -> dict[str, tuple[moderating.View, ...]]:
    """Return by round the views that count: each evaluator's latest before the reveal. Hidden rounds have none.

    One query.
    """
    found: dict[tuple[str, str], moderating.View] = {}
    rows = HiddenView.objects.filter(round__in=rounds, round__revealed_at__isnull=False, late=False)
    for round_id, evaluator_id, level_id, words, unit in rows.order_by("at", "id").values_list(
        "round_id", "evaluator_id", "level_id", "evaluator__standpoint", "evaluator__unit__name"
    ):
        found[round_id, evaluator_id] = moderating.View(levels.get(level_id or ""), words or unit or "")
    by_round: dict[str, list[moderating.View]] = {}
    for (round_id, _evaluator), view in found.items():
        by_round.setdefault(round_id, []).append(view)
    return {round_id: tuple(views) for round_id, views in by_round.items()}


def _by_standpoint(
    views: Collection[moderating.View],
) -> tuple[tuple[str, tuple[Level | None, ...]], ...]:
    by: dict[str, list[Level | None]] = {}
    for view in views:
        by.setdefault(view.standpoint, []).append(view.level)
    return tuple((name, tuple(levels)) for name, levels in sorted(by.items()))
