"""When a broad view may be discarded: only while nothing has been written in it."""

from __future__ import annotations

from collections.abc import Iterable

from speir.core.errors import Refused

WRITTEN = (
    "Something has been written in this broad view, so it cannot be discarded. "
    "It can be kept, and its title and period can be changed so that nobody takes it for another one."
)

JOINT = Refused(
    "view-joint",
    "This broad view belongs to a joint broad view: what is agreed is written here, so it cannot be discarded. "
    "The joint broad view can be called off.",
)

ANSWERING = Refused(
    "view-answering",
    "Somebody is answering a joint broad view with this just now, so it stays for the moment. Look at it again.",
)


def check(found: Iterable[bool]) -> list[Refused]:
    """Return the refusal where any kind of thing that people write was found; empty when it may go."""
    return [Refused("view-written", WRITTEN)] if any(found) else []
