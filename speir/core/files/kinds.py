"""The kinds of file that Speir keeps: how each is called, which endings its name may have, how it is sent."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
LONGEST_NAME = 120
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")
# What a file's name may not hold on some system, or would turn it round as it is read.
_UNSAFE = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+'
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. `endings`: what its name may end in, the usual one first."""

    words: str
    endings: tuple[str, ...]
    media_type: str


KINDS: dict[str, Kind] = {
    "pdf": Kind("PDF", ("pdf",), "application/pdf"),
    "docx": Kind("Word document", ("docx",), f"{OFFICE}wordprocessingml.document"),
    "xlsx": Kind("Excel workbook", ("xlsx",), f"{OFFICE}spreadsheetml.sheet"),
    "pptx": Kind("PowerPoint presentation", ("pptx",), f"{OFFICE}presentationml.presentation"),
    "odt": Kind("OpenDocument text", ("odt",), f"{OPEN}text"),
    "ods": Kind("OpenDocument spreadsheet", ("ods",), f"{OPEN}spreadsheet"),
    "odp": Kind("OpenDocument presentation", ("odp",), f"{OPEN}presentation"),
    "png": Kind("PNG picture", ("png",), "image/png"),
    "jpeg": Kind("JPEG picture", ("jpg", "jpeg"), "image/jpeg"),
    "webp": Kind("WebP picture", ("webp",), "image/webp"),
    "plain": Kind("plain text", ("txt",), "text/plain; charset=utf-8"),
    "csv": Kind("CSV table", ("csv",), "text/csv; charset=utf-8"),
    "mail": Kind("e-mail", ("eml",), "message/rfc822"),
}
PICTURES = frozenset({"png", "jpeg", "webp"})
ACCEPTED = ",".join(f".{ending}" for kind in KINDS.values() for ending in kind.endings)


def ending_of(name: str) -> str:
    """Return what a name ends in, such as `docx`, in small letters; nothing for none, or for a number (Minutes 3.2)."""
    found = _ENDING.search(name.strip())
    return "" if found is None or found[1].isdigit() else found[1].lower()


def safe_name(name: str, kind: str) -> str:
    """Return a file's name without a path and without what could mislead, ending as its kind does; never empty."""
    last = re.split(r"[\\/]", name.encode("utf-8", "replace").decode())[-1]
    words = " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", last)).split()).strip(". ")
    ending, stem = ending_of(words), words
    if ending in KINDS[kind].endings:
        stem = words[: -len(ending) - 1].strip(". ")
    else:
        ending = KINDS[kind].endings[0]
    return f"{stem[:LONGEST_NAME] or 'File'}.{ending}"
