"""A new wording gives its framework a new stamp, by which each process knows to read it anew."""

from __future__ import annotations

from speir.core.ids import new_id
from speir.frameworks.models import Framework


def stamp_anew(row: Framework) -> None:
    """Give a framework a new stamp, in the transaction that changed its wording."""
    row.stamp = new_id()
    row.save(update_fields=["stamp"])
