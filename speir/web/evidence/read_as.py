"""What a page says of a period that was typed: how it was read, or why it was not."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from speir.core.errors import Refused
from speir.core.when import read_period, understood


def as_read(text: str) -> tuple[dict[str, str], dt.date | None]:
    """Return what was understood of a period that was typed, or why it was not, and its first day."""
    try:
        first_day, _last = read_period(text)
    except Refused as refused:
        return {"unread": _(refused.sentence) if text else ""}, None
    return {"understood": understood(text)}, first_day
