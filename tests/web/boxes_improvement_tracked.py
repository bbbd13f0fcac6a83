"""The boxes of what is tracked beside priorities: a part of `test_mentions.BOXES`."""

from __future__ import annotations

from typing import Any

from speir.improvement.models import TakenUp, Tracked
from tests import world, world_tracked

SAID: Any = {"kind": "recommendation", "text": "Act on it.", "reference": "Inspection 2", "state": "open"}
TAKEN: Any = {"who": "A nursery", "on": "3 February 2026"}
TRACKED_BOXES: dict[str, tuple[str, str, str, Any]] = {
    **{
        f"TrackedForm.{box}": (
            "/improvement/{team}/tracked/new/",
            "/tracked/new/",
            box,
            {name: said for name, said in SAID.items() if name != box},
        )
        for box in ("text", "reference", "whom", "outcome")
    },
    **{
        f"TakenForm.{box}": (
            "/improvement/tracked/{tracked}/taken-up/new/",
            "/taken-up/new/",
            box,
            {name: said for name, said in TAKEN.items() if name != box},
        )
        for box in ("who", "what")
    },
}


def stored_of_tracked() -> list[tuple[str, ...]]:
    """What others could read of it."""
    return [
        *Tracked.objects.values_list("text", "reference", "whom", "outcome"),
        *TakenUp.objects.values_list("who", "what"),
    ]


def tracked(cast: world.Cast) -> dict[str, str]:
    """Something that is tracked."""
    return {"tracked": world_tracked.thing(cast.team, cast.lead).id}
