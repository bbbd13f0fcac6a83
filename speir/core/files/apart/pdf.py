"""A PDF: whole as it stands, open to everybody, and nothing in it that runs or is a file of its own."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from speir.core.files.refusals import DAMAGED, ENCRYPTED, HOLDS, TWO, Unkept

MOST_OBJECTS = 400_000
# A key of a dictionary, or what its /S or /Subtype or /Type says.
ACTIVE = frozenset({"/JS", "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/XFA", "/Rendition"})
HOLDING = frozenset(
    {
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/EF",
        "/Collection",
        "/RichMedia",
        "/GoToE",
        "/Movie",
        "/Sound",
        "/Screen",
    }
)
_SAYS = frozenset({"/S", "/Subtype", "/Type"})
_PAGE = re.compile(rb"<(!doctype|html|script|svg)", re.IGNORECASE)
_PACKED_END, _COMMENT = b"PK\x05\x06", 65_600


def look(body: bytes, ending: str, out: Path) -> str:
    """Return `pdf`. Raises Unkept."""
    if _PAGE.search(body[:1024]) or _PACKED_END in body[-_COMMENT:]:
        raise Unkept(TWO)
    if not body.rstrip(b"\x00\r\n\t ").endswith(b"%%EOF"):
        raise Unkept(TWO if b"%%EOF" in body else DAMAGED)
    try:
        with pikepdf.open(BytesIO(body), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Unkept(ENCRYPTED)
            if not len(pdf.pages):
                raise Unkept(DAMAGED)
            _walk(pdf)
            if pdf.get_warnings():
                raise Unkept(DAMAGED)
    except pikepdf.PasswordError:
        raise Unkept(ENCRYPTED) from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError, OverflowError):
        raise Unkept(DAMAGED) from None
    return "pdf"


def _walk(pdf: pikepdf.Pdf) -> None:
    """Look at every dictionary that there is, whether a page leads to it or not."""
    left = MOST_OBJECTS
    for whole in pdf.objects:
        within: list[Any] = [whole]
        while within:
            one = within.pop()
            left -= 1
            if left < 0:
                raise Unkept("heavy")
            if isinstance(one, pikepdf.Array):
                within += [part for part in one.as_list() if _goes_in(part)]
            elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                for key, value in one.items():
                    _see(key)
                    if key in _SAYS and isinstance(value, pikepdf.Name):
                        _see(str(value))
                    if _goes_in(value):
                        within.append(value)


def _goes_in(value: Any) -> bool:
    return isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect


def _see(name: str) -> None:
    if name in ACTIVE:
        raise Unkept("active")
    if name in HOLDING:
        raise Unkept(HOLDS)
