"""Contributions as they stood at a moment, for those who were members of the partnership until then."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from speir.evaluations.models import Contribution, ContributionStep, Edition
from speir.evaluations.rules.asking import DECIDES, Move


def as_it_stood(
    rows: Iterable[Contribution], until: dt.datetime | None, *, whole: bool = False
) -> list[Contribution]:
    """Return those contributions that were asked for by then, as they stood; all as they stand for None.

    What was handed in last by then stands for what came since. They are to be shown, not to be saved. Two queries, none
    where nothing is wound back; `whole`: with the editions' texts.
    """
    found = list(rows)
    if until is None:
        return found
    steps: dict[str, list[ContributionStep]] = defaultdict(list)
    for step in ContributionStep.objects.filter(contribution__in=found, at__lt=until).order_by("at", "id"):
        steps[step.contribution_id].append(step)
    given = {row.pk: _last(steps[row.pk], Move.SUBMITTED) for row in found}
    editions = Edition.objects.select_related("evaluation__unit")
    there = (editions if whole else editions.defer("content")).in_bulk(
        [step.edition_id for step in given.values() if step and step.edition_id]
    )
    return [_back(row, steps[row.pk], there, until) for row in found if _last(steps[row.pk], *DECIDES)]


def _back(
    row: Contribution, steps: list[ContributionStep], there: dict[str, Edition], until: dt.datetime
) -> Contribution:
    decided, given, longer = _last(steps, *DECIDES), _last(steps, Move.SUBMITTED), _last(steps, Move.EXTENDED)
    agreed = _last(steps, Move.AGREED, Move.DECLINED, Move.INVITED)
    row.last = decided.move if decided else row.last
    row.agreed_at = agreed.at if agreed and agreed.move == Move.AGREED else None
    row.edition = there.get(given.edition_id or "") if given else None
    row.came_at = given.at if given else None
    row.extended = longer.due if longer else None
    if row.edition is None and row.evaluation is not None and row.evaluation.begun_at >= until:
        row.evaluation = None
    return row


def _last(steps: list[ContributionStep], *moves: Move) -> ContributionStep | None:
    return next((step for step in reversed(steps) if step.move in moves), None)
