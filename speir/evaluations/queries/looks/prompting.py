"""The judgement of a broad view that led to a closer look, as it stood when the look began and as it stands now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.core.text import dated, day, headline, period
from speir.evaluations import policy
from speir.evaluations.models import EarlierText, Judgement, LevelChange
from speir.evaluations.policy.looks import evaluations_of
from speir.evaluations.queries.values import values_of
from speir.evaluations.rules.judging import NOT_EVALUATED
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Framework, Indicator


@dataclass(frozen=True, slots=True)
class Said:
    """What a judgement says: a level, none on purpose or none yet, and its reason in a sentence."""

    level: Level | None
    not_evaluated: bool
    why: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """The judgement of a broad view from which a closer look comes.

    `then` is what it said when the look began, on the day `on`; `now` what it says where that is something else. Of one
    that is only about to begin, `then` is what it says now.
    """

    id: str
    evaluation_id: str
    title: str
    unit_id: str
    unit: str
    framework: str
    indicator: Indicator
    then: Said
    now: Said | None = None
    on: str = ""


def prompt_of(actor: Actor, judgement_id: str, *, began: dt.datetime | None = None) -> Prompt | None:
    """Return a judgement of a broad view that the actor may read, as that from which a closer look comes.

    One query, and four more where somebody wrote in it after the look began.
    """
    return _prompt(actor, began, pk=judgement_id)


def prompt_at(actor: Actor, evaluation_id: str, number: str) -> Prompt | None:
    """Return the same by the broad view and the number of the indicator. One query."""
    return _prompt(actor, None, evaluation_id=evaluation_id, indicator__number=number)


def looks_from(actor: Actor, judgement_id: str) -> list[tuple[str, str, bool]]:
    """Return the closer looks that come from a judgement and are open to the actor: id, title with its dates, finished.

    One query.
    """
    rows = evaluations_of(actor).filter(look__prompted=judgement_id)
    columns = ("id", "title", "period_from", "period_to", "look__finished_at")
    shown = rows.order_by("-begun_at", "id").values_list(*columns)
    return [
        (one, dated(title, period(begins, ends)), finished is not None)
        for one, title, begins, ends, finished in shown
    ]


def _prompt(actor: Actor, began: dt.datetime | None, **found: str) -> Prompt | None:
    rows = Judgement.objects.filter(
        evaluation__in=policy.visible_to(actor).order_by().values("pk"), **found
    ).select_related("evaluation__unit", "evaluation__framework", "indicator")
    row = rows.first()
    if row is None:
        return None
    evaluation = row.evaluation
    framework = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    now = _said(
        framework, values_of(row, framework)["choice"], row.reason or row.improvements or row.strengths
    )
    then = now if began is None else _stood(row, framework, now, began)
    return Prompt(
        id=row.id,
        evaluation_id=evaluation.id,
        title=evaluation.title,
        unit_id=evaluation.unit_id,
        unit=evaluation.unit.name,
        framework=framework.key,
        indicator=framework.by_number[row.indicator.number],
        then=then,
        now=None if then == now else now,
        on=day(timezone.localdate(began)) if began else "",
    )


def _stood(row: Judgement, framework: Framework, now: Said, moment: dt.datetime) -> Said:
    """Return what a judgement said at a moment, from its history: nothing of it is kept with the closer look."""
    if row.written_at is None or row.written_at <= moment:
        return now
    changes = LevelChange.objects.filter(judgement=row).order_by("at", "id")
    before, after = changes.filter(at__lte=moment).last(), changes.filter(at__gt=moment).first()
    reason = before.why if before else "" if after else row.reason
    choice = after.before if after else values_of(row, framework)["choice"]
    return _said(
        framework, choice, reason or _text(row, "improvements", moment) or _text(row, "strengths", moment)
    )


def _text(row: Judgement, name: str, moment: dt.datetime) -> str:
    """Return what stood in a field at a moment. What was written over since is kept: see `judgements.record`."""
    at = getattr(row, f"{name}_at")
    if at is None or at <= moment:
        return str(getattr(row, name))
    place = f"{row.indicator.number}/{name}"
    kept = EarlierText.objects.filter(evaluation=row.evaluation_id, place=place, replaced_at__gt=moment)
    first = kept.order_by("replaced_at", "id").first()
    written = first is not None and (first.written_at is None or first.written_at <= moment)
    return first.text if first is not None and written else ""


def _said(framework: Framework, choice: str, why: str) -> Said:
    return Said(
        level=framework.level_by_key.get(choice),
        not_evaluated=choice == NOT_EVALUATED,
        why=headline(why) if why else "",
    )
