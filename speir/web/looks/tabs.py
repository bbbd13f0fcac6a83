"""The pages of one closer look, as each of them leads to the others."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# The name of the page's address, which takes the closer look's id, and what it is called.
TABS = (
    ("looks:overview", _("What it is about")),
    ("looks:plan", _("Plan")),
    ("looks:ways", _("Finding out")),
    ("looks:board", _("Board")),
    ("looks:judging", _("Judging")),
    ("looks:follow", _("What follows")),
)


def tabs(look_id: str, here: str) -> list[dict[str, object]]:
    """Return the pages of a closer look; `here` is the name of the one that is shown."""
    return [{"to": reverse(name, args=[look_id]), "says": says, "here": name == here} for name, says in TABS]
