"""An own reflection as a document: the theme, its three questions with what was written, and whose it is."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from speir.core.text import listed
from speir.evaluations.queries.reflections import Heading, Opened
from speir.evaluations.rules.reflecting import ASKED, TEXTS
from speir.reports.builders.broad_view import MARK
from speir.reports.builders.grid.parts import furniture
from speir.reports.content import Document, Fact, Paragraph, Section, Tone


def reflection(opened: Opened, reader: str) -> Document:
    """Return the document of a reflection that was fetched for this reader, by name, who writes in it."""
    heading, now = opened.heading, timezone.localtime()
    return Document(
        title=heading.theme.title,
        subtitle=_("Own reflection"),
        made_at=now,
        author=heading.owner or reader,
        facts=_facts(heading, reader),
        mark=_(MARK) if heading.demonstration else "",
        source=heading.framework.source_line,
        printed=_("Printed %(day)s") % {"day": date_format(now, "j F Y")},
        sections=tuple(
            Section(
                _(ASKED[name]),
                (Paragraph(text) if (text := opened.values[name]) else Paragraph("–", Tone.MUTED),),
            )
            for name in TEXTS
        ),
        words=furniture(),
    )


def _facts(heading: Heading, reader: str) -> tuple[Fact, ...]:
    names = [heading.owner or reader, *(name for _id, name in heading.writers)]
    names += [] if heading.mine else [reader]
    audience = _("Its writers, and those it is shared with") if heading.shared else _("Its writers alone")
    return (
        Fact(_("Indicator"), f"{heading.indicator.number} {heading.indicator.title}"),
        Fact(_("Begun"), heading.day),
        Fact(_("Written by"), listed(names)),
        Fact(_("Who may see it"), audience),
    )
