"""Parts of pages that are rendered once for what they are made from, and kept as HTML by a process while it lives."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

MOST = 2000
_kept: dict[tuple[Any, ...], SafeString] = {}


def known(key: tuple[Any, ...]) -> SafeString | None:
    """Return what was kept under a key, which is all that it was made from; None for what was not rendered yet."""
    return _kept.get(key)


def keep(key: tuple[Any, ...], template: str, context: dict[str, Any]) -> SafeString:
    """Return a template with this context as HTML, rendered once for the same key."""
    made = _kept.get(key)
    if made is None:
        if len(_kept) >= MOST:
            _kept.clear()
        made = _kept[key] = render_to_string(template, context)
    return made
