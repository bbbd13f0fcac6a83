"""A document that is packed as ZIP: every part is taken out and counted, and nothing lies hidden between the parts."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from speir.core.files.apart import office, opendocument
from speir.core.files.refusals import DAMAGED, ENCRYPTED, GROWS, TWO, Unkept

MOST_PARTS = 3_000
UNPACKED = 200_000_000
# Sheets of like rows pack well; beyond this, only what was made to grow.
PACKS, SMALL = 200, 10_000_000
_END, _LOCAL, _DESCRIPTOR = b"PK\x05\x06", struct.Struct("<4s22xHH"), 24
_PIECE = 1 << 20


def look(body: bytes, ending: str, out: Path) -> str:
    """Return the kind of document. Raises Unkept."""
    parts = unpacked(body)
    return opendocument.look(parts) if "mimetype" in parts else office.look(parts, unpacked)


def unpacked(body: bytes) -> dict[str, bytes]:
    """Return every part by its name, in its order. Raises Unkept for what hides, grows or is not whole."""
    if body[-22:-18] != _END:
        raise Unkept(TWO if _END in body else DAMAGED)
    if b"%PDF-" in body[:1024]:
        raise Unkept(TWO)
    try:
        with ZipFile(BytesIO(body)) as packed:
            infos = packed.infolist()
            _listed(infos)
            _side_by_side(body, infos, packed.start_dir)
            return _taken_out(packed, infos, len(body))
    except (BadZipFile, LargeZipFile, NotImplementedError, zlib.error, EOFError, OSError):
        raise Unkept(DAMAGED) from None
    except (RuntimeError, ValueError, struct.error, UnicodeError, IndexError):
        raise Unkept(DAMAGED) from None


def _listed(infos: list[ZipInfo]) -> None:
    if not infos:
        raise Unkept("archive")
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > UNPACKED:
        raise Unkept(GROWS)
    if any(info.flag_bits & 0x2041 for info in infos):
        raise Unkept(ENCRYPTED)
    names = [info.filename.lower() for info in infos]
    strange = any(
        name.startswith("/") or "\\" in name or ".." in name.split("/") or "\x00" in name for name in names
    )
    if strange or len(set(names)) != len(names):
        raise Unkept(DAMAGED)
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos):
        raise Unkept(DAMAGED)


def _side_by_side(body: bytes, infos: list[ZipInfo], ends: int) -> None:
    """Each part begins where the one before it ended: none lies over another, and nothing lies between them."""
    at = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        gap = info.header_offset - at
        if gap < 0 or gap > (_DESCRIPTOR if at else 0):
            raise Unkept(TWO)
        signature, name, extra = _LOCAL.unpack_from(body, info.header_offset)
        if signature != b"PK\x03\x04":
            raise Unkept(DAMAGED)
        at = info.header_offset + _LOCAL.size + name + extra + info.compress_size
    if not 0 <= ends - at <= _DESCRIPTOR:
        raise Unkept(TWO)


def _taken_out(packed: ZipFile, infos: list[ZipInfo], size: int) -> dict[str, bytes]:
    """What a part says of its own size need not be so: what comes out is counted."""
    parts: dict[str, bytes] = {}
    most = min(UNPACKED, max(SMALL, PACKS * size))
    for info in infos:
        pieces = []
        with packed.open(info) as opened:
            while piece := opened.read(_PIECE):
                most -= len(piece)
                if most < 0:
                    raise Unkept(GROWS)
                pieces.append(piece)
        if not info.is_dir():
            parts[info.filename] = b"".join(pieces)
    return parts
