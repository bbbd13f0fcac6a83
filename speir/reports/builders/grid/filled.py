"""The filled grid: first the summary on a page of its own, then every indicator with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from speir.reports.builders.grid import in_full, parts, sheets, summary, took_part
from speir.reports.builders.grid.inputs import EvidenceInput, GridInput, IndicatorInput, KeyQuestionInput
from speir.reports.content import Block, Bullets, Document, Item, LevelLine, Paragraph, Section, Tone


def filled(grid: GridInput) -> Document:
    """The grid as it was judged."""
    return parts.document(
        grid,
        sections=(
            *summary.sections(grid),
            *_whole(grid),
            *took_part.sections(grid),
            *in_full.sections(grid),
        ),
        sheets=sheets.filled(grid),
        lede=grid.lede,
    )


def _whole(grid: GridInput) -> Iterator[Section]:
    found = list(_questions(grid))
    yield from (replace(section, new_page=True) if at == 0 else section for at, section in enumerate(found))


def _questions(grid: GridInput) -> Iterator[Section]:
    if grid.overarching_question:
        yield Section(grid.overarching_question, _answer(grid.overarching_answer, grid.overarching_by))
    if grid.asks_capacity:
        heading = _("Capacity for improvement: %(question)s") % {"question": grid.capacity_question}
        yield Section(heading, _answer(grid.capacity_answer, grid.capacity_by))
    numbers = in_full.numbers(grid)
    for question in grid.key_questions:
        yield from _question(question, grid, numbers)


def _question(question: KeyQuestionInput, grid: GridInput, numbers: Mapping[str, int]) -> Iterator[Section]:
    yield Section(f"{question.number}  {question.title}", _answer(question.answer, question.answer_by))
    for indicator in question.indicators:
        yield from _indicator(indicator, grid, numbers)


def _answer(text: str, by: str) -> tuple[Paragraph, ...]:
    if not text.strip():
        return (Paragraph(_("No answer written yet."), Tone.MUTED),)
    signed = (Paragraph(_("Written by %(who)s.") % {"who": by}, Tone.MUTED),) if by else ()
    return (Paragraph(text), *signed)


def _indicator(indicator: IndicatorInput, grid: GridInput, numbers: Mapping[str, int]) -> Iterator[Section]:
    notes = (indicator.how_sure, parts.crucial(indicator))
    blocks: list[Block] = [LevelLine(parts.level_of(indicator, grid), tuple(note for note in notes if note))]
    if indicator.reason.strip():
        blocks.append(Paragraph(_("Why this level: %(reason)s") % {"reason": indicator.reason}))
    if indicator.themes:
        blocks.append(
            Paragraph(_("Themes: %(themes)s") % {"themes": " · ".join(indicator.themes)}, Tone.MUTED)
        )
    yield Section(f"{indicator.number}  {indicator.title}", tuple(blocks), depth=2)
    if indicator.came_from:
        yield Section(_("What it came from"), tuple(Paragraph(said) for said in indicator.came_from), depth=3)
    if indicator.strengths.strip():
        yield Section(_("What we do well"), (Paragraph(indicator.strengths),), depth=3)
    if indicator.improvements.strip():
        yield Section(_("What needs to improve"), (Paragraph(indicator.improvements),), depth=3)
    if not indicator.not_evaluated or indicator.evidence:
        yield Section(_("How do we know?"), _evidence(indicator, numbers), depth=3)


def _evidence(indicator: IndicatorInput, numbers: Mapping[str, int]) -> tuple[Block, ...]:
    if not indicator.evidence:
        return (Paragraph(_("No evidence yet."), Tone.MUTED),)
    items = Bullets(tuple(Item(one.summary, _about(one, numbers)) for one in indicator.evidence))
    return (Paragraph(indicator.confirmation), items) if indicator.confirmation else (items,)


def _about(one: EvidenceInput, numbers: Mapping[str, int]) -> str:
    said = parts.about(one)
    if one.key not in numbers:
        return said
    return f"{said} · " + _("in full at the end, %(number)s") % {"number": numbers[one.key]}
