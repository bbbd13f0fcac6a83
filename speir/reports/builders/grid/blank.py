"""The blank grid: the publication's own table with room to write by hand, and a workbook to type into."""

from __future__ import annotations

from django.utils.translation import gettext as _

from speir.reports.builders.grid import parts, sheets
from speir.reports.builders.grid.inputs import GridInput, IndicatorInput
from speir.reports.content import (
    Bullets,
    Column,
    Document,
    Item,
    NoLevel,
    Paragraph,
    Room,
    Row,
    Scale,
    Section,
    Table,
    Tone,
)


def blank(grid: GridInput) -> Document:
    """The grid with nothing filled in, whatever the input holds."""
    return parts.document(
        grid,
        sections=(
            Section("", (parts.blanks(),)),
            Section(
                _("How are we doing, and how do we know?"),
                (Scale(_("Levels"), parts.scale(grid)), _table(grid)),
            ),
        ),
        sheets=sheets.blank(grid),
        lede=grid.lede,
        landscape=True,
    )


def _table(grid: GridInput) -> Table:
    rows: list[Row] = []
    for question in grid.key_questions:
        rows.append(Row((f"{question.number}  {question.title}",), group=True))
        rows.extend(_row(indicator) for indicator in question.indicators)
    return Table(
        caption=_(
            "Each indicator with a box for its level and room for the evidence. Leave out what you do not evaluate."
        ),
        columns=(
            Column(_("No"), 0.6),
            Column(_("QI and themes"), 4.2),
            Column(_("Level"), 2.0),
            Column(_("Evidence to support assigned level"), 7.0),
        ),
        rows=tuple(rows),
    )


def _row(indicator: IndicatorInput) -> Row:
    title = f"{indicator.title} ({parts.crucial(indicator)})" if indicator.crucial else indicator.title
    themes = Bullets(tuple(Item(theme) for theme in indicator.themes))
    return Row((indicator.number, (Paragraph(title, Tone.STRONG), themes), NoLevel(), Room(5)))
