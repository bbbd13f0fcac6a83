"""Every text that a document's content holds stands in the file that is made of it, whatever kind of block says it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from io import BytesIO
from itertools import count
from typing import Any

import docx
import pypdf
import pytest

from speir.reports import content as c
from speir.reports.renderers import FORMATS

# What says how a document is made or what only another format needs; it is no text of the page.
NOT_ON_THE_PAGE = {"language", "words", "sheets", "levels", "not_evaluated"}


def document() -> c.Document:
    """One document with every kind of block and every field filled, each text a word that stands nowhere else."""
    numbers = count(100)

    def word(kind: str) -> str:
        return f"{kind}{next(numbers)}"

    def level() -> c.Level:
        return c.Level(word("level"), 4, word("provisional"))

    def bullets() -> c.Bullets:
        return c.Bullets((c.Item(word("item"), word("note")), c.Item(word("item"), word("note"))))

    facts = (c.Fact(word("label"), word("value")),)
    blocks: tuple[c.Block, ...] = (
        c.LevelLine(level(), (word("note"), word("note"))),
        *(c.Paragraph(f"{word('first')}\n\n{word('second')}", tone) for tone in c.Tone),
        bullets(),
        c.Facts((c.Fact(word("label"), word("value")),)),
        c.LevelLine(c.NoLevel(word("nolevel"))),
        c.Findings((c.Finding(word("number"), word("title"), level(), (word("note"),), word("emphasis")),)),
        c.Scale(word("scale"), (c.Level(word("level"), 6), c.Level(word("level"), 1))),
        c.Blanks((word("blank"), word("blank"), word("blank"))),
        c.Boxes(tuple(c.Box(word("label"), word("box"), picture) for picture in (*c.Picture, None))),
        c.Room(2),
        c.Table(
            word("caption"),
            tuple(c.Column(word("heading")) for _ in range(5)),
            (
                c.Row((word("group"),), group=True),
                c.Row((word("cell"), level(), c.NoLevel(word("nolevel")), c.Room(2), (bullets(),))),
                c.Row((word("cell"), level(), c.Room(), word("cell"), (c.Paragraph(word("flow")),))),
            ),
        ),
    )
    return c.Document(
        title=word("title"),
        made_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        author=word("author"),
        subtitle=word("subtitle"),
        lede=word("lede"),
        facts=facts,
        mark=word("mark"),
        source=word("source"),
        printed=word("printed"),
        sections=(c.Section(word("heading"), blocks), c.Section(word("heading"), depth=2)),
    )


def texts(part: Any) -> Iterator[str]:
    """Every text in a piece of content."""
    if isinstance(part, str):
        yield from part.split()
    elif isinstance(part, tuple):
        for each in part:
            yield from texts(each)
    elif dataclasses.is_dataclass(part) and not isinstance(part, Enum):
        for field in dataclasses.fields(part):
            if field.name not in NOT_ON_THE_PAGE or (field.name == "levels" and isinstance(part, c.Scale)):
                yield from texts(getattr(part, field.name))


def of_pdf(body: bytes) -> str:
    reader = pypdf.PdfReader(BytesIO(body))
    pages = "".join(page.extract_text() for page in reader.pages)
    return re.sub(r"\s|\u200b", "", pages) + str(reader.metadata and reader.metadata.author)


def of_docx(body: bytes) -> str:
    word = docx.Document(BytesIO(body))
    parts = [word.element, *(part._element for s in word.sections for part in (s.header, s.footer))]
    return "".join("".join(part.itertext()) for part in parts) + str(word.core_properties.author)


@pytest.mark.parametrize(("format", "read"), [("pdf", of_pdf), ("docx", of_docx)])
def test_nothing_that_the_content_says_is_left_out_of_the_page(format, read):
    made = document()
    said = read(FORMATS[format].render(made))
    assert [text for text in texts(made) if text not in said] == []
