"""The account of an item: tidied as it is written, and shown as paragraphs and lists, data for a page or a document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from speir.core.pasted import marked, pasted
from speir.core.text import clean
from speir.evidence.rules.items import Draft, in_a_line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its lines, each of which was a line when it was typed."""

    lines: tuple[str, ...]
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order."""

    items: tuple[str, ...]
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list in order, counted from `first`."""

    items: tuple[str, ...]
    first: int = 1
    kind: ClassVar[str] = "numbered"


# By what a line ends a sentence, also within quotation marks or brackets.
_ENDS = tuple(sign + after for sign in ".!?:…" for after in ("", "”", "’", '"', "'", ")"))

Block = Paragraph | Bullets | Numbered


def laid_out(draft: Draft) -> Draft:
    """Return a draft as it is stored: a longer text, typed where a line belongs, is a line and an account.

    Of the account its paragraphs and lists are kept, and nothing else that came with them.
    """
    shows, account = in_a_line(draft.shows, draft.account)
    return replace(draft, shows=shows, account=pasted(account), origin=clean(draft.origin))


def blocks(text: str) -> list[Block]:
    """Return the paragraphs and lists of a text in their order; `kind` says to a template which one each is.

    An empty line ends a paragraph, and so does a line that ends a sentence, as a word processor's paragraphs do; any
    other line stays a line of its paragraph. A number that does not follow the last begins a new list.
    """
    made: list[
        tuple[int | None, list[str]]
    ] = []  # (where a list's count begins, 0 for none, None outside; lines)
    ended = True
    for line in pasted(text).split("\n"):
        kind, number, words = marked(line)
        if not kind:
            if words and ended:
                made.append((None, []))
            if words:
                made[-1][1].append(words)
            ended = not words or words.endswith(_ENDS)
            continue
        ended = True
        first, lines = made[-1] if made else (None, [])
        goes_on = first is not None and (number or 0) == (first + len(lines) if first else 0)
        if not goes_on:
            made.append((number or 0, []))
        made[-1][1].append(words)
    return [_block(first, tuple(lines)) for first, lines in made]


def _block(first: int | None, lines: tuple[str, ...]) -> Block:
    if first is None:
        return Paragraph(lines)
    return Numbered(lines, first) if first else Bullets(lines)
