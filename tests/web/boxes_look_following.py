"""The boxes of what follows from a closer look, and of what is offered of it: a part of `test_mentions.BOXES`."""

from __future__ import annotations

from typing import Any

from speir.evaluations.models import FollowUp, LookStep
from tests import world
from tests.web.places import Place

OFFER = "/closer-looks/{offer}/"
LOOK_FOLLOWING_BOXES: dict[str, tuple[str, str, str, Any]] = {
    **{
        f"FollowForm.{box}": (
            "/closer-looks/{followed}/follows/{follow}/",
            "/follows/{follow}/",
            box,
            {"kind": "training", "state": "open"} | ({"text": "A course"} if box != "text" else {}),
        )
        for box in ("text", "whom", "outcome")
    },
    "ReopenForm.text": ("/closer-looks/{finished}/reopen/", "/reopen/", "text", {}),
    "TakeLevelForm.why": ("/broad-views/{open}/3.2" + OFFER, OFFER, "why", {"choice": "good"}),
}


def stored_of_following() -> list[tuple[str, ...]]:
    """What others could read of what follows, and of why one was opened again."""
    return [
        *FollowUp.objects.values_list("text", "whom", "outcome"),
        *LookStep.objects.values_list("text"),
    ]


def followed(cast: world.Cast) -> dict[str, str]:
    """A closer look with something that follows, and one that is finished and offered to an open broad view."""
    place = Place(cast)
    words = {"followed": place.look_id, "follow": place.follow_id, "finished": place.finished_id}
    return words | {"offer": place.offer_id, "open": place.open.id}
