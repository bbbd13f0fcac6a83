"""The sheets to be brought in: of organisations and their first people, of evidence, and of inspections."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from speir.evaluations.rules.inspection_sheet import COLUMNS as OF_INSPECTIONS
from speir.evidence.rules.sheet import COLUMNS as OF_EVIDENCE
from speir.organisations.rules.sheet import COLUMNS
from speir.reports.content import Listing


def template(rows: Iterable[tuple[str, ...]]) -> Listing:
    """Return the sheet with its headings, and as rows what is there already."""
    headings = tuple(_(words) for words in COLUMNS.values())
    return Listing(_("Organisations"), headings, (34, 24, 28, 28, 26, 32, 22, 18, 18, 24), tuple(rows))


def evidence_template() -> Listing:
    """Return the sheet of evidence with its headings and no rows."""
    headings = tuple(_(words) for words in OF_EVIDENCE.values())
    widths = (50, 60, 28, 20, 28, 18, 16, 22, 24, 24, 26, 22, 18, 32)
    return Listing(_("Evidence"), headings, widths, ())


def inspection_template() -> Listing:
    """Return the sheet of inspections with its headings and no rows."""
    headings = tuple(_(words) for words in OF_INSPECTIONS.values())
    return Listing(_("Inspections"), headings, (44, 20, 14, 20), ())
