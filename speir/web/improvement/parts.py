"""Addresses of long lists in parts: one part a page at a time."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from speir.improvement.rules.boards import numbered
from speir.improvement.rules.paging import Cut


def parted(request: HttpRequest) -> dict[str, Any]:
    """Return which part is asked for, which page of it, and what is to stand on it."""
    words = request.GET
    return {
        "of": words.get("of", "")[:20],
        "page": numbered(words.get("page", "")),
        "at": words.get("at", "")[:16],
    }


def whole(cut: Cut, key: str, **more: str) -> dict[str, Any] | None:
    """Return where a part that is cut here can be seen whole, and how many it has; None for one that is not cut."""
    if cut.of or cut.counts[key] <= len(cut.shown[key]):
        return None
    return {"count": f"{cut.counts[key]:,}", "to": _address(of=key, **more)}


def pager(cut: Cut, **more: str) -> dict[str, Any] | None:
    """Return the pages before and after one of a part, and back to all parts; None where all parts are shown."""
    if not cut.of:
        return None
    earlier, later = str(cut.page - 1), str(cut.page + 1)
    return {
        "page": cut.page,
        "all": _address(**more),
        "earlier": _address(of=cut.of, page=earlier, **more) if cut.page > 1 else "",
        "later": _address(of=cut.of, page=later, **more) if cut.more else "",
    }


def _address(**words: str) -> str:
    return "?" + urlencode({name: word for name, word in words.items() if word})
