"""What a file is, from its first bytes: never from its name."""

from __future__ import annotations

import re

from speir.core.files.refusals import ENCRYPTED, Unkept

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKED = b"PK\x03\x04"
ARCHIVES = (
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
    b"xar!",
)
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\x00asm",
)
# Two or three letters with which a text may well begin: they count where what follows is no text.
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
WORDS: tuple[tuple[str, bytes], ...] = (
    ("rich-text", b"{\\rtf"),
    ("program", b"#!"),
    (ENCRYPTED, b"-----BEGIN PGP MESSAGE"),
)
REFUSED: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("archive", ARCHIVES),
    ("program", PROGRAMS),
    ("picture", (b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM", b"\x00\x00\x01\x00", b"8BPS")),
    ("film", (b"ID3", b"OggS", b"fLaC", b"\x1a\x45\xdf\xa3", b"\xff\xfb", b"FLV\x01")),
    (ENCRYPTED, (b"Salted__",)),
)
INNER = (OLD_OFFICE, PACKED, *ARCHIVES, *PROGRAMS, b"%PDF-", b"{\\rtf")


def family(head: bytes, ending: str) -> str:
    """Return which module looks through what begins so: `pdf`, `packed`, `images`, `mail`, `texts`. Raises Unkept."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(PACKED):
        return "packed"
    if head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) or _riff(head) == b"WEBP":
        return "images"
    if head.startswith(OLD_OFFICE):
        raise Unkept("message" if ending == "msg" else "old-office")
    if head[4:8] == b"ftyp":
        raise Unkept(
            "heic" if head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"hevc") else "film"
        )
    if _riff(head):
        raise Unkept("film")
    if head[257:262] == b"ustar":
        raise Unkept("archive")
    for key, beginning in WORDS:
        if head.startswith(beginning):
            raise Unkept(key)
    for key, beginnings in REFUSED if _NO_TEXT.search(head) else ():
        if head.startswith(beginnings):
            raise Unkept(key)
    return "mail" if ending == "eml" else "texts"


def _riff(head: bytes) -> bytes:
    return head[8:12] if head.startswith(b"RIFF") else b""


def is_inner(data: bytes) -> bool:
    """Return whether a part of a document is a file of its own: an archive, a program, another document."""
    return data.startswith(INNER) and bool(
        _NO_TEXT.search(data[:512]) or data.startswith((b"%PDF-", b"{\\rtf"))
    )
