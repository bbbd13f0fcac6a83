"""Parts of the broad view's pages that look the same whenever they say the same: each is rendered once per process.

A part is keyed by all that it shows, so that an old one can never stand where something has changed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from speir.core.text import capital, period
from speir.evaluations.queries import grids, panels
from speir.evaluations.queries.grounds import CitedEvidence
from speir.evaluations.queries.headings import Heading
from speir.evaluations.rules.dating import AFTER_PERIOD, after_period
from speir.evaluations.rules.judging import (
    NOT_EVALUATED,
    STANCE_WORDS,
    STATE_WORDS,
    SURE_WORDS,
    pieces_and_kinds,
)
from speir.evidence.queries.items import Evidence
from speir.evidence.rules.items import (
    BEARS_WORDS,
    NOT_OPEN,
    SPEAKS_OF_WORDS,
    TAKEN_AS_WORDS,
    TRIAGE_WORDS,
    Triage,
    views,
)
from speir.frameworks.rules.structure import Framework, Indicator, Theme
from speir.web.evidence.show import SIGN, withdrawn_or_stale
from speir.web.shell.rendered import keep, known

# What an item's line is made from. Its account stands on its own page: a thousand words are nothing to keep here.
_SHOWN = attrgetter(*(field.name for field in fields(Evidence) if field.name not in ("account", "origin")))


class Row(NamedTuple):
    """All that the grid says of one indicator."""

    number: str
    title: str
    themes: str
    crucial: bool
    level: str
    level_name: str
    not_evaluated: bool
    provisional: bool
    sure: str
    pieces: int
    kinds: int
    state: str
    by: str
    at_work: bool
    owners: str
    to_check: bool
    asked: bool


def grid_rows(grid: grids.Grid, *, mine: bool = False) -> list[tuple[Any, list[SafeString]]]:
    """Return the key questions, each with its rows as HTML; `mine`: those rows alone that the reader owns.

    Where a joint broad view asks about some of them, those say so.
    """
    language = get_language() or ""
    now = not (grid.heading.sealed or grid.heading.demonstration)
    some = len(grid.wanted) < len(grid.rows)
    asked = {row.indicator.number for row in grid.wanted} if some else set()
    shown = [
        (
            question,
            [
                _rendered(_row(row, now, row.indicator.number in asked), language)
                for row in rows
                if row.mine or not mine
            ],
        )
        for question, rows in grid.questions
    ]
    return [(question, rows) for question, rows in shown if rows]


def illustrations(framework: Framework, indicator: Indicator, theme: Theme | None = None) -> SafeString:
    """Return what an indicator (or one theme of it) looks like, theme by theme, as HTML.

    It stays the same until a wording is added.
    """
    key = ("illustrations", indicator.id, theme.id if theme else "", *_wording(framework))
    context = {"framework": framework, "themes": (theme,) if theme else indicator.themes}
    return keep(key, "broad_views/indicator.html#illustrations", context)


def choices(framework: Framework, chosen: str) -> SafeString:
    """Return the levels to choose from, with their definitions and with one of them chosen, as HTML."""
    context = {"levels": framework.levels, "chosen": chosen, "not_evaluated_key": NOT_EVALUATED}
    return keep(("choices", chosen, *_wording(framework)), "broad_views/indicator_form.html#choices", context)


def evidence(panel: panels.Panel, each: CitedEvidence, *, change: bool) -> SafeString:
    """Return a piece of evidence as the panel lists it, as HTML; with a way to change it where `change` says so."""
    later, said = dated_later(panel.heading, each.item.from_day), withdrawn_or_stale(each.item)
    heading = panel.heading
    away = change and heading.may_seal and each.item.hidden and each.item.unit_id != heading.unit_id
    key = (
        "evidence",
        _SHOWN(each.item),
        each.stance,
        panel.indicator.id,
        change,
        away,
        later,
        said,
        *_wording(panel.framework),
    )
    if (made := known(key)) is not None:
        return made
    context = {"each": cited(panel, each), "change": change, "away": each.item.id if away else ""}
    return keep(key, "broad_views/evidence_list.html#item", context)


def dated_later(heading: Heading, first_day: dt.date | None) -> str:
    """Return the advice beside evidence from after the period that the broad view looks at; nothing for other."""
    if not after_period(first_day, heading.period_to):
        return ""
    return _(AFTER_PERIOD) % {"period": heading.period}


def cited(panel: panels.Panel, each: CitedEvidence) -> dict[str, Any]:
    """Return a piece of evidence as the panel lists it: what it shows, and one line of where that comes from."""
    item, framework, indicator = each.item, panel.framework, panel.indicator
    if item.hidden:
        return {"id": "", "shows": _(NOT_OPEN), "line": "", "sign": "·"}
    here = {theme.path: theme.short for theme in indicator.themes}
    bears = [how for path, how in item.themes if path in here]
    sign = bears[0] if bears and all(how == bears[0] for how in bears) else "both" if bears else ""
    line = [
        _(framework.name_of_kind(item.kind, item.own_kind)),
        period(item.from_day, item.to_day),
        _(SPEAKS_OF_WORDS[item.speaks_of]) if item.speaks_of else "",
        _(TAKEN_AS_WORDS[item.taken_as]) if item.taken_as else "",
    ]
    line += [here[path] for path, _how in item.themes if path in here]
    if item.voices:
        line.append(_(views(item.voices)))
    line += standing_words(item)
    if item.home.only_me:
        line.append(_("private to its writer, until shared"))
    return {
        "id": item.id,
        "shows": item.shows,
        "line": " · ".join(part for part in line if part),
        "later": dated_later(panel.heading, item.from_day),
        "mark": capital(withdrawn_or_stale(item)),
        "sign": SIGN.get(sign, "·"),
        "sign_words": _(BEARS_WORDS[sign]) if sign else "",
        "sign_key": sign,
        "stance": each.stance,
        "stance_words": _(STANCE_WORDS[each.stance]) if each.stance != "supports" else "",
    }


def standing_words(item: Evidence) -> list[str]:
    """Return what somebody has to know of a piece before leaning on it: uncertain, of concern."""
    said = []
    if item.triage in (Triage.UNCERTAIN, Triage.CONCERN):
        said.append(_("first look: %(found)s") % {"found": _(TRIAGE_WORDS[item.triage])})
    return said


def _row(row: grids.GridRow, now: bool, asked: bool) -> Row:
    indicator, level, stands = row.indicator, row.level, row.standing
    return Row(
        indicator.number,
        indicator.title,
        indicator.short_themes,
        indicator.crucial,
        level.key if level else "",
        level.name if level else "",
        row.not_evaluated,
        level is not None and stands.provisional,
        row.sure,
        stands.pieces,
        stands.kinds,
        row.state.value,
        row.by,
        row.at_work and now,
        ", ".join(row.owners),
        row.to_check,
        asked,
    )


@lru_cache(maxsize=4096)
def _rendered(row: Row, language: str) -> SafeString:
    words = {
        "sure_words": {key: _(said) for key, said in SURE_WORDS.items()},
        "evidence": _(pieces_and_kinds(row.pieces, row.kinds)),
        "state_words": _(STATE_WORDS[row.state]),
    }
    return render_to_string("broad_views/grid.html#row", {"row": row} | words)


def _wording(framework: Framework) -> tuple[str, str, str]:
    return framework.ours.id, framework.official.id if framework.official else "", get_language() or ""
