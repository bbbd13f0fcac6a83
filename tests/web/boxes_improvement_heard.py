"""The boxes of you said, we did: a part of `test_mentions.BOXES`."""

from __future__ import annotations

from typing import Any

from speir.improvement.models import Answering

SAID: Any = {"voice": "staff", "source": "Team talk", "heard": "You said it."}
HEARD_BOXES: dict[str, tuple[str, str, str, Any]] = {
    f"HeardForm.{box}": (
        "/improvement/{team}/heard/new/",
        "/heard/new/",
        box,
        {name: said for name, said in SAID.items() if name != box},
    )
    for box in ("source", "heard", "decided", "happened")
}


def stored_of_heard() -> list[tuple[str, ...]]:
    """What others could read of it."""
    return [*Answering.objects.values_list("source", "heard", "decided", "happened")]
