"""What the papers of a closer look have in common: their frame, and facts about it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from speir.evaluations.queries.looks.headings import LookPage
from speir.reports.builders.broad_view import MARK
from speir.reports.builders.grid.parts import furniture
from speir.reports.content import Document, Fact, Level, Section


def document(
    page: LookPage, *, title: str, lede: str, facts: tuple[Fact, ...], sections: tuple[Section, ...]
) -> Document:
    """The frame of a paper around these sections."""
    now = timezone.localtime()
    return Document(
        title=title,
        subtitle=page.heading.title,
        author=page.heading.unit,
        lede=lede,
        made_at=now,
        facts=facts,
        mark=_(MARK) if page.heading.demonstration else "",
        source=page.framework.source_line,
        printed=_("Printed %(day)s") % {"day": date_format(now, "j F Y")},
        sections=sections,
        levels=tuple(Level(level.name, level.position) for level in page.framework.levels),
        not_evaluated=_("Not evaluated"),
        words=furniture(),
    )


def facts(page: LookPage, reason: str, described: tuple[tuple[str, str], ...]) -> tuple[Fact, ...]:
    """Of what, of when, why, and what people described of it."""
    pairs = (
        (_("Of"), page.heading.unit),
        (_("When"), page.heading.period),
        (_("Why now"), reason),
        *((_(label), words) for label, words in described),
    )
    return tuple(Fact(label, value) for label, value in pairs if value)


def audience(page: LookPage) -> Fact:
    """Who may see it."""
    if page.heading.only_me:
        return Fact(_("Who may see it"), _("Its owner alone, and those it is shared with"))
    words = _("People who hold a role in %(unit)s, and those it is shared with")
    return Fact(_("Who may see it"), words % {"unit": page.heading.unit})
