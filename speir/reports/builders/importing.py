"""The sheet in which organisations and their first people are written down, to be brought in."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from speir.organisations.rules.sheet import COLUMNS
from speir.reports.content import Listing


def template(rows: Iterable[tuple[str, ...]]) -> Listing:
    """Return the sheet with its headings, and as rows what is there already."""
    headings = tuple(_(words) for words in COLUMNS.values())
    return Listing(_("Organisations"), headings, (34, 24, 28, 28, 26, 32, 22, 18, 18), tuple(rows))
