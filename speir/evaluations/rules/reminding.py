"""When whoever answers for a contribution is reminded of its day: before it, and after it while nothing came."""

from __future__ import annotations

import datetime as dt

# So many days before the day; and the day after it, then so many days apart, so many times.
BEFORE = (14, 3)
APART = 7
TIMES = 4
# Longer after the day nobody is reminded.
FURTHEST = APART * TIMES


def due_now(by: dt.date, today: dt.date, since: dt.date) -> str:
    """Return which reminder is due today, empty for none. `by` is the day by which the contribution is asked for.

    A reminder is named by its time (`14`, `3`, `late1` …), stays due until the next one is, and is left out where the
    last letter (an invitation, an extension), of the day `since`, says no less. Of several missed ones only the last.
    """
    left = (by - today).days
    if left < 0:
        late = (-left - 1) // APART
        if late >= TIMES:
            return ""
        name, begins = f"late{late + 1}", by + dt.timedelta(days=1 + late * APART)
    else:
        reached = [days for days in BEFORE if left <= days]
        if not reached:
            return ""
        name, begins = str(reached[-1]), by - dt.timedelta(days=reached[-1])
    return name if begins > since else ""
