"""A document as PDF: tagged, PDF/UA-1, set by Typst with a template of ours and fonts of ours.

The document reaches the template as JSON, never as markup, so that a typed `#`, `$` or `*` is only a character.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from speir.reports.content import (
    Blanks,
    Block,
    Box,
    Boxes,
    Bullets,
    Cell,
    Document,
    Facts,
    Finding,
    Findings,
    Item,
    Level,
    LevelLine,
    NoLevel,
    Paragraph,
    Room,
    Scale,
    Section,
    Table,
    length,
)
from speir.reports.renderers import fonts, palette
from speir.reports.renderers.legible import line, paragraphs, runs_right_to_left, shortened

TEMPLATE = Path(__file__).with_name("document.typ")
PICTURES = Path(__file__).with_name("pictures")
LONGEST_WORD, BREAK_EVERY = 24, 8
LONG_CELL = 900
FOOTER = 300

Json = dict[str, Any]


def render(document: Document, *, font_folder: Path | None = None) -> bytes:
    """The document as a PDF/UA-1 file. Raises FontsMissing, typst.TypstError."""
    where = font_folder or fonts.folder()
    content = _Content(document, fonts.coverage(where)).whole()
    only = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(where)])
    made = typst.Compiler(font_paths=only, ignore_system_fonts=True).compile(
        input=TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"document": json.dumps(content)},
        pdf_standards=["ua-1"],
        timestamp=int(document.made_at.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst returned no single file.")
    return made


class _Content:
    """Turns content into the JSON that `document.typ` reads, and remembers whether a character had to be named."""

    def __init__(self, document: Document, covers: tuple[frozenset[int], ...]) -> None:
        self.document = document
        self.covers = covers
        self.stood_in = False

    def whole(self) -> Json:
        doc = self.document
        language, _, region = doc.language.partition("-")
        before, _, rest = doc.words.page.partition("{page}")
        between, _, after = rest.partition("{pages}")
        made: Json = {
            "language": language,
            "region": region or None,
            "landscape": doc.landscape,
            "size": doc.size,
            "tints": palette.BOXES,
            "page": [before, between, after],
            "colours": palette.LEVELS,
            "heights": palette.STEP_HEIGHTS,
            **{
                name: self.line(getattr(doc, name))
                for name in ("title", "author", "subtitle", "mark", "printed")
            },
            "lede": self.text(doc.lede),
            "running": [self.line(shortened(doc.named(), 100)), self.line(shortened(doc.mark, 120))],
            "source": self.line(shortened(doc.source, FOOTER)),
            "whole_source": self.text(doc.source) if len(doc.source) > FOOTER else [],
            "facts": self.facts(Facts(doc.facts)),
            "sections": [self.section(section, kept) for section, kept in doc.kept()],
        }
        # PDF/UA asks for a title, whatever was typed.
        made["title"] = made["title"] or made["subtitle"] or "–"
        return {**made, "stand_ins": self.text(doc.words.stand_ins) if self.stood_in else []}

    def line(self, text: str) -> str:
        """One line, drawable and breakable."""
        drawn, stood_in = fonts.drawable(line(text), self.covers)
        self.stood_in = self.stood_in or stood_in
        return breakable(drawn)

    def text(self, text: str) -> list[Json]:
        """Paragraphs of lines, each paragraph with its direction."""
        return [
            {"rtl": runs_right_to_left("".join(lines)), "lines": [self.line(one) for one in lines]}
            for lines in paragraphs(text)
        ]

    def section(self, section: Section, kept: tuple[bool, ...]) -> Json:
        return {
            "heading": self.line(section.heading),
            "depth": section.depth + 1,
            "new_page": section.new_page,
            "blocks": [self.block(block) for block in section.blocks],
            "kept": kept,
        }

    def block(self, block: Block) -> Json:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "tone": block.tone.value, "text": self.text(block.text)}
            case Bullets():
                return {"kind": "bullets", "items": [self.item(item) for item in block.items]}
            case Facts():
                return self.facts(block)
            case LevelLine():
                return {
                    "kind": "level_line",
                    "level": self.level(block.level),
                    "notes": self.notes(block.notes),
                }
            case Findings():
                return {"kind": "findings", "items": [self.finding(item) for item in block.items]}
            case Scale():
                levels = [self.level(level) for level in block.levels]
                return {"kind": "scale", "label": self.line(block.label), "levels": levels}
            case Blanks():
                return {"kind": "blanks", "labels": [self.line(label) for label in block.labels]}
            case Boxes() | Room() | Table():
                return self.laid_out(block)

    def laid_out(self, block: Boxes | Room | Table) -> Json:
        match block:
            case Boxes():
                whole = sum(len(box.text) for box in block.items) < LONG_CELL
                boxes = [self.box(box) for box in block.items]
                return {"kind": "boxes", "items": boxes, "depth": block.depth + 1, "whole": whole}
            case Room():
                return {"kind": "room", "lines": block.lines}
            case Table():
                return self.table(block)

    def box(self, box: Box) -> Json:
        drawn = (PICTURES / f"{box.picture.value}.svg").read_text() if box.picture else ""
        whole = len(box.text) < LONG_CELL
        return {"label": self.line(box.label), "text": self.text(box.text), "picture": drawn, "whole": whole}

    def item(self, item: Item) -> Json:
        whole = len(item.text) + len(item.note) < LONG_CELL
        return {"text": self.text(item.text), "note": self.text(item.note), "whole": whole}

    def facts(self, facts: Facts) -> Json:
        pairs = [{"label": self.line(fact.label), "value": self.line(fact.value)} for fact in facts.facts]
        return {"kind": "facts", "facts": pairs}

    def finding(self, finding: Finding) -> Json:
        return {
            **{name: self.line(getattr(finding, name)) for name in ("number", "title", "emphasis")},
            "level": self.level(finding.level),
            "notes": self.notes(finding.notes),
        }

    def notes(self, notes: tuple[str, ...]) -> str:
        return " · ".join(self.line(note) for note in notes if note)

    def level(self, level: Level | NoLevel) -> Json:
        if isinstance(level, NoLevel):
            return {"kind": "level", "name": self.line(level.words), "step": None, "provisional": ""}
        name, provisional = self.line(level.name), self.line(level.provisional)
        return {"kind": "level", "name": name, "step": level.position, "provisional": provisional}

    def table(self, table: Table) -> Json:
        return {
            "kind": "table",
            "caption": self.line(table.caption),
            "headings": [self.line(column.heading) for column in table.columns],
            "shares": [column.share for column in table.columns],
            "rows": [
                {
                    "group": row.group,
                    "whole": all(length(cell) < LONG_CELL for cell in row.cells),
                    "cells": [self.cell(cell) for cell in row.cells],
                }
                for row in table.rows
            ],
        }

    def cell(self, cell: Cell) -> Json:
        match cell:
            case Level() | NoLevel():
                return self.level(cell)
            case Room():
                return {"kind": "room", "lines": cell.lines}
            case str():
                return {"kind": "flow", "blocks": [self.block(Paragraph(cell))]}
            case tuple():
                return {"kind": "flow", "blocks": [self.block(block) for block in cell]}


def breakable(text: str) -> str:
    """The text with invisible places to break inside words too long for a line."""
    if all(len(word) <= LONGEST_WORD for word in text.split(" ")):
        return text
    return " ".join(word if len(word) <= LONGEST_WORD else _broken(word) for word in text.split(" "))


def _broken(word: str) -> str:
    pieces: list[str] = []
    for cluster in fonts.clusters(word):
        if pieces and len(pieces[-1]) < BREAK_EVERY:
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    return "\u200b".join(pieces)
