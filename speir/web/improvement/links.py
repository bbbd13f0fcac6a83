"""Addresses of pages that other areas of improvement have: empty while there is none."""

from __future__ import annotations

from functools import lru_cache

from django.urls import NoReverseMatch, reverse


@lru_cache(maxsize=64)
def _known(name: str, blanks: int) -> str:
    try:
        return reverse(f"improvement:{name}", args=[_BLANK] * blanks)
    except NoReverseMatch:
        return ""


def to(name: str, *ids: str) -> str:
    """Return the address of a page of improvement by its name and the ids in it."""
    address = _known(name, len(ids))
    for one in ids:
        address = address.replace(_BLANK, one, 1)
    return address


_BLANK = "~~~~"
