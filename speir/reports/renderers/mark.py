"""The six-step mark of a level as a small PNG, for files that cannot draw one themselves."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

from speir.reports.content import STEPS
from speir.reports.renderers import palette

SCALE = 8
WIDTH = STEPS * palette.STEP_WIDTH + (STEPS - 1) * palette.STEP_GAP
HEIGHT = max(palette.STEP_HEIGHTS)


@lru_cache(maxsize=STEPS)
def png(position: int) -> bytes:
    """Six rising bars on nothing: as many as the level's position in its colour, the others grey."""
    rows = b"".join((b"\x00" + _row(y, position)) * SCALE for y in range(HEIGHT))
    colours = [bytes.fromhex(code) for code in ("FFFFFF", palette.colour(position), palette.OFF)]
    size = struct.pack(">IIBBBBB", WIDTH * SCALE, HEIGHT * SCALE, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", size),
        (b"PLTE", b"".join(colours)),
        (b"tRNS", b"\x00"),
        (b"IDAT", zlib.compress(rows, 9)),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in (*chunks, (b"IEND", b"")))


def _row(y: int, position: int) -> bytes:
    """One line of the picture, a palette index for each bar's and gap's width, repeated to scale."""
    line = b""
    for step, height in enumerate(palette.STEP_HEIGHTS):
        index = 0 if y < HEIGHT - height else 1 if step < position else 2
        line += bytes([index]) * palette.STEP_WIDTH * SCALE
        line += bytes([0]) * palette.STEP_GAP * SCALE if step + 1 < STEPS else b""
    return line


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
