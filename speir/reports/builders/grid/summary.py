"""One minute for a chief officer: what is strong, what to keep, what comes first, and what nobody may lean on yet.

Which levels are key strengths, which are priorities and which call for keeping a service as it is comes with each
indicator, from the framework's own data. Indicators are listed in the publication's order, never counted or added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from speir.reports.builders.grid import parts
from speir.reports.builders.grid.inputs import GridInput, IndicatorInput
from speir.reports.content import Finding, Findings, Level, Paragraph, Section, Tone

Judged = tuple[IndicatorInput, Level]


def sections(grid: GridInput) -> tuple[Section, ...]:
    """The summary's sections, in the order a chief officer asks."""
    levels = [(one, parts.level_of(one, grid)) for one in grid.indicators()]
    judged: list[Judged] = [(one, level) for one, level in levels if isinstance(level, Level)]
    keep = [one for one, _level in judged if one.counts_as == "strength" and one.maintain]
    other = [one for one, _level in judged if one.counts_as == "strength" and not one.maintain]
    mend = [one for one, _level in judged if one.counts_as == "priority"]
    none = [one for one, level in levels if not isinstance(level, Level)]
    made = list(_strengths(keep, other, grid))
    nothing = _words(_("No indicator is judged adequate or below."))
    made.append(Section(_("Priorities for improvement"), (_list(mend, grid) if mend else nothing,)))
    left_out = all(one.not_evaluated for one in none)
    for heading, chosen in (
        (_("Still provisional"), [one for one, level in judged if level.provisional]),
        (_("Not evaluated") if left_out else _("Not evaluated, or not yet judged"), none),
    ):
        if chosen:
            made.append(Section(heading, (_list(chosen, grid, sure=False),)))
    return tuple(made)


def _strengths(keep: list[IndicatorInput], other: list[IndicatorInput], grid: GridInput) -> Iterator[Section]:
    """What is to be maintained and the others; a list that stands alone needs no heading that says "other"."""
    heading = _("Key strengths")
    if not keep:
        yield Section(heading, (_list(other, grid) if other else _words(_("None yet.")),))
        return
    yield Section(heading)
    yield Section(_("Levels of service to be maintained"), (_list(keep, grid),), depth=2)
    if other:
        yield Section(_("Other key strengths"), (_list(other, grid),), depth=2)


def _words(text: str) -> Paragraph:
    return Paragraph(text, Tone.MUTED)


def _list(indicators: Iterable[IndicatorInput], grid: GridInput, *, sure: bool = True) -> Findings:
    return Findings(
        tuple(
            Finding(
                number=one.number,
                title=one.title,
                level=parts.level_of(one, grid),
                notes=(one.how_sure,) if sure and one.how_sure else (),
                emphasis=parts.crucial(one),
            )
            for one in indicators
        )
    )
