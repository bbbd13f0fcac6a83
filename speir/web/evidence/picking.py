"""Looking for evidence within a form that lets somebody choose some: what was typed stays, and nothing is saved.

The search is a button of the same form: a form of its own would lose what was typed, an address would leave it in logs.
Enter in its box presses whichever button comes first, so words by which the list was not made are a search, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speir.evidence.rules.finding import COUNTED, Sought
from speir.frameworks.queries import all_current
from speir.web.evidence.finding_forms import LONGEST, themes_to_find

WORDS, THEME, FOUND, PRESSED = "find_words", "find_theme", "found_words", "find"


@dataclass(frozen=True, slots=True)
class Picking:
    """What is looked for, and whether this is a search alone: then nothing is to be saved."""

    sought: Sought
    only: bool
    unasked: bool


def read(posted: QueryDict) -> Picking:
    """Return what a form looks for. `unasked`: by Enter, or by its button for saving."""
    sought = read_sought(posted, WORDS, THEME)
    pressed = PRESSED in posted
    other = bool(sought.words.strip()) and sought.words != posted.get(FOUND, "")
    return Picking(sought, pressed or other, other and not pressed)


def read_sought(given: QueryDict, words: str = "words", theme: str = "theme") -> Sought:
    """Return what is looked for by fields of these names."""
    typed = given.get(words, "")[:LONGEST].replace("\x00", "")
    return Sought(typed, given.get(theme, "")[:120].replace("\x00", ""))


def box(picking: Picking, *, more: str) -> dict[str, Any]:
    """Return what the search within a form is drawn with. One query at most."""
    return {
        "words": picking.sought.words,
        "theme": picking.sought.theme,
        "themes": themes_to_find(all_current()),
        "longest": LONGEST,
        "more": more,
        "searched": bool(picking.sought),
        "unasked": picking.unasked,
    }


def others(more: int, *, many: bool = False, cut: bool = False) -> str:
    """Say that there are so many others, or that many at least; `cut`: that there are others, uncounted."""
    if many:
        return _("More than %(n)s others: narrow it down by words or a theme.") % {"n": f"{COUNTED:,}"}
    if not more:
        return _("There are others: find them by words or a theme.") if cut else ""
    words = ngettext(
        "%(n)d more: narrow it down by words or a theme.",
        "%(n)d more: narrow it down by words or a theme.",
        more,
    )
    return words % {"n": more}
