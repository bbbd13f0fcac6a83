"""Judging in a closer look: its indicators as a list, and one of them with its themes and its judgement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.evaluations.models import Judgement, Look, ThemeFinding
from speir.evaluations.policy.looks import require_look
from speir.evaluations.policy.moderation import leads_view
from speir.evaluations.queries.asides import ASIDE, Aside, drafts
from speir.evaluations.queries.grounds import standings_of
from speir.evaluations.queries.looks.board import features_of
from speir.evaluations.queries.looks.headings import Chosen, LookPage, page_of
from speir.evaluations.queries.moderation.agreements import Agreed, agreements_of
from speir.evaluations.rules.looks.board import looked, tally
from speir.evaluations.rules.saving import Held
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Theme
from speir.sharing.rules import Home

TEXTS = ("strengths", "weaknesses")


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """An indicator in the list: its level or none, how sure, and of which of its themes something is written."""

    chosen: Chosen
    level: Level | None
    not_evaluated: bool
    sure: str
    pieces: int
    kinds: int
    provisional: bool
    written: tuple[str, ...]
    agreed: Agreed | None


@dataclass(frozen=True, slots=True)
class JudgingIndex:
    """The list of indicators. `leads`: the reader may have people judge them together."""

    page: LookPage
    lines: tuple[JudgedLine, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Written:
    """One of a theme's two texts: what stands there, who wrote it, and texts of the reader's own beside it."""

    value: str
    by: str
    at: dt.datetime | None
    asides: tuple[Aside, ...]
    held: Held | None


@dataclass(frozen=True, slots=True)
class ThemeJudged:
    """A theme with its two texts, and what the board says of its features."""

    theme: Theme
    board: str
    strengths: Written
    weaknesses: Written


@dataclass(frozen=True, slots=True)
class JudgingPage:
    """One indicator of a closer look as it is judged. `homes`: of evidence that the board's lines name."""

    page: LookPage
    chosen: Chosen
    themes: tuple[ThemeJudged, ...]
    agreed: Agreed | None
    leads: bool
    homes: Mapping[str, Home]


def index(actor: Actor, look_id: str) -> JudgingIndex:
    """Return the indicators of a closer look as they are judged. Eight queries at most. Raises NotYours."""
    look = require_look(actor, look_id)
    page = page_of(actor, look)
    levels = {level.id: level for level in page.framework.levels}
    standings = standings_of(page.framework, look_id)
    rows = {row.indicator_id: row for row in Judgement.objects.filter(evaluation=look_id)}
    written = {theme for theme, strong, weak in _texts(look).values_list("theme", *TEXTS) if strong or weak}
    agreed = agreements_of(look.evaluation)
    lines = []
    for one in page.chosen:
        row = rows[one.indicator.id]
        standing = standings.get(row.id)
        lines.append(
            JudgedLine(
                chosen=one,
                level=levels.get(row.level_id or ""),
                not_evaluated=row.not_evaluated,
                sure=row.sure,
                pieces=standing.pieces if standing else 0,
                kinds=standing.kinds if standing else 0,
                provisional=row.level_id is not None and (standing is None or standing.provisional),
                written=tuple(theme.short for theme in one.themes if theme.path in written),
                agreed=agreed.get(one.indicator.id),
            )
        )
    return JudgingIndex(page, tuple(lines), leads_view(actor, look.evaluation))


def opened(actor: Actor, look_id: str, number: str) -> JudgingPage:
    """Return one indicator, without its panel. Seven queries; one more for each draft. Raises NotYours."""
    look = require_look(actor, look_id)
    page = page_of(actor, look)
    chosen = next((one for one in page.chosen if one.indicator.number == number), None)
    if chosen is None:
        raise NotYours
    found = features_of(actor, look, page.framework, number)
    rows = {row.theme: row for row in _texts(look)}
    asides = ASIDE(look_id, actor.person_id)
    return JudgingPage(
        page=page,
        chosen=chosen,
        themes=tuple(
            ThemeJudged(
                theme=theme,
                board=tally(looked(one).found for one in found.sought if one.theme == theme.path),
                **{
                    name: _written(look_id, rows.get(theme.path), name, asides, page.may_judge)
                    for name in TEXTS
                },
            )
            for theme in chosen.themes
        ),
        agreed=agreements_of(look.evaluation).get(chosen.indicator.id),
        leads=leads_view(actor, look.evaluation),
        homes=found.homes,
    )


def require_theme(actor: Actor, look_id: str, number: str, key: str) -> tuple[LookPage, Theme]:
    """Return a theme that is looked at, by its key within its indicator. Raises NotYours. Three queries."""
    page = page_of(actor, require_look(actor, look_id))
    for one in page.chosen:
        for theme in one.themes:
            if (one.indicator.number, theme.key) == (number, key):
                return page, theme
    raise NotYours


def _texts(look: Look) -> QuerySet[ThemeFinding]:
    return ThemeFinding.objects.filter(look=look)


def _written(
    look_id: str, row: ThemeFinding | None, name: str, asides: Sequence[tuple[Any, ...]], may_write: bool
) -> Written:
    if row is None:
        return Written("", "", None, (), None)
    here = f"theme/{row.id}/"
    mine = tuple(
        Aside(aside_id, name, text, base, at)
        for place, aside_id, text, base, at in asides
        if place == here + name
    )
    value = getattr(row, name)
    held = drafts(look_id, here, mine, {name: value}).get(name) if may_write else None
    rest = tuple(one for one in mine if held is None or one.id != held.aside)
    by, at = getattr(row, f"{name}_by_name"), getattr(row, f"{name}_at")
    return Written(value, by, at, rest, held)
