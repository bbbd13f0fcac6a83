"""The grid as a workbook's sheets: the same words in rows, to sort, to filter and, when blank, to type into."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from speir.reports.builders.grid import in_full, parts, took_part
from speir.reports.builders.grid.inputs import EvidenceInput, GridInput, IndicatorInput, ThemeStance
from speir.reports.content import Cell, Column, Level, NoLevel, Room, Row, Sheet, Table

EMPTY_EVIDENCE_ROWS = 60


def blank(grid: GridInput) -> tuple[Sheet, ...]:
    """Empty sheets: one for the levels, one for the evidence behind them."""
    levels = ", ".join(level.name for level in parts.scale(grid))
    caption = _("Every indicator with a box for its level: %(levels)s") % {"levels": levels}
    empty = tuple(Row((Room(2),) * len(_evidence_columns())) for _n in range(EMPTY_EVIDENCE_ROWS))
    return (
        Sheet(_("Grid"), _grid(grid, lambda one: (NoLevel(), "", "", "", Room(5)), caption), parts.blanks()),
        Sheet(_("Evidence"), Table(_("One row for each piece of evidence"), _evidence_columns(), empty)),
    )


def filled(grid: GridInput) -> tuple[Sheet, ...]:
    """The judgements, the evidence in a row each, and the answers to the key questions."""
    numbers = in_full.numbers(grid)
    evidence = tuple(
        Row(
            (
                one.number,
                one.title,
                e.summary,
                e.kind,
                e.period,
                _tells(e),
                e.stance,
                _themes(e.themes),
                e.taken_as,
                _lines(e.cautions),
                str(numbers.get(e.key, "")),
            )
        )
        for one in grid.indicators()
        for e in one.evidence
    )
    why = (Column(_("Why this level"), 34),)
    origin = (Column(_("What it came from"), 40),) if _has_origin(grid) else ()
    columns = (
        Column(_("No"), 7),
        Column(_("Question"), 40),
        Column(_("Our answer"), 90),
        Column(_("Written by"), 24),
    )
    return (
        Sheet(
            _("Grid"),
            _grid(grid, lambda one: _judgement(one, grid), _("Every indicator with its level"), why + origin),
        ),
        Sheet(
            _("Evidence"),
            Table(_("One row for each piece of evidence"), _evidence_columns() + _careful(), evidence),
        ),
        *in_full.sheet(grid),
        Sheet(
            _("Answers"),
            Table(_("The people's own answers to the key questions"), columns, _answers(grid)),
        ),
        *took_part.sheet(grid),
    )


def _answers(grid: GridInput) -> tuple[Row, ...]:
    rows = []
    if grid.overarching_question:
        rows.append(Row(("", grid.overarching_question, grid.overarching_answer, grid.overarching_by)))
    if grid.asks_capacity:
        rows.append(Row(("", grid.capacity_question, grid.capacity_answer, grid.capacity_by)))
    return (*rows, *(Row((q.number, q.title, q.answer, q.answer_by)) for q in grid.key_questions))


def _has_origin(grid: GridInput) -> bool:
    return any(one.came_from for one in grid.indicators())


def _grid(
    grid: GridInput,
    judgement: Callable[[IndicatorInput], tuple[Cell, ...]],
    caption: str,
    why: tuple[Column, ...] = (),
) -> Table:
    rows: list[Row] = []
    for question in grid.key_questions:
        rows.append(Row((f"{question.number}  {question.title}",), group=True))
        rows.extend(Row((one.number, _named(one), *judgement(one))) for one in question.indicators)
    columns = (
        Column(_("No"), 7),
        Column(_("QI and themes"), 34),
        Column(_("Level"), 23),
        *why,
        Column(_("How sure are we?"), 20),
        Column(_("What we do well"), 40),
        Column(_("What needs to improve"), 40),
        Column(_("Evidence to support assigned level"), 40),
    )
    return Table(caption, columns, tuple(rows))


def _named(one: IndicatorInput) -> str:
    return "\n".join(
        (one.title, *(f"– {theme}" for theme in one.themes), *filter(None, [parts.crucial(one)]))
    )


def _judgement(one: IndicatorInput, grid: GridInput) -> tuple[Cell, ...]:
    level = parts.level_of(one, grid)
    open_still = isinstance(level, NoLevel) and not one.not_evaluated and not one.not_agreed
    shown = NoLevel() if open_still else level
    sure = (one.how_sure, level.provisional if isinstance(level, Level) else "")
    evidence = (one.confirmation, *(f"– {e.summary}" for e in one.evidence))
    origin = (_lines(one.came_from),) if _has_origin(grid) else ()
    return (shown, one.reason, *origin, _lines(sure), one.strengths, one.improvements, _lines(evidence))


def _lines(texts: tuple[str, ...]) -> str:
    return "\n".join(text for text in texts if text)


def _tells(evidence: EvidenceInput) -> str:
    return ", ".join(part for part in (evidence.speaks_of, evidence.views) if part)


def _themes(themes: tuple[ThemeStance, ...]) -> str:
    return "\n".join(f"{one.theme}: {one.stance}" if one.stance else one.theme for one in themes)


def _evidence_columns() -> tuple[Column, ...]:
    return (
        Column(_("No"), 7),
        Column(_("Quality indicator"), 30),
        Column(_("Evidence"), 58),
        Column(_("Kind of source"), 18),
        Column(_("When"), 18),
        Column(_("Speaks of"), 20),
        Column(_("What it shows"), 16),
        Column(_("Themes"), 28),
    )


def _careful() -> tuple[Column, ...]:
    return (Column(_("Taken as"), 12), Column(_("Before leaning on it"), 24), Column(_("In full"), 8))
