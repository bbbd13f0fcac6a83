"""The list of closer looks that somebody may see, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from speir.access.actor import Actor
from speir.core.text import period
from speir.evaluations.models import Evaluation, Question, Sitting, Way
from speir.evaluations.policy.looks import evaluations_of
from speir.evaluations.queries.lists import PAGE
from speir.evaluations.queries.looks.headings import asked_by
from speir.evaluations.rules.looks.naming import Answered, Doing, Stage
from speir.frameworks.queries import framework as read_framework


@dataclass(frozen=True, slots=True)
class LookLine:
    """A closer look in the list: what it asks, how far it has come, how many of its questions are answered."""

    id: str
    title: str
    unit: str
    period: str
    demonstration: bool
    only_me: bool
    asks: str
    stage: Stage
    began_by: str
    questions: int
    answered: int
    partly: int


def listing(actor: Actor, *, page: int = 1) -> tuple[list[LookLine], bool]:
    """Return a page of the closer looks that the actor may see, the newest first, and whether there are older ones.

    On a page the demonstration comes after people's own. Two queries.
    """
    begun = Way.objects.filter(look=OuterRef("pk"), removed_at=None).exclude(state=Doing.TO_DO)
    sat = Sitting.objects.filter(way__look=OuterRef("pk"), removed_at=None)
    start = (page - 1) * PAGE
    rows = (
        evaluations_of(actor)
        .annotate(finding=Exists(begun) | Exists(sat))
        .select_related("unit", "framework", "look")
        .order_by("-begun_at", "id")
    )
    views = list(rows[start : start + PAGE + 1])
    older = len(views) > PAGE
    views = sorted(views[:PAGE], key=lambda one: one.unit.demonstration)
    counts = {
        row["look_id"]: (row["n_all"], row["n_done"], row["n_begun"])
        for row in Question.objects.filter(look__in=[one.id for one in views], removed_at=None)
        .values("look_id")
        .order_by()
        .annotate(
            n_all=Count("id"),
            n_done=Count("id", filter=Q(state=Answered.ANSWERED)),
            n_begun=Count("id", filter=~Q(state=Answered.NOT_YET)),
        )
    }
    return [_line(one, *counts.get(one.id, (0, 0, 0))) for one in views], older


def _line(view: Evaluation, questions: int, answered: int, begun: int) -> LookLine:
    look = view.look
    framework = read_framework(view.framework_id, view.framework.stamp)
    finding: bool = getattr(view, "finding")  # noqa: B009  annotated
    under_way = Stage.FINDING if finding or begun else Stage.PLANNING
    return LookLine(
        id=view.id,
        title=view.title,
        unit=view.unit.name,
        period=period(view.period_from, view.period_to),
        demonstration=view.unit.demonstration,
        only_me=view.only_me,
        asks=asked_by(look, framework),
        stage=Stage.FINISHED if look.finished_at else under_way,
        began_by=view.begun_by_name,
        questions=questions,
        answered=answered,
        partly=begun - answered,
    )
