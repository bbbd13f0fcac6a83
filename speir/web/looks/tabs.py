"""The pages of one closer look, as each of them leads to the others."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from speir.evaluations.queries.looks.headings import LookPage
from speir.web.shell.rendered import keep

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
    return [
        {"to": to, "says": says, "here": name == here}
        for (name, says), to in zip(TABS, _addresses(look_id), strict=True)
    ]


@lru_cache(maxsize=512)
def _addresses(look_id: str) -> tuple[str, ...]:
    """Return where they are; it stays so as long as a process lives."""
    return tuple(reverse(name, args=[look_id]) for name, _says in TABS)


def papers(look: LookPage) -> SafeString:
    """Return the links to the papers of a closer look."""
    key = ("look-papers", look.id, look.may_plan or look.may_reopen, get_language())
    return keep(key, "looks/papers_links.html", {"look": look})
