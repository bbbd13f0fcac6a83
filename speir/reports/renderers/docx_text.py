"""Words, bullets and levels as Word holds them, in the body of a file or in a cell of a table."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from speir.reports.content import Item, Level, NoLevel
from speir.reports.renderers import mark, palette
from speir.reports.renderers.legible import line, paragraphs, runs_right_to_left

LONG = 900


def write_text(where: Any, text: str, style: str, *, bold: bool = False, keep: bool = False) -> None:
    """The text's paragraphs, in this style, at the end of a document or cell; `keep` ties them to what follows."""
    for lines in paragraphs(text):
        paragraph = where.add_paragraph(style=style)
        paragraph.paragraph_format.keep_with_next = keep or None
        write_lines(paragraph, lines, bold=bold)


def write_lines(paragraph: Any, lines: list[str], *, bold: bool = False) -> None:
    """Lines with breaks between them, turned right to left where their letters are."""
    backwards = runs_right_to_left("".join(lines))
    if backwards:
        paragraph._p.get_or_add_pPr().insert_element_before(
            OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    for at, text in enumerate(lines):
        run = paragraph.add_run()
        if at:
            run.add_break()
        run.add_text(text)
        run.bold = bold or None
        run.font.rtl = backwards or None


def write_item(where: Any, item: Item) -> None:
    """A bullet; what there is to know about it follows on its own line inside the same bullet."""
    parts = paragraphs(item.text)
    for at, lines in enumerate(parts):
        paragraph = where.add_paragraph(style="List Bullet" if at == 0 else "List Continue")
        paragraph.paragraph_format.keep_together = len(item.text) < LONG
        write_lines(paragraph, lines)
        if at == len(parts) - 1 and item.note:
            note = paragraph.add_run()
            note.add_break()
            note.add_text(line(item.note))
            quieten(note)


def write_level(paragraph: Any, level: Level | NoLevel) -> None:
    """The mark and the word in the level's colour, or the words for having none."""
    if isinstance(level, NoLevel):
        quieten(paragraph.add_run(line(level.words)), size=9.5)
        return
    paragraph.add_run().add_picture(BytesIO(mark.png(level.position)), height=Pt(8))
    _describe(paragraph, line(level.name))
    word = paragraph.add_run(f"\u00a0{line(level.name)}")
    word.bold, word.font.color.rgb = True, RGBColor.from_string(palette.colour(level.position))


def _describe(paragraph: Any, words: str) -> None:
    """The picture's text alternative is the word it illustrates; its file name says nothing, so it goes.

    Without stated distances some programs leave a gap around a picture that stands in a line.
    """
    for inline in paragraph._p.iter(qn("wp:inline")):
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
    for properties in list(paragraph._p.iter(qn("wp:docPr"), qn("pic:cNvPr"))):
        properties.set("descr", words)
        properties.set("name", words)


def write_notes(paragraph: Any, notes: tuple[str, ...]) -> None:
    """What belongs to a judgement, after it on the same line."""
    for note in notes:
        if note:
            quieten(paragraph.add_run(f" · {line(note)}"))


def quieten(run: Any, size: float = 9) -> None:
    """Smaller and greyer than the words beside it."""
    run.font.color.rgb, run.font.size = RGBColor.from_string(palette.MUTED), Pt(size)
