"""Boxes of words and room to write in, as Word holds them: paragraphs on coloured ground, which are read in order."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from speir.reports.content import Boxes, Room
from speir.reports.renderers import palette
from speir.reports.renderers.docx_text import LONG, write_lines
from speir.reports.renderers.legible import line, paragraphs

_AFTER = ("w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:bidi", "w:spacing",
          "w:ind", "w:contextualSpacing", "w:jc", "w:textAlignment", "w:outlineLvl", "w:rPr")  # fmt: skip
INSET = Mm(3)


def write_boxes(word: Any, boxes: Boxes) -> None:
    """Each box: its heading and its words, on one ground of its own."""
    for at, box in enumerate(boxes.items):
        ground, edge = palette.BOXES[at % len(palette.BOXES)]
        heading = word.add_heading(line(box.label), level=boxes.depth + 1)
        for run in heading.runs:
            run.font.color.rgb = RGBColor.from_string(edge)
        made = [heading]
        for lines in paragraphs(box.text):
            made.append(word.add_paragraph(style="Normal"))
            write_lines(made[-1], lines)
        for paragraph in made:
            _on_ground(paragraph, ground)
            paragraph.paragraph_format.keep_together = len(box.text) < LONG
            # A box stays with the next one, so that what was said and what came of it share a page.
            paragraph.paragraph_format.keep_with_next = paragraph is not made[-1] or at < len(boxes.items) - 1
        if at < len(boxes.items) - 1:
            _gap(word)
    _gap(word, keep=False)


def write_room(word: Any, room: Room) -> None:
    """Empty space in a frame, which grows with what is typed into it."""
    paragraph = word.add_paragraph(style="Normal")
    _framed(paragraph._p.get_or_add_pPr(), palette.MUTED, style="dashed")
    for _ in range(max(0, room.lines - 1)):
        paragraph.add_run().add_break()
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = INSET
    layout.space_before, layout.space_after = Pt(10), Pt(14)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Mm(7)
    layout.keep_together = True


def _gap(word: Any, *, keep: bool = True) -> None:
    gap = word.add_paragraph(style="Normal")
    gap.paragraph_format.space_before = gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    gap.paragraph_format.line_spacing = Pt(8)
    gap.paragraph_format.keep_with_next = keep or None


def _on_ground(paragraph: Any, ground: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    _framed(properties, ground, style="single")
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
        shade.set(qn(f"w:{key}"), value)
    properties.insert_element_before(shade, *_AFTER)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = INSET
    layout.space_before, layout.space_after = Pt(0), Pt(4)


def _framed(properties: Any, colour: str, *, style: str) -> None:
    """A frame around a paragraph; those below one another with the same frame share it."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", style), ("sz", "8"), ("space", "8"), ("color", colour)):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    properties.insert_element_before(borders, "w:shd", *_AFTER)
