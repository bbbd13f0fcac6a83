"""What we have already: what the register holds on the themes of a closer look, and the last level of each indicator.

Only what the actor may read is counted, and no word of it is shown: the links lead to the register, which does.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.core.text import day
from speir.evaluations import policy
from speir.evaluations.models import Judgement, LookTheme
from speir.evaluations.queries.looks.headings import LookPage
from speir.evaluations.rules.looks.already import Known, Pile, known, missing, missing_in, said
from speir.evidence import policy as evidence
from speir.evidence.models import ItemTheme
from speir.evidence.rules.items import Voice
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Framework, Indicator, Theme


@dataclass(frozen=True, slots=True)
class LastJudged:
    """What the last broad view of the unit that the actor may read said of an indicator."""

    evaluation_id: str
    title: str
    level: Level | None
    on: str

    @property
    def not_evaluated(self) -> bool:
        """Whether it said that this was not evaluated."""
        return self.level is None


@dataclass(frozen=True, slots=True)
class OfTheme:
    """What is known on one theme, in sentences, and what is missing there."""

    theme: Theme
    have: Known
    said: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfIndicator:
    """What is known on an indicator's chosen themes, with what was last judged of it."""

    indicator: Indicator
    last: LastJudged | None
    themes: tuple[OfTheme, ...]


@dataclass(frozen=True, slots=True)
class Already:
    """What we have already. `missing` is what is missing over all the chosen themes, by their names."""

    indicators: tuple[OfIndicator, ...]
    pieces: bool
    missing: tuple[str, ...]


# What was made of rows, by the rows themselves and all else that it goes by.
MOST_KEPT = 64
_kept: dict[Hashable, Already] = {}


def already(actor: Actor, page: LookPage) -> Already:
    """Return what is known already on the themes of a closer look. Two queries."""
    today = timezone.localdate()
    paths = tuple(theme.path for chosen in page.chosen for theme in chosen.themes)
    counted, judged = _counted(actor, today, page.heading.demonstration), _judgements(actor, today)
    rows = counted.given(page.id) if paths else ()
    last = judged.given(page.id, page.heading.unit_id)
    made_of = (page.framework.id, page.stamp, today, paths, rows, last)
    if (known := _kept.get(made_of)) is not None:
        return known
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    made = _kept[made_of] = _made(page, counted.made(rows), judged.made(last), today)
    return made


def forget() -> None:
    """Forget what was kept, as in a process that has just begun."""
    _kept.clear()


def _made(
    page: LookPage, counted: Iterable[tuple[Any, ...]], judged: Iterable[tuple[Any, ...]], today: dt.date
) -> Already:
    """Return it from the rows that were counted and what was judged. No query."""
    piles, last = _piles(page.framework, counted), _last(page.framework, judged)
    rows = tuple(
        OfIndicator(
            chosen.indicator,
            last.get(chosen.indicator.id),
            tuple(_theme(theme, known(piles[theme.path]), today) for theme in chosen.themes),
        )
        for chosen in page.chosen
    )
    every = [(one.theme.short, one.have) for row in rows for one in row.themes]
    return Already(rows, any(have.pieces for _name, have in every), tuple(missing_in(every)))


def _theme(theme: Theme, have: Known, today: dt.date) -> OfTheme:
    return OfTheme(theme, have, tuple(said(have)), tuple(missing(have, today)))


def _piles(shown: Framework, counted: Iterable[tuple[Any, ...]]) -> defaultdict[str, list[Pile]]:
    """Return the pieces that bear on each theme, as the database counted them."""
    piles: defaultdict[str, list[Pile]] = defaultdict(list)
    for theme, kind, own, *flags, pieces, stale, first, last, day_less, endless in counted:
        heard = tuple(voice.value for voice, there in zip(Voice, flags, strict=True) if there)
        named = own or shown.name_of_kind(kind, None)
        natural = shown.kind_by_key[kind].voice if kind in shown.kind_by_key else ()
        whose = tuple(voice.value for voice in Voice if voice.value in {*heard, *natural})
        oldest = min(one for one in (first, _day(day_less)) if one)
        newest = max(one for one in (last, _day(endless)) if one)
        piles[theme].append(Pile(named, whose, pieces, stale, oldest, newest))
    return piles


@lru_cache(maxsize=128)
def _counted(actor: Actor, today: dt.date, demonstration: bool) -> Compiled:
    """Return the query for the pieces that this actor may read today, by theme of a closer look, source and voices.

    What is invented for the demonstration is known there and nowhere else.
    What says no day tells of the day on which it was written. The first and the last moment of that come as they are:
    to make a day of each would cost the database more than all the rest.
    """
    voices = [f"item__voice_{voice.value}" for voice in Voice]
    written = "item__written_at"
    return Compiled(
        lambda look_id: (
            ItemTheme.objects.filter(
                Exists(LookTheme.objects.filter(look_id=look_id, theme=OuterRef("theme"))),
                item__withdrawn_at__isnull=True,
                item__unit__demonstration=demonstration,
                item__in=evidence.visible_to(actor).order_by().values("pk"),
            )
            .order_by()
            .values_list("theme", "item__kind", "item__own_kind__name", *voices)
            .annotate(
                pieces=Count("item_id"),
                stale=Count("item_id", filter=Q(item__valid_until__lt=today)),
                first=Min("item__from_day"),
                last=Max(Coalesce("item__to_day", "item__from_day")),
                day_less=Min(written, filter=Q(item__from_day=None)),
                endless=Max(written, filter=Q(item__to_day=None, item__from_day=None)),
            )
        ),
        blanks=1,
    )


def _day(at: dt.datetime | None) -> dt.date | None:
    return timezone.localtime(at).date() if at else None


def _last(shown: Framework, judged: Iterable[tuple[Any, ...]]) -> dict[str, LastJudged]:
    """Return what was said last of each indicator, by its id."""
    found: dict[str, LastJudged] = {}
    for indicator, view, title, level, at in judged:
        if indicator not in found:
            found[indicator] = _judged(shown, view, title, level, at)
    return found


@lru_cache(maxsize=128)
def _judgements(actor: Actor, _today: dt.date) -> Compiled:
    """Return the query for what a unit's broad views, as this actor reads them today, judged of a look's indicators."""
    return Compiled(
        lambda look_id, unit_id: (
            Judgement.objects.filter(
                Q(level__isnull=False) | Q(not_evaluated=True),
                evaluation__in=policy.visible_to(actor).order_by().values("pk"),
                evaluation__unit_id=unit_id,
                indicator__in=LookTheme.objects.filter(look_id=look_id).values("indicator"),
            )
            .order_by("indicator_id", F("written_at").desc(nulls_last=True), "id")
            .values_list("indicator_id", "evaluation_id", "evaluation__title", "level_id", "written_at")
        ),
        blanks=2,
    )


def _judged(framework: Framework, view: str, title: str, level: str | None, at: Any) -> LastJudged:
    on = day(timezone.localdate(at)) if at else ""
    return LastJudged(view, title, framework.level_by_id.get(level or ""), on)
