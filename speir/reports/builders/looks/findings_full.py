"""What stands behind a note of findings: all that was asked and looked for, theme by theme, and each sitting."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speir.core.text import capital
from speir.evaluations.queries.looks.findings_note import Asked, FindingsNote, LookedFor, ThemeFound
from speir.evaluations.queries.looks.found_by import Sat, Went
from speir.evaluations.rules.looks.naming import Answered
from speir.reports.content import (
    Block,
    Bullets,
    Column,
    Item,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)

STATES = {
    Answered.NOT_YET: "Not answered yet",
    Answered.PARTLY: "Answered in part",
    Answered.ANSWERED: "Answered",
}


def everything(note: FindingsNote) -> Iterator[Section]:
    """Yield the sections that say all of it, on pages of their own."""
    yield Section(_("All that was asked and looked for"), new_page=True)
    for indicator in note.indicators:
        for theme in indicator.themes:
            yield from _theme(theme)
    yield Section(_("Each time that we found out"), tuple(_ways(note.ways)))


def muted(text: str) -> Paragraph:
    """A quiet sentence, where there is nothing to list."""
    return Paragraph(text, Tone.MUTED)


def _theme(theme: ThemeFound) -> Iterator[Section]:
    if not theme.asked and not theme.features:
        return
    yield Section(theme.title or _("Beyond single themes"), depth=2)
    if theme.asked:
        blocks = tuple(block for one in theme.asked for block in _asked(one))
        yield Section(_("What we asked"), blocks, depth=3)
    if theme.features:
        items = tuple(Item(one.text, _seen(one)) for one in theme.features)
        yield Section(_("What we looked for"), (Bullets(items),), depth=3)


def _asked(one: Asked) -> Iterator[Paragraph]:
    """A question, how far it is answered, and the answer in as many words as it takes."""
    state = _(STATES[one.state])
    yield Paragraph(one.text, Tone.STRONG)
    if one.answer.strip():
        yield Paragraph(_("%(state)s: %(answer)s") % {"state": state, "answer": one.answer})
    else:
        yield muted(state)


def _seen(one: LookedFor) -> str:
    """In how many sources it was found, and in how many not. Where nobody looked, that."""
    if not one.looked_for:
        return _("Not looked for yet")
    said = []
    if count := len(one.seen):
        said.append(ngettext("seen in %(n)d source", "seen in %(n)d sources", count) % {"n": count})
    if count := len(one.partly):
        said.append(
            ngettext("seen in part in %(n)d source", "seen in part in %(n)d sources", count) % {"n": count}
        )
    if count := len(one.not_seen):
        words = ngettext(
            "looked for and not found in %(n)d source", "looked for and not found in %(n)d sources", count
        )
        said.append(words % {"n": count})
    return capital("; ".join(said))


def _ways(ways: tuple[Went, ...]) -> Iterator[Block]:
    if not ways:
        yield muted(_("No way of finding out is written down."))
        return
    columns = (Column(_("How"), 5), Column(_("Planned"), 2), Column(_("What was done"), 5))
    rows = tuple(
        Row(((Paragraph(_(one.how), Tone.STRONG), Paragraph(one.text)), one.planned or "–", _done(one)))
        for one in ways
    )
    yield Table(_("What was planned, and what was done of it"), columns, rows)


def _done(one: Went) -> str | tuple[Bullets]:
    """Each time that a way was gone; else how far it has come. Talks with few people are told together."""
    if one.few or not one.times:
        return went(one)
    return (Bullets(tuple(Item(time.on, _sat(time)) for time in one.times)),)


def went(one: Went) -> str:
    """How often, when, and with which services; never who."""
    services = {text.casefold(): text for sat in reversed(one.times) if (text := sat.services.strip())}
    said = (one.held or capital(_(one.state)), one.when, "; ".join(reversed(services.values())))
    return " · ".join(part for part in said if part)


def _sat(one: Sat) -> str:
    """How many were there and from where; never who."""
    said = []
    if one.present:
        said.append(ngettext("%(n)d person", "%(n)d people", one.present) % {"n": one.present})
    said += [text for text in (one.services, one.what) if text]
    return " · ".join(said)
