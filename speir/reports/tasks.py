"""Jobs of this room."""

from speir.core.jobs import job
from speir.reports.actions import keep_edition


@job("reports.keep_edition")
def keep(edition_id: str) -> None:
    """Make and keep the documents of a sealed edition."""
    keep_edition(edition_id=edition_id)
