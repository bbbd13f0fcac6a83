"""What the blank and the filled grid have in common: facts, words, footer, and an indicator's level as content."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from speir.reports.builders.grid.inputs import EvidenceInput, GridInput, IndicatorInput
from speir.reports.content import Blanks, Document, Fact, Furniture, Level, NoLevel, Section, Sheet


def document(
    grid: GridInput,
    *,
    sections: tuple[Section, ...],
    sheets: tuple[Sheet, ...],
    lede: str,
    landscape: bool = False,
) -> Document:
    """The grid's frame around these sections and sheets."""
    return Document(
        title=grid.title,
        subtitle=grid.about,
        author=grid.about,
        lede=lede,
        language=grid.language,
        made_at=grid.made_at,
        facts=facts(grid),
        mark=grid.mark or "",
        source=grid.source,
        printed=_("Printed %(day)s") % {"day": date_format(grid.made_at, "j F Y")},
        landscape=landscape,
        sections=sections,
        sheets=sheets,
        levels=scale(grid),
        not_evaluated=_("Not evaluated"),
        words=furniture(),
    )


def facts(grid: GridInput) -> tuple[Fact, ...]:
    """What a reader must know before reading: of what, of when, how final, and for whom."""
    pairs = (
        (_("Framework"), grid.framework_title),
        (_("Period"), grid.period),
        (_("Edition"), grid.status),
        (_("Approved"), grid.approved),
        (_("Since then"), grid.removed),
        (_("Who may see it"), grid.audience),
        (_("Head of the trail"), grid.trail_head),
    )
    return tuple(Fact(label, value) for label, value in pairs if value)


def blanks() -> Blanks:
    """What a sheet of paper must be told before it says whose it is."""
    return Blanks((_("Who we are"), _("Period"), _("Filled in by"), _("Date")))


def furniture() -> Furniture:
    """The renderers' own words."""
    return Furniture(
        page=_("Page {page} of {pages}"),
        continued=_("(continued)"),
        levels=_("Levels"),
        choose_level=_("Choose one of the levels on the sheet “Levels”, or leave the cell empty."),
        stand_ins=_(
            "Some characters in this document could not be drawn with the fonts it was made with. "
            "The name of each stands in its place in square brackets. "
            "The Word and Excel downloads keep the characters themselves."
        ),
    )


def scale(grid: GridInput) -> tuple[Level, ...]:
    """The levels of the grid's scale, best first."""
    return tuple(Level(name, position) for name, position in sorted(grid.levels, key=lambda level: -level[1]))


def level_of(indicator: IndicatorInput, grid: GridInput) -> Level | NoLevel:
    """An indicator's level, or the words for having none."""
    if indicator.not_evaluated:
        return NoLevel(_("Not evaluated"))
    if indicator.not_agreed:
        return NoLevel(_("No level was agreed"))
    if indicator.level is None:
        return NoLevel(_("Not yet judged"))
    return Level(indicator.level, dict(grid.levels)[indicator.level], indicator.provisional_note)


def crucial(indicator: IndicatorInput) -> str:
    """The word for an indicator that weighs more than others, or nothing."""
    return _("Crucial") if indicator.crucial else ""


def about(evidence: EvidenceInput) -> str:
    """What there is to know about a piece of evidence, on one line."""
    themes = (f"{one.theme}: {one.stance}" if one.stance else one.theme for one in evidence.themes)
    return " · ".join(
        part
        for part in (
            evidence.kind,
            evidence.period,
            evidence.speaks_of,
            evidence.taken_as,
            evidence.views,
            evidence.stance,
            *themes,
            *evidence.cautions,
        )
        if part
    )
