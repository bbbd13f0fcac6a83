"""Boxes of what is tracked beside priorities: a part of `typed`."""

from __future__ import annotations

_ID = "an id or a mark; any other word is refused or means nothing"
_DATES = "read as a day or a period; the words are not kept"
ASKED = {
    **{
        f"TrackedForm.{box}": "improvement.actions.tracked.add, change"
        for box in ("text", "reference", "whom", "outcome")
    },
    **{f"TakenForm.{box}": "improvement.actions.taking_up.add, change" for box in ("who", "what")},
}
EXEMPT = {
    **{f"TrackedForm.{box}": _ID for box in ("tracked_id", "follow", "base", "person", "inspection", "of")},
    **{f"TakenForm.{box}": _ID for box in ("taken_id", "base", "unit")},
    "TrackedForm.due": _DATES,
    "TakenForm.on": _DATES,
}
COLUMNS = {
    **{
        f"improvement.Tracked.{name}": f"TrackedForm.{name}"
        for name in ("text", "reference", "whom", "outcome")
    },
    **{f"improvement.TakenUp.{name}": f"TakenForm.{name}" for name in ("who", "what")},
}
