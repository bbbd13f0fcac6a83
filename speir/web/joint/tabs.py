"""The pages of one joint broad view, as each of them leads to the others."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# The name of the page's address, which takes the joint broad view's id, and what it is called.
TABS = (
    ("joint:overview", _("Who takes part")),
    ("joint:matrix", _("Side by side")),
    ("joint:patterns", _("Patterns")),
    ("moderation:joint", _("Judging together")),
    ("joint:agreed", _("What was agreed")),
)


@lru_cache(maxsize=512)
def tabs(joint_id: str, here: str) -> tuple[dict[str, object], ...]:
    """Return the pages of a joint broad view; `here` is the name of the one that is shown.

    Each says whether it `stays` with those who are no longer members.
    """
    return tuple(
        {
            "to": reverse(name, args=[joint_id]),
            "says": says,
            "here": name == here,
            "stays": not name.startswith("moderation:"),
        }
        for name, says in TABS
    )
