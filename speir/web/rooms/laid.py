"""A document laid out as a page: what it says, in its order, without a word of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from speir.frameworks.rules.levels import Level as FrameworkLevel
from speir.reports.content import (
    Block,
    Bullets,
    Document,
    Level,
    LevelLine,
    Paragraph,
    Table,
)


def laid(document: Document, levels: Iterable[FrameworkLevel]) -> dict[str, Any]:
    """Return a document as its page draws it: title, facts, and sections, each with its depth and blocks by kind.

    `levels` are those of its framework, for the mark beside each word.
    """
    keys = {level.position: level.key for level in levels}
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "lede": document.lede,
        "facts": [(fact.label, fact.value) for fact in document.facts],
        "sections": [
            {"title": section.heading, "depth": section.depth, "blocks": _blocks(section.blocks, keys)}
            for section in document.sections
        ],
        "source": document.source,
    }


def _blocks(blocks: Iterable[Block], keys: Mapping[int, str]) -> list[dict[str, Any]]:
    return [_block(one, keys) for one in blocks]


def _block(one: Block, keys: Mapping[int, str]) -> dict[str, Any]:
    if isinstance(one, LevelLine):
        given = one.level if isinstance(one.level, Level) else None
        words = one.level.name if isinstance(one.level, Level) else one.level.words
        notes = [given.provisional, *one.notes] if given else list(one.notes)
        key = keys.get(given.position, "") if given else ""
        return {"kind": "level", "key": key, "words": words, "notes": [note for note in notes if note]}
    if isinstance(one, Bullets):
        return {"kind": "list", "items": one.items}
    if isinstance(one, Table):
        rows = [[_cell(cell, keys) for cell in row.cells] for row in one.rows]
        return {"kind": "table", "caption": one.caption, "heads": one.columns, "rows": rows}
    if isinstance(one, Paragraph):
        return {"kind": "text", "text": one.text, "tone": one.tone.value}
    raise TypeError(f"A page has no place for {type(one).__name__}.")


def _cell(cell: Any, keys: Mapping[int, str]) -> list[dict[str, Any]]:
    if isinstance(cell, str):
        return [{"kind": "text", "text": cell, "tone": "plain"}]
    return _blocks(cell, keys)
