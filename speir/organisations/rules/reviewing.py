"""What needs a look in a review of who has access: pure, by days."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

SETTLED = dt.timedelta(days=7)
LONG = dt.timedelta(days=90)
SOON = dt.timedelta(days=14)

# In the order in which they stand on the page.
LOOKS = {
    "never_seen": "Never signed in",
    "long_not_seen": "Not here for more than 90 days",
    "ends_soon": "Ends within 14 days",
    "whole_partnership": "Holds for the whole partnership",
}


def looks(
    *, seen: dt.date | None, given: dt.date, ends: dt.date | None, partnership: bool, today: dt.date
) -> tuple[str, ...]:
    """Return why a role needs a look, the weightiest first: keys of LOOKS.

    Somebody who was brought in within the last seven days need not have been here yet.
    """
    found = []
    if seen is None and today - given > SETTLED:
        found.append("never_seen")
    if seen is not None and today - seen > LONG:
        found.append("long_not_seen")
    if ends is not None and ends - today <= SOON:
        found.append("ends_soon")
    if partnership:
        found.append("whole_partnership")
    return tuple(found)


def rank(found: tuple[str, ...]) -> tuple[int, int]:
    """Return where a role stands in the list: by its weightiest reason, then by how many there are."""
    order = list(LOOKS)
    return (order.index(found[0]) if found else len(order)), -len(found)


def mark_of_roles(roles: Iterable[tuple[str, str, str]]) -> str:
    """Return the mark of roles as (id, role, last day), by which a review says what it looked at: 16 characters."""
    text = "\x00".join("\x01".join(one) for one in sorted(roles))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
