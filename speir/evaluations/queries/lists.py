"""The list of broad views that somebody may see, page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from speir.access.actor import Actor
from speir.core.text import period
from speir.evaluations import policy
from speir.evaluations.models import Evaluation, Judgement
from speir.organisations.policy import visible_to as visible_units

PAGE = 20
# Up to so many units are named one by one to the database; beyond, it looks through all broad views by date.
FEW_UNITS = 50


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A broad view in the list. `done` and `indicators` count indicators, never levels."""

    id: str
    title: str
    unit: str
    period: str
    sealed: bool
    edition: int
    demonstration: bool
    done: int
    indicators: int
    last_at: dt.datetime | None
    last_by: str


def listing(actor: Actor, *, page: int = 1) -> tuple[list[ViewLine], bool]:
    """Return a page of the broad views that the actor may see, the newest first, and whether there are older ones.

    Four queries at most, and nothing that counts or sorts every broad view there is.
    """
    units = list(visible_units(actor).order_by().values_list("id", flat=True)[: FEW_UNITS + 1])
    few = len(units) <= FEW_UNITS
    rows = Evaluation.objects.filter(unit__in=units) if few else policy.visible_to(actor)
    start = (page - 1) * PAGE
    views = list(rows.select_related("unit").order_by("-begun_at", "id")[start : start + PAGE + 1])
    older = len(views) > PAGE
    views = views[:PAGE]
    counted = (
        Judgement.objects.filter(evaluation__in=views)
        .values("evaluation_id")
        .order_by()
        .annotate(n_all=Count("id"), n_done=Count("id", filter=Q(done=True)), last=Max("written_at"))
    )
    counts = {row["evaluation_id"]: row for row in counted}
    latest = {row["last"] for row in counts.values() if row["last"]}
    writers = dict(
        Judgement.objects.filter(evaluation__in=views, written_at__in=latest).values_list(
            "evaluation_id", "written_by_name"
        )
        if latest
        else ()
    )
    return [_line(view, counts[view.id], writers.get(view.id, "")) for view in views], older


def _line(view: Evaluation, counts: Mapping[str, Any], writer: str) -> ViewLine:
    return ViewLine(
        id=view.id,
        title=view.title,
        unit=view.unit.name,
        period=period(view.period_from, view.period_to),
        sealed=view.sealed,
        edition=view.edition,
        demonstration=view.unit.demonstration,
        done=counts["n_done"],
        indicators=counts["n_all"],
        last_at=counts["last"],
        last_by=writer,
    )
