"""The indicators that something can be said to bear on."""

from __future__ import annotations

from speir.frameworks.queries import all_current


def indicators() -> list[tuple[str, str]]:
    """Return every indicator of the newest versions, as (`hmie-2005/3.2`, its number and title)."""
    return [
        (f"{framework.key}/{one.number}", f"{one.number} {one.title}")
        for framework in all_current()
        for one in framework.indicators
    ]
