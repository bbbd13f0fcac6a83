"""A briefing for those who take part in a closer look, in words for whoever is asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from speir.evaluations.queries.looks.briefing import BriefIndicator, Briefing, BriefText, BriefWay
from speir.reports.builders.looks import parts
from speir.reports.content import (
    Bullets,
    Column,
    Document,
    Item,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)


def briefing(told: Briefing, *, features: bool = False) -> Document:
    """Return the briefing; with `features` it also says what to look for, which is for the group itself."""
    title = _("Briefing for the group") if features else _("Briefing for those who take part")
    return parts.document(
        told.page,
        title=title,
        lede=told.page.asks,
        facts=parts.facts(told.page, told.reason, told.facts),
        sections=tuple(_sections(told, features)),
    )


def _sections(told: Briefing, features: bool) -> Iterator[Section]:
    yield _said(told.text_of("purpose"))
    yield _said(told.text_of("confidentiality"))
    asked = [one for one in told.indicators if one.asked]
    nothing = Paragraph(_("The questions are not written yet."), Tone.MUTED)
    yield Section(_("What you may be asked"), () if asked else (nothing,))
    for one in asked:
        yield from _lines(one, questions=True)
    if told.ways:
        yield Section(_("How we find out"), (_ways(told.ways),))
    if features and any(one.looked_for for one in told.indicators):
        lede = _("For the group: signs that it is going well. One may be missing for a good reason, so ask.")
        yield Section(_("What we look for"), (Paragraph(lede, Tone.MUTED),))
        for one in told.indicators:
            if one.looked_for:
                yield from _lines(one, questions=False)
    yield _said(told.text_of("afterwards"))


def _said(text: BriefText) -> Section:
    return Section(_(text.heading), (Paragraph(text.text if text.own else _(text.text)),))


def _lines(one: BriefIndicator, *, questions: bool) -> Iterator[Section]:
    """Yield a section for each theme that has such lines, so that a reader finds what is about them."""
    for theme in one.themes:
        lines = theme.questions if questions else theme.features
        if lines:
            heading = theme.title or f"{one.number}  {one.title}"
            yield Section(heading, (Bullets(tuple(Item(line) for line in lines)),), depth=2)


def _ways(ways: tuple[BriefWay, ...]) -> Table:
    """Return the ways as a table; a column in which nothing is said yet is left out."""
    number, due = any(way.number for way in ways), any(way.due for way in ways)
    columns = (
        Column(_("What we do"), 5),
        *((Column(_("How many"), 1.6),) if number else ()),
        Column(_("Who"), 2),
        *((Column(_("By"), 1.9),) if due else ()),
    )
    rows = tuple(
        Row(
            (
                (*([Paragraph(_(way.how), Tone.STRONG)] if way.how else []), Paragraph(way.text)),
                *((way.number or "–",) if number else ()),
                way.who or _("to be settled"),
                *((way.due or "–",) if due else ()),
            )
        )
        for way in ways
    )
    every = _("What we do, how often, who does it and by when")
    return Table(every if number and due else _("What we do, and who does it"), columns, rows)
