"""What was found in a unit, as far as its reader may read it: what candidates for priorities rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.text import headline
from speir.evaluations.models import EditionJudgement, Evaluation, InspectionLevel, Judgement, ThemeFinding
from speir.evaluations.policy import ANY, visible_to
from speir.evaluations.policy.inspections import inspections_of
from speir.evaluations.queries.grounds import standings_among
from speir.evaluations.rules.looks.naming import Kind
from speir.evaluations.rules.standing import Standing
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Framework
from speir.improvement.rules.choosing import Because, Found, because, doubts
from speir.improvement.rules.naming import Source

WORDS = 240


def found_in(actor: Actor, unit_id: str, framework: Framework, number: str = "") -> list[Found]:
    """Return the latest that was found of each indicator, or of one, from each sort of source.

    Of broad views and closer looks of the unit itself, and of those that were begun from it about a unit below; none
    that somebody keeps for themselves; of any version of the framework, its levels told by their keys. Five queries at
    most.
    """
    here = Q(unit=unit_id) | Q(home=unit_id)
    views = visible_to(actor, kinds=ANY).filter(here, framework__key=framework.key, only_me=False)
    found = _judged(views, framework, number, unit_id)
    found += _weaknesses(views, framework, number, unit_id)
    return found + _inspected(actor, views.filter(unit=unit_id), unit_id, framework, number)


def _judged(views: QuerySet[Evaluation], framework: Framework, number: str, here: str) -> list[Found]:
    """Return the latest judgement of each indicator in broad views, and in closer looks, of each unit. Two queries."""
    rows = Judgement.objects.filter(
        Q(level__isnull=False) | ~Q(sure=""),
        evaluation__in=views.order_by().values("pk"),
        not_evaluated=False,
        **({"indicator__number": number} if number else {}),
    )
    latest: dict[tuple[str, str, str], tuple[Any, ...]] = {}
    for row in (
        rows.order_by("evaluation__period_to", "evaluation__begun_at", "id")
        .annotate(words=Substr("improvements", 1, 4 * WORDS))
        .values_list(
            *("evaluation__kind", "indicator__number", "id", "evaluation_id", "evaluation__title"),
            *("evaluation__period_to", "level__key", "sure", "words", "evaluation__joint__id"),
            *("evaluation__unit_id", "evaluation__unit__name"),
        )
    ):
        latest[row[0], row[1], row[10]] = row
    known = standings_among(framework, [row[2] for row in latest.values()])
    return [_judgement(framework, known, row, here) for row in latest.values()]


def _judgement(framework: Framework, known: Mapping[str, Standing], row: tuple[Any, ...], here: str) -> Found:
    kind, number, judgement, view, title, on, key, sure, words, joint, unit, name = row
    level = framework.level_by_key.get(key or "")
    stands_on = known.get(judgement)
    unsure = doubts(sure, provisional=level is not None and (stands_on is None or stands_on.provisional))
    return Found(
        source=Source.JUDGEMENT if kind == Kind.BROAD_VIEW else Source.LOOK,
        id=view,
        number=number,
        on=on,
        title=_title(title, unit, name, here),
        of="" if unit == here else unit,
        level=level,
        doubts=unsure,
        text=headline(words, WORDS) if words else "",
        because=because(level, unsure),
        judgement=judgement,
        agreed=joint is not None,
    )


def _title(title: str, unit: str, name: str, here: str) -> str:
    """Return what a broad view or closer look is called, with the unit that it is of where that is another one."""
    return title if unit == here else f"{name}: {title}"


def _weaknesses(views: QuerySet[Evaluation], framework: Framework, number: str, here: str) -> list[Found]:
    """Return the latest weakness that a closer look of each unit found of each theme. One query."""
    which = Q(theme__startswith=f"{framework.key}/{number}/") if number else Q()
    rows = ThemeFinding.objects.filter(which, look__evaluation__in=views.order_by().values("pk"))
    latest: dict[tuple[str, str], Found] = {}
    for look, theme, title, on, words, unit, name in (
        rows.exclude(weaknesses="")
        .order_by("look__evaluation__period_to", "id")
        .annotate(words=Substr("weaknesses", 1, 4 * WORDS))
        .values_list(
            *("look_id", "theme", "look__evaluation__title", "look__evaluation__period_to", "words"),
            *("look__evaluation__unit_id", "look__evaluation__unit__name"),
        )
    ):
        known = framework.theme_by_path.get(theme)
        if known is not None:
            latest[theme, unit] = Found(
                source=Source.LOOK,
                id=look,
                number=theme.split("/")[1],
                on=on,
                title=_title(title, unit, name, here),
                of="" if unit == here else unit,
                text=f"{known.short}: {headline(words, WORDS)}",
                because=frozenset({Because.FOUND}),
                theme=theme,
            )
    return list(latest.values())


def _inspected(
    actor: Actor, views: QuerySet[Evaluation], unit_id: str, framework: Framework, number: str
) -> list[Found]:
    """Return what inspectors gave last for each indicator, and how that differs from ours before it. Two queries."""
    one = {"indicator__number": number} if number else {}
    inspections = inspections_of(actor).filter(unit=unit_id, framework__key=framework.key)
    rows = InspectionLevel.objects.filter(inspection__in=inspections.values("pk"), **one)
    latest: dict[str, tuple[str, str, dt.date, str]] = {}
    for of, inspection, title, on, key in rows.order_by("inspection__day", "id").values_list(
        "indicator__number", "inspection_id", "inspection__title", "inspection__day", "level__key"
    ):
        latest[of] = (inspection, title, on, key)
    if not latest:
        return []
    sealed = EditionJudgement.objects.filter(
        edition__evaluation__in=views.order_by().values("pk"), level__isnull=False, **one
    )
    ours = list(
        sealed.order_by("edition__sealed_at", "edition__number").values_list(
            "indicator__number", "level__key", "edition__sealed_at"
        )
    )
    found = []
    for of, (inspection, title, on, key) in latest.items():
        level = framework.level_by_key.get(key)
        before = _before(framework, ours, of, on)
        reasons = set(because(level, ()))
        differs = ""
        if level is not None and before is not None and level.steps_from(before):
            reasons.add(Because.DIFFERS)
            differs = f"We had said {before.name.lower()} before it."
        found.append(
            Found(
                source=Source.INSPECTION,
                id=inspection,
                number=of,
                on=on,
                title=title,
                level=level,
                because=frozenset(reasons),
                differs=differs,
            )
        )
    return found


def _before(
    framework: Framework, ours: Iterable[tuple[str, str, dt.datetime]], number: str, day: dt.date
) -> Level | None:
    """Return the level that we had sealed last of an indicator before a day."""
    last = None
    for of, key, at in ours:
        if of == number and timezone.localdate(at) < day:
            last = framework.level_by_key.get(key)
    return last
