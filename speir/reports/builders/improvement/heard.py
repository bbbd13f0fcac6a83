"""A sheet of you said, we did, in words and type for those who read it. Nothing of what it rests on stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from speir.core.text import day
from speir.improvement.queries.heard import Answer, SheetPage
from speir.improvement.queries.helpline import help_on
from speir.improvement.rules.naming import AgeBand
from speir.improvement.rules.sheets import BOXES, NOTHING, TITLE, WORDS
from speir.reports.builders.broad_view import MARK
from speir.reports.builders.grid.parts import furniture
from speir.reports.content import Blanks, Block, Box, Boxes, Document, Paragraph, Picture, Room, Section, Tone

# In points: the younger, the bigger.
SIZES = {AgeBand.UNDER_8.value: 18, AgeBand.FROM_8.value: 15, AgeBand.FROM_12.value: 12.5}
SIZE = 12
# Lines high: the younger draw.
ROOM_YOUNG, ROOM = 9, 6


def sheet(page: SheetPage) -> Document:
    """Return a sheet as a document."""
    now = timezone.localtime()
    words = WORDS[page.sheet.key]
    return Document(
        title=_(TITLE),
        subtitle=f"{page.unit.name} · {day(now.date())}",
        author=page.unit.name,
        lede=_(words.lede) if page.answers else _(NOTHING),
        made_at=now,
        mark=_(MARK) if page.unit.demonstration else "",
        source=_("For: %(whom)s") % {"whom": _(page.sheet.words)},
        size=SIZES.get(page.sheet.key, SIZE),
        sections=(
            *(_answered(one) for one in page.answers),
            Section(_(words.more_title), tuple(_more(page))),
        ),
        words=furniture(),
    )


def _answered(answer: Answer) -> Section:
    boxes = Boxes(
        tuple(Box(_(label), getattr(answer.said, name), Picture(name)) for name, label in BOXES.items())
    )
    heading = f"{answer.said.source}, {answer.on}" if answer.on else answer.said.source
    return Section(heading, (boxes,))


def _more(page: SheetPage) -> Iterator[Block]:
    words = WORDS[page.sheet.key]
    yield Paragraph(_(words.more))
    yield Room(ROOM_YOUNG if page.sheet.young else ROOM)
    if told := help_on(page.sheet.key):
        yield Paragraph(told, Tone.STRONG)
    yield Blanks(tuple(_(one) for one in words.blanks))
