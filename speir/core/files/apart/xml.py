"""Reading a part of a document as XML: well formed, and without anything that would make it grow."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from speir.core.files.refusals import DAMAGED, GROWS, Unkept

Seen = Callable[[str, dict[str, str]], None]


def root_of(data: bytes, seen: Seen | None = None) -> str:
    """Return the name of the outermost element; `seen` is told of each element and its attributes. Raises Unkept.

    Names are `namespace name`, with a space between them. A document type is refused: entities are declared there.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    names: list[str] = []

    def begins(name: str, attributes: dict[str, str]) -> None:
        if not names:
            names.append(name)
        if seen:
            seen(name, attributes)
        else:
            parser.StartElementHandler = None

    def declares(*_words: object) -> None:
        raise Unkept(GROWS)

    parser.StartElementHandler = begins
    parser.StartDoctypeDeclHandler = declares
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unkept(DAMAGED) from None
    return names[0] if names else ""


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(" ")[2]
