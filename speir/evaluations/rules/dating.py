"""Evidence and the period that a broad view looks at: advice, never a barrier."""

from __future__ import annotations

import datetime as dt

# Said with the period that the broad view looks at.
AFTER_PERIOD = "This is from after the period that the broad view looks at: %(period)s."


def after_period(first_day: dt.date | None, last_day_looked_at: dt.date) -> bool:
    """Return whether evidence begins after the period's last day. What only reaches beyond it tells of it too."""
    return first_day is not None and first_day > last_day_looked_at
