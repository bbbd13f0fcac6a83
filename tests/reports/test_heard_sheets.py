"""Sheets of you said, we did: what they say as data, and that they leave as files that can be read back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest

from speir.core.errors import NotYours
from speir.improvement.queries.heard import sheet_page
from speir.improvement.rules.heard import SHEETS
from speir.reports import actions
from speir.reports.builders.improvement.heard import sheet
from speir.reports.content import Box, Boxes, Picture, Room
from speir.reports.renderers.pdf import PICTURES
from speir.trail.models import Entry
from tests import world_improvement
from tests.world_heard import SAID, answer, views

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parents[2] / "speir/web/templates/improvement/pictures"


def made(cast, key="from_8"):
    return sheet(sheet_page(cast.reader.actor, cast.team.id, key))


def test_it_has_three_boxes_for_each_source_and_room_to_answer_in(cast):
    answer(cast.team, cast.lead, ready=True)
    document = made(cast)
    assert document.title == "You said, we did"
    assert document.subtitle.startswith(cast.team.name)
    first, more = document.sections
    assert first.heading == "Children’s group at the school, 3 February 2026"
    assert first.blocks == (
        Boxes(
            (
                Box("You said", SAID.heard, Picture.HEARD),
                Box("We decided", SAID.decided, Picture.DECIDED),
                Box("What happened", SAID.happened, Picture.HAPPENED),
            )
        ),
    )
    assert any(isinstance(block, Room) for block in more.blocks)
    assert "Childline listens too: ring 0800 1111. It is free." in str(more)


def test_whom_children_can_ring_is_what_this_installation_names_or_nobody(cast, settings):
    answer(cast.team, cast.lead, ready=True)
    settings.CHILDRENS_HELPLINE = ("Our own line", "01234 567890")
    young, older = (str(made(cast, key).sections[-1]) for key in ("from_8", "from_12"))
    assert "Our own line listens too: ring 01234 567890." in young
    assert "You can also ring Our own line: 01234 567890." in older
    assert "free" not in young + older
    settings.CHILDRENS_HELPLINE = None
    alone = str(made(cast).sections[-1])
    assert "Tell a grown-up you trust." in alone
    assert "ring" not in alone


def test_the_younger_the_bigger(cast):
    sizes = [made(cast, key).size for key in SHEETS]
    assert sizes == [18, 15, 12.5, 12, 12, 12]
    assert "Childline" not in str(made(cast, "families").sections)


def test_only_what_is_ready_stands_on_it_and_nothing_that_it_rests_on(cast):
    item = views(cast.team, cast.lead, "children", shows="What the register says.")
    priority = world_improvement.priority(cast.team, cast.lead, title="What the plan says")
    answer(cast.team, cast.lead, ready=True, links=(f"item:{item.id}", f"priority:{priority.id}"))
    answer(cast.team, cast.lead, heard="Only a draft.")
    answer(cast.team, cast.lead, ready=True, age="from_12", heard="For those who are older.")
    said = str(made(cast))
    assert SAID.heard in said
    for text in ("Only a draft.", "older.", "register says", "plan says", cast.lead.name):
        assert text not in said
    assert made(cast, "staff").lede == "Nothing is ready to be given out yet."


@pytest.mark.parametrize("key", ["under_8", "families"])
def test_it_leaves_as_word_and_pdf_and_the_trail_knows(cast, key):
    given = SHEETS[key]
    answer(cast.team, cast.lead, ready=True, voice=given.voice, age=given.age)
    page = sheet_page(cast.reader.actor, cast.team.id, key)
    word = docx.Document(BytesIO(actions.heard_sheet(page, format="docx", by=cast.reader.actor)))
    headings = [
        one.text for one in word.paragraphs if ((one.style and one.style.name) or "").startswith("Heading")
    ]
    assert headings[1:5] == [f"{SAID.source}, 3 February 2026", "You said", "We decided", "What happened"]
    assert SAID.happened in [one.text for one in word.paragraphs]
    pdf = pypdf.PdfReader(BytesIO(actions.heard_sheet(page, format="pdf", by=cast.reader.actor)))
    text = " ".join(" ".join(one.extract_text() for one in pdf.pages).replace("\u200b", "").split())
    for words in ("You said", SAID.heard, SAID.decided, SAID.happened, "Tell us more"):
        assert words in text
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.pages[0].mediabox.height > pdf.pages[0].mediabox.width
    entries = Entry.objects.filter(verb="downloaded", about="sheet of answers")
    assert {entry.detail.rpartition(", ")[2] for entry in entries} == {"docx", "pdf"}


def test_very_long_words_and_many_answers_do_not_break_it(cast):
    for at in range(6):
        answer(
            cast.team, cast.lead, ready=True, heard="x" * 1000, decided="# $ <b> *" * 90, source=f"{at}" * 200
        )
    page = sheet_page(cast.reader.actor, cast.team.id, "from_8")
    for kind in actions.SHEET_FORMATS:
        assert actions.heard_sheet(page, format=kind, by=cast.reader.actor)


def test_a_stranger_gets_none(cast):
    with pytest.raises(NotYours):
        sheet_page(cast.stranger.actor, cast.team.id, "from_8")


@pytest.mark.parametrize("picture", Picture)
def test_the_page_and_the_document_show_the_same_drawing(picture):
    on_page = (TEMPLATES / f"{picture.value}.svg").read_text()
    assert (
        on_page.replace(' aria-hidden="true" focusable="false"', "")
        == (PICTURES / f"{picture.value}.svg").read_text()
    )
