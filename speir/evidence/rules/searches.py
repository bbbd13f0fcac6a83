"""Rules of a search that somebody keeps."""

from __future__ import annotations

from collections.abc import Collection

from speir.core.errors import Refused
from speir.core.text import one_line

NAME_LONGEST = 80
ASKED_LONGEST = 1000
MOST = 30


def check(name: str, asked: str, others: Collection[str]) -> list[Refused]:
    """Return every rule that a search breaks. `others` are the names of its owner's other searches."""
    name = one_line(name)
    broken = []
    if not name:
        broken.append(Refused("search-without-name", "Give the search a name.", "name"))
    elif len(name) > NAME_LONGEST:
        sentence = f"This is {len(name)} characters long. Keep the name to {NAME_LONGEST}."
        broken.append(Refused("search-name-too-long", sentence, "name"))
    elif name in others:
        broken.append(Refused("search-name-taken", "You have a search of this name. Choose another.", "name"))
    if not asked:
        broken.append(
            Refused("search-for-nothing", "Look for something first, then save the search.", "name")
        )
    elif len(asked) > ASKED_LONGEST:
        broken.append(
            Refused("search-too-long", "This looks for too much to be kept. Take something away.", "name")
        )
    if len(others) >= MOST:
        broken.append(Refused("search-too-many", f"Keep to {MOST} searches. Delete one first.", "name"))
    return broken
