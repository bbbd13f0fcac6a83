"""Plain text and CSV: in UTF-8, and nothing that a browser or a spreadsheet would run."""

from __future__ import annotations

import re
from pathlib import Path

from speir.core.files.refusals import DAMAGED, EMPTY, TWO, UNKNOWN, Unkept

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_PAGE = re.compile(r"\s*<(!doctype|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE)
_PROGRAM = re.compile(r"^\s*[\"']?[=+\-@].{0,200}\|.{0,400}!", re.MULTILINE)
_PLAIN = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def look(body: bytes, ending: str, out: Path) -> str:
    """Return `plain` or `csv`. Raises Unkept."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Bytes that stand in no plain text of any alphabet: this is something else.
        strange = body.startswith((b"\xff\xfe", b"\xfe\xff")) or not _PLAIN.search(body)
        raise Unkept("letters" if strange else UNKNOWN) from None
    if not text.strip():
        raise Unkept(EMPTY)
    if _CONTROLS.search(text):
        raise Unkept(DAMAGED if ending in ("txt", "csv") else UNKNOWN)
    if "%PDF-" in text[:1024]:
        raise Unkept(TWO)
    if _PAGE.match(text[:2_000]) or text.startswith("#!"):
        raise Unkept("web-page")
    if ending == "csv":
        if any(_PROGRAM.search(cell) for cell in re.split(r"[,;\t\n]", text) if "|" in cell):
            raise Unkept("commands")
        return "csv"
    return "plain"
