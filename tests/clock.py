"""The time as tests have it: still until they move it."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone


def beginning() -> dt.datetime:
    """When a still clock begins: 2 March 2026, 10:00."""
    return dt.datetime(2026, 3, 2, 10, 0, tzinfo=timezone.get_default_timezone())


class Clock:
    """The time as Django tells it, still until the test moves it."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def forward(self, **amount: float) -> dt.datetime:
        """Move on: `clock.forward(days=2, hours=3)`."""
        self.now += dt.timedelta(**amount)
        return self.now

    def set(self, *parts: int) -> dt.datetime:
        """Set it: `clock.set(2026, 4, 1, 9, 30)`, in Edinburgh's time."""
        self.now = dt.datetime(*parts, tzinfo=timezone.get_default_timezone())  # type: ignore[arg-type,misc]
        return self.now
