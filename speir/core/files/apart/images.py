"""A picture, drawn anew from its pixels alone: what told of where, when and by whom it was taken is left behind.

Anything that was hidden in it or behind it goes the same way. A JPEG keeps the tables that it was saved with, so that
saving it again takes next to nothing away; PNG loses nothing.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError, WebPImagePlugin
from PIL.JpegImagePlugin import get_sampling

from speir.core.files.refusals import DAMAGED, Unkept

MOST_PIXELS = 60_000_000
LARGEST_PROFILE = 4_000_000
# A JPEG that holds several pictures, as some phones take them, opens as MPO; its first is kept.
FORMATS = ("PNG", "JPEG", WebPImagePlugin.WebPImageFile.format)
KINDS = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp"}

Image.MAX_IMAGE_PIXELS = None  # our own limit answers with a sentence


def look(body: bytes, ending: str, out: Path) -> str:
    """Return `png`, `jpeg` or `webp`, the picture written to `out`. Raises Unkept."""
    warnings.simplefilter("ignore")
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unkept("pixels")
            kind = KINDS[picture.format or ""]
            if kind != "jpeg" and getattr(picture, "n_frames", 1) > 1:
                raise Unkept("moving")
            how = _how(picture, kind, body)
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            _save(upright, out, how)
        with Image.open(out) as drawn:
            drawn.load()
            left_over = drawn.getexif() or drawn.info.keys() & {"exif", "xmp", "comment", "photoshop"}
            if left_over or drawn.size != upright.size:
                raise Unkept(DAMAGED)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError):
        raise Unkept(DAMAGED) from None
    return kind


def _how(picture: Image.Image, kind: str, body: bytes) -> dict[str, Any]:
    """Return how it was saved before, as far as saving it again needs to know."""
    how: dict[str, Any] = {"format": kind.upper()}
    if kind == "jpeg":
        tables = getattr(picture, "quantization", None)
        sampling = get_sampling(picture)
        how |= {"qtables": tables} if tables else {"quality": 95}
        how |= {"subsampling": sampling if sampling >= 0 else 0, "optimize": True}
        how |= {"progressive": True} if picture.info.get("progressive") else {}
    if kind == "webp":
        how |= {"lossless": True} if b"VP8L" in body[:4096] else {"quality": 95}
    profile = picture.info.get("icc_profile")
    if profile and len(profile) <= LARGEST_PROFILE:
        how["icc_profile"] = profile
    seen_through = picture.info.get("transparency")
    if seen_through is not None and kind == "png":
        how["transparency"] = seen_through
    return how


def _save(picture: Image.Image, out: Path, how: dict[str, Any]) -> None:
    picture.info = {}
    picture.save(out, **how)
