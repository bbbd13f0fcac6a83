"""The pages of a unit's improvement, as each of them leads to the others."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# The name of the page's address, which takes the unit's id, and what it is called. Each area adds its own.
TABS = (
    ("improvement:board", _("Board")),
    ("improvement:choosing", _("Choosing")),
    ("improvement:priorities", _("Priorities")),
    ("improvement:meetings", _("Meetings")),
    ("improvement:changed", _("What changed")),
    ("improvement:tracked", _("Also tracked")),
    ("improvement:heard", _("You said, we did")),
)


# What a unit keeps to those who belong to it; of the others, whoever is above it reads what is open to them by itself.
INSIDE = frozenset({"improvement:choosing", "improvement:meetings"})


def tabs(unit_id: str, here: str, *, belongs: bool = True) -> list[dict[str, object]]:
    """Return the pages of a unit's improvement; `here` is the name of the one that is shown.

    `belongs`: to somebody who does; else without those that are not open to whoever is above the unit.
    """
    return [
        {"to": to, "says": says, "here": name == here}
        for (name, says), to in zip(TABS, _addresses(unit_id), strict=True)
        if belongs or name not in INSIDE
    ]


def head(unit_id: str, name: str, *, demonstration: bool = False, belongs: bool = True) -> dict[str, object]:
    """Return what the head of a page about one of a unit's priorities shows, for whoever can open the unit's pages."""
    unit = {"id": unit_id, "name": name, "demonstration": demonstration}
    return {"unit": unit, "tabs": tabs(unit_id, "improvement:priorities", belongs=belongs)}


@lru_cache(maxsize=512)
def _addresses(unit_id: str) -> tuple[str, ...]:
    """Return where they are; it stays so as long as a process lives."""
    return tuple(reverse(name, args=[unit_id]) for name, _says in TABS)
