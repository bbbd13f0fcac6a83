"""The list of broad views, and the grid of one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.core.text import period
from speir.evaluations import policy
from speir.evaluations.models import Citation, Edition, Evaluation, Judgement
from speir.evaluations.rules.beginning import description_mark
from speir.evaluations.rules.judging import Cited, Standing, State, standing, state
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Framework, Indicator, KeyQuestion
from speir.organisations.policy import visible_to as visible_units

AT_WORK = dt.timedelta(minutes=15)
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


@dataclass(frozen=True, slots=True)
class Heading:
    """What every page of a broad view says of it, and what this actor may do; `described` marks title and period."""

    id: str
    title: str
    unit: str
    unit_id: str
    period: str
    described: str
    edition: int
    sealed: bool
    demonstration: bool
    may_write: bool
    may_describe: bool
    may_seal: bool

    @property
    def dated(self) -> str:
        """Title and period; a title that ends with the period says it already."""
        return self.title if self.title.endswith(self.period) else f"{self.title} · {self.period}"


@dataclass(frozen=True, slots=True)
class GridRow:
    """One indicator in the grid."""

    indicator: Indicator
    level: Level | None
    not_evaluated: bool
    sure: str
    state: State
    standing: Standing
    by: str
    at: dt.datetime | None
    at_work: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid: its heading, and the rows under their key questions."""

    heading: Heading
    framework: Framework
    questions: tuple[tuple[KeyQuestion, tuple[GridRow, ...]], ...]
    editions: tuple[tuple[int, dt.datetime], ...]

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """All rows in the publication's order."""
        return tuple(row for _, rows in self.questions for row in rows)


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


def heading(actor: Actor, evaluation: Evaluation) -> Heading:
    """Return what every page says of a broad view that was fetched through policy. No query."""
    path = evaluation.unit.path
    return Heading(
        id=evaluation.id,
        title=evaluation.title,
        unit=evaluation.unit.name,
        unit_id=evaluation.unit_id,
        period=period(evaluation.period_from, evaluation.period_to),
        described=description_mark(evaluation.title, evaluation.period_from, evaluation.period_to),
        edition=evaluation.edition,
        sealed=evaluation.sealed,
        demonstration=evaluation.unit.demonstration,
        may_describe=may(actor, Permission.START_EVALUATION, path) and not evaluation.sealed,
        may_write=may(actor, Permission.WRITE_JUDGEMENTS, path) and not evaluation.sealed,
        may_seal=may(actor, Permission.LOCK_EVALUATION, path),
    )


def heading_of(actor: Actor, evaluation_id: str) -> Heading:
    """Return what every page says of a broad view. One query. Raises NotYours."""
    return heading(actor, policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id))


JUDGED = Compiled(
    lambda evaluation_id: (
        Judgement.objects.filter(evaluation_id=evaluation_id)
        .order_by()
        .values_list(
            "id", "indicator_id", "level_id", "not_evaluated", "sure", "done", "written_by_name", "written_at"
        )
    ),
    blanks=1,
)
CITED = Compiled(
    lambda evaluation_id: (
        Citation.objects.filter(judgement__evaluation_id=evaluation_id)
        .order_by()
        .values_list(
            "judgement_id",
            "stance",
            "item__kind",
            "item__speaks_of",
            "item__voice_children",
            "item__voice_families",
        )
    ),
    blanks=1,
)


def grid(actor: Actor, evaluation_id: str) -> Grid:
    """Return the grid of a broad view. Three queries, and one more where there are editions. Raises NotYours."""
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id)
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    standings = standings_of(shown, evaluation_id)
    now = timezone.now()
    rows: dict[str, GridRow] = {}
    for row in JUDGED(evaluation_id):
        rows[row[1]] = _row(shown, standings, now, *row)
    questions = tuple((q, tuple(rows[i.id] for i in q.indicators)) for q in shown.key_questions)
    sealed: list[tuple[int, dt.datetime]] = []
    if evaluation.sealed or evaluation.edition > 1:
        editions = Edition.objects.filter(evaluation_id=evaluation_id).order_by("number")
        sealed = list(editions.values_list("number", "sealed_at"))
    return Grid(heading(actor, evaluation), shown, questions, tuple(sealed))


def standings_of(shown: Framework, evaluation_id: str) -> dict[str, Standing]:
    """Return how robust each judgement of a broad view is, by the judgement's id; none cited, none there."""
    cited: dict[str, list[Cited]] = defaultdict(list)
    rows = CITED(evaluation_id)
    voiced = {kind.key for kind in shown.source_kinds if kind.voice}
    for judgement_id, stance, kind, speaks_of, children, families in rows:
        cited[judgement_id].append(Cited(kind, stance, speaks_of, children or families or kind in voiced))
    return {judgement_id: standing(those) for judgement_id, those in cited.items()}


_NOTHING_CITED = standing(())


def _row(
    shown: Framework,
    standings: dict[str, Standing],
    now: dt.datetime,
    judgement_id: str,
    indicator_id: str,
    level_id: str | None,
    not_evaluated: bool,
    sure: str,
    done: bool,
    by: str,
    at: dt.datetime | None,
) -> GridRow:
    stands = standings.get(judgement_id, _NOTHING_CITED)
    return GridRow(
        indicator=shown.by_id[indicator_id],
        level=shown.level_by_id[level_id] if level_id else None,
        not_evaluated=not_evaluated,
        sure=sure,
        state=state(done=done, begun=bool(by or stands.pieces)),
        standing=stands,
        by=by,
        at=at,
        at_work=at is not None and now - at < AT_WORK,
    )


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
