"""Word, Excel and PowerPoint: no macros, nothing drawn in from elsewhere, no file within but a chart's table."""

from __future__ import annotations

import re
from collections.abc import Callable

from speir.core.files.apart.telling import is_inner
from speir.core.files.apart.xml import local, root_of
from speir.core.files.refusals import DAMAGED, ELSEWHERE, HOLDS, MACROS, UNKNOWN, Unkept

TYPES = "[Content_Types].xml"
# What the main part says it is, and the name of its outermost element.
MAIN = {
    "wordprocessingml.document.main+xml": ("docx", "document"),
    "spreadsheetml.sheet.main+xml": ("xlsx", "workbook"),
    "presentationml.presentation.main+xml": ("pptx", "presentation"),
}
_MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|activex/|dialogsheets/|attachedtoolbars")
_TABLE = re.compile(r"^(word|ppt|xl)/embeddings/[^/]+\.xlsx$", re.IGNORECASE)
# A template on a disk of whoever opens it, as each document of an office has; never one on a network.
_OWN_DISK = re.compile(r"^(file:///)?[A-Za-z]:[\\/](?![\\/])")
_PROGRAM_FIELD = re.compile(rb"<w:instrText[^>]*>\s*DDE(AUTO)?\b|\bw:instr=\"\s*DDE", re.IGNORECASE)
Unpack = Callable[[bytes], dict[str, bytes]]


def look(parts: dict[str, bytes], unpack: Unpack, *, inside: bool = False) -> str:
    """Return `docx`, `xlsx` or `pptx`. `unpack` takes out the table of a chart, which is a workbook. Raises Unkept."""
    if TYPES not in parts:
        raise Unkept("archive")
    if any(_MACROS.search(name.lower()) for name in parts):
        raise Unkept(MACROS)
    kind, main, outermost = _main(parts[TYPES])
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")) and (data or name == main):
            root = root_of(data, _related if name.endswith(".rels") else None)
            if name == main and local(root) != outermost:
                raise Unkept(DAMAGED)
        _within(name, data, unpack, inside=inside)
    if main not in parts or "_rels/.rels" not in parts:
        raise Unkept(DAMAGED)
    return kind


def _main(types: bytes) -> tuple[str, str, str]:
    """Return the kind, the main part's name and its outermost element."""
    found: list[tuple[str, str, str]] = []

    def seen(_name: str, attributes: dict[str, str]) -> None:
        said = attributes.get("ContentType", "")
        if "macroenabled" in said.lower() or "vbaproject" in said.lower() or "macrosheet" in said.lower():
            raise Unkept(MACROS)
        known = MAIN.get(said.rpartition("officedocument.")[2])
        if known and attributes.get("PartName"):
            found.append((known[0], attributes["PartName"].removeprefix("/"), known[1]))

    root_of(types, seen)
    if len(found) != 1:
        raise Unkept(UNKNOWN)
    return found[0]


def _related(name: str, attributes: dict[str, str]) -> None:
    """A link that somebody follows may lead out; what a document draws in by itself may not."""
    said = attributes.get("Type", "")
    target = attributes.get("Target", "")
    followed = said.endswith("/hyperlink") or (said.endswith("/attachedTemplate") and _OWN_DISK.match(target))
    if attributes.get("TargetMode", "").lower() == "external" and not followed:
        raise Unkept(ELSEWHERE)
    if "://" in target and attributes.get("TargetMode", "").lower() != "external":
        raise Unkept(ELSEWHERE)
    if said.endswith(("/vbaProject", "/xlMacrosheet", "/wordVbaData", "/control", "/ctrlProp.bin")):
        raise Unkept(MACROS)


def _within(name: str, data: bytes, unpack: Unpack, *, inside: bool) -> None:
    lower = name.lower()
    if b"ddeLink" in data and lower.startswith("xl/externallinks/"):
        raise Unkept(ELSEWHERE)
    if lower.startswith("word/") and lower.endswith(".xml") and _PROGRAM_FIELD.search(data):
        raise Unkept("active")
    if _TABLE.match(name) and not inside:
        if look(unpack(data), unpack, inside=True) != "xlsx":
            raise Unkept(HOLDS)
    elif "/embeddings/" in lower or is_inner(data):
        raise Unkept(HOLDS)
