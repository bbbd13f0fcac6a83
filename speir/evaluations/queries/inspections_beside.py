"""An inspection beside what a unit sealed of itself: its last levels before it, and its first ones after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.evaluations.models import EditionJudgement, Evaluation
from speir.evaluations.policy import inspections as policy
from speir.evaluations.policy import visible_to
from speir.evaluations.queries.inspections import InspectionLine, levels_of, line, units_beside
from speir.evaluations.rules.beside_inspection import Compared, Ours, in_order
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework


@dataclass(frozen=True, slots=True)
class Beside:
    """The inspections to choose from, the one that is shown, and its indicators with ours, differences first.

    `others` are the titles of frameworks by which the unit sealed as well: their levels cannot be laid beside these.
    """

    units: tuple[tuple[str, str], ...]
    unit_id: str
    unit: str
    choices: tuple[InspectionLine, ...]
    shown: InspectionLine | None
    framework: Framework | None
    rows: tuple[Compared, ...]
    others: tuple[str, ...]


def beside(actor: Actor, unit_id: str = "", inspection_id: str = "") -> Beside:
    """Return an inspection beside what a unit sealed by the same framework version. Seven queries. Raises NotYours.

    Without a unit it is that of the inspection; without an inspection the newest of the unit. Only editions that the
    actor may read are looked at.
    """
    units = units_beside(actor)
    names = dict(units)
    chosen = policy.require_inspection(actor, inspection_id) if inspection_id else None
    unit_id = unit_id or (chosen.unit_id if chosen else "")
    if unit_id and unit_id not in names:
        raise NotYours
    rows = list(policy.inspections_of(actor).order_by("-day", "unit__name", "id")[:200])
    own = [row for row in rows if row.unit_id == unit_id]
    if chosen is None:
        chosen = next(iter(own or rows), None)
        unit_id = unit_id or (chosen.unit_id if chosen else "")
    offered = tuple(line(actor, row) for row in rows)
    if chosen is None:
        return Beside(tuple(units), unit_id, names.get(unit_id, ""), offered, None, None, (), ())
    shown = read_framework(chosen.framework_id, chosen.framework.stamp)
    views = visible_to(actor).filter(unit=unit_id)
    before, after = _ours(views.filter(framework=chosen.framework_id), shown, chosen.day)
    levels = levels_of(chosen)
    compared = [
        Compared(
            one,
            shown.level_by_id[levels[one.id]] if one.id in levels else None,
            before.get(one.id),
            after.get(one.id),
        )
        for one in shown.indicators
    ]
    others = views.filter(editions__isnull=False).exclude(framework=chosen.framework_id)
    titles = others.order_by("framework__title").values_list("framework__title", "framework__version")
    return Beside(
        tuple(units),
        unit_id,
        names.get(unit_id, ""),
        offered,
        line(actor, chosen),
        shown,
        tuple(in_order(compared)),
        tuple(f"{title} ({version})" for title, version in titles.distinct()),
    )


def _ours(
    views: QuerySet[Evaluation], shown: Framework, published: dt.date
) -> tuple[dict[str, Ours], dict[str, Ours]]:
    """Return by indicator the last level sealed before a day, and the first one sealed on it or after. One query."""
    rows = EditionJudgement.objects.filter(edition__evaluation__in=views, level__isnull=False)
    before: dict[str, Ours] = {}
    after: dict[str, Ours] = {}
    for indicator_id, level_id, provisional, at, number, evaluation_id, title in rows.order_by(
        "edition__sealed_at", "edition__number"
    ).values_list(
        "indicator_id",
        "level_id",
        "provisional",
        "edition__sealed_at",
        "edition__number",
        "edition__evaluation_id",
        "edition__evaluation__title",
    ):
        on = timezone.localdate(at)
        ours = Ours(shown.level_by_id[level_id], on, evaluation_id, number, title, provisional)
        if on < published:
            before[indicator_id] = ours
        else:
            after.setdefault(indicator_id, ours)
    return before, after
