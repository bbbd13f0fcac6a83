"""A document as a Word file: real headings, lists and tables that people can go on writing in.

Text goes in as text: python-docx escapes it, and what XML may not hold has been replaced before.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.shared import Mm, Pt, RGBColor

from speir.reports.content import (
    Blanks,
    Block,
    Boxes,
    Bullets,
    Document,
    Facts,
    Finding,
    Findings,
    Level,
    LevelLine,
    Paragraph,
    Room,
    Scale,
    Section,
    Table,
    Tone,
)
from speir.reports.renderers import palette
from speir.reports.renderers.docx_boxes import write_boxes, write_room
from speir.reports.renderers.docx_frame import FOOTER, framed
from speir.reports.renderers.docx_table import write_blanks, write_table
from speir.reports.renderers.docx_text import quieten, write_item, write_level, write_notes, write_text
from speir.reports.renderers.legible import line

STYLES = {Tone.PLAIN: "Normal", Tone.LEAD: "Lead", Tone.MUTED: "Quiet", Tone.STRONG: "Normal"}


def render(document: Document) -> bytes:
    """The document as a .docx file."""
    word = framed(document)
    if document.mark:
        word.add_paragraph(line(document.mark), style="Mark")
    word.add_heading(line(document.title), level=1)
    if document.subtitle:
        word.add_paragraph(line(document.subtitle), style="Subtitle")
    write_text(word, document.lede, "Normal")
    _facts(word, Facts(document.facts))
    for section, kept in document.kept():
        _section(word, section, kept)
    if len(document.source) > FOOTER:
        write_text(word, document.source, "Quiet")
    _close(word)
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def _close(word: Any) -> None:
    """Word wants a paragraph after a table. At a paper’s end it takes next to no room: it could come to be a page."""
    if word.paragraphs and not word.paragraphs[-1].text:
        layout = word.paragraphs[-1].paragraph_format
        layout.space_before, layout.space_after, layout.line_spacing = Pt(0), Pt(0), Pt(1)


def _section(word: Any, section: Section, kept: tuple[bool, ...]) -> None:
    if line(section.heading):
        heading = word.add_heading(line(section.heading), level=section.depth + 1)
        heading.paragraph_format.page_break_before = section.new_page or None
    for block, keep in zip(section.blocks, kept, strict=True):
        _block(word, block, keep=keep)


def _block(word: Any, block: Block, *, keep: bool) -> None:
    match block:
        case Paragraph():
            write_text(word, block.text, STYLES[block.tone], bold=block.tone is Tone.STRONG, keep=keep)
        case Bullets():
            for item in block.items:
                write_item(word, item)
        case Facts():
            _facts(word, block, before=8)
        case LevelLine():
            paragraph = word.add_paragraph(style="Normal")
            paragraph.paragraph_format.keep_with_next = keep
            write_level(paragraph, block.level)
            provisional = block.level.provisional if isinstance(block.level, Level) else ""
            write_notes(paragraph, (provisional, *block.notes))
        case Findings():
            for finding in block.items:
                _finding(word, finding)
        case Scale():
            paragraph = word.add_paragraph(style="Fact")
            paragraph.paragraph_format.keep_with_next, paragraph.paragraph_format.space_after = True, Pt(5)
            quieten(paragraph.add_run(line(block.label)), size=9.5)
            for level in block.levels:
                paragraph.add_run("   ")
                write_level(paragraph, level)
        case Blanks() | Boxes() | Room() | Table():
            _laid_out(word, block)


def _laid_out(word: Any, block: Blanks | Boxes | Room | Table) -> None:
    match block:
        case Blanks():
            write_blanks(word, block)
        case Boxes():
            write_boxes(word, block)
        case Room():
            write_room(word, block)
        case Table():
            write_table(word, block)


def _facts(word: Any, facts: Facts, *, before: float = 0) -> None:
    for fact in facts.facts:
        paragraph = word.add_paragraph(style="Fact")
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(32), Mm(-32)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(32))
        quieten(paragraph.add_run(f"{line(fact.label)}\t"), size=9.5)
        paragraph.add_run(line(fact.value))
        # They stand apart: the caption of a table below would look like one more fact, without its words.
        if fact is facts.facts[0]:
            paragraph.paragraph_format.space_before = Pt(before)
        if fact is facts.facts[-1]:
            paragraph.paragraph_format.space_after = Pt(9)


def _finding(word: Any, finding: Finding) -> None:
    paragraph = word.add_paragraph(style="Finding")
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent, layout.keep_together = Mm(36), Mm(-36), True
    layout.tab_stops.add_tab_stop(Mm(36))
    write_level(paragraph, finding.level)
    paragraph.add_run(f"\t{line(finding.number)}  {line(finding.title)}")
    if finding.emphasis:
        emphasis = paragraph.add_run(f"  {line(finding.emphasis)}")
        emphasis.bold, emphasis.font.size = True, Pt(8.5)
        emphasis.font.color.rgb = RGBColor.from_string(palette.CRUCIAL)
    provisional = finding.level.provisional if isinstance(finding.level, Level) else ""
    write_notes(paragraph, (provisional, *finding.notes))
