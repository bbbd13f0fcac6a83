"""What waits for one person: indicators that they own, and those that they are asked to judge alone by post."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, F, OuterRef, Value
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.core.text import day, period
from speir.evaluations import policy
from speir.evaluations.models import Assignment, HiddenView
from speir.evaluations.policy.moderation import rounds_of

_COLUMNS = ("judges", "of", "unit", "title", "first", "last", "number", "since")


@dataclass(frozen=True, slots=True)
class Yours:
    """A broad view in progress in which the reader owns indicators that are not done yet."""

    id: str
    unit: str
    title: str
    period: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToJudge:
    """A moderation by post in which the reader is on the list and has not judged every indicator; until which day."""

    id: str
    unit: str
    title: str
    until: str
    numbers: tuple[str, ...]


def yours(actor: Actor) -> tuple[list[Yours], list[ToJudge]]:
    """Return what the actor owns that is not done, and what they are asked to judge; newest first. One query."""
    if not actor.person_id:
        return [], []
    found: dict[tuple[int, str, str, str, dt.date, dt.date], list[str]] = defaultdict(list)
    for *told, number, _since in _waiting(actor, timezone.localdate())():
        found[tuple(told)].append(number)
    own, judge = [], []
    for (judges, of, unit, title, first, last), numbers in found.items():
        if judges:
            judge.append(ToJudge(of, unit, title, day(last), tuple(sorted(numbers))))
        else:
            own.append(Yours(of, unit, title, period(first, last), tuple(sorted(numbers))))
    return own, judge


@lru_cache(maxsize=256)
def _waiting(actor: Actor, _today: dt.date) -> Compiled:
    """Return the query for both, of what the actor reads on a day."""
    owned = Assignment.objects.filter(
        person=actor.person_id,
        judgement__done=False,
        judgement__frozen=False,
        judgement__evaluation__in=policy.visible_to(actor).values("pk"),
    ).annotate(
        judges=Value(0),
        of=F("judgement__evaluation_id"),
        unit=F("judgement__evaluation__unit__name"),
        title=F("judgement__evaluation__title"),
        first=F("judgement__evaluation__period_from"),
        last=F("judgement__evaluation__period_to"),
        number=F("judgement__indicator__number"),
        since=F("judgement__evaluation__begun_at"),
    )
    judged = HiddenView.objects.filter(round=OuterRef("pk"), evaluator__person=actor.person_id)
    asked = (
        rounds_of(actor)
        .filter(
            ~Exists(judged),
            moderation__evaluators__person=actor.person_id,
            moderation__evaluators__left_at=None,
            moderation__ended_at=None,
            moderation__until__isnull=False,
            opened_at__isnull=False,
            revealed_at=None,
        )
        .select_related(None)
        .annotate(
            judges=Value(1),
            of=F("moderation_id"),
            unit=F("moderation__evaluation__unit__name"),
            title=F("moderation__evaluation__title"),
            first=F("moderation__until"),
            last=F("moderation__until"),
            number=F("indicator__number"),
            since=F("moderation__opened_at"),
        )
    )
    rows = owned.values_list(*_COLUMNS).union(asked.values_list(*_COLUMNS), all=True).order_by("-since", "of")
    return Compiled(lambda: rows, blanks=0)
