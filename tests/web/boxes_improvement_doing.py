"""The boxes of actions, of their steps and of what shows their impact: a part of `test_mentions.BOXES`."""

from __future__ import annotations

from typing import Any

from speir.improvement.models import Action, ActionStep, EarlierText, Progress
from tests import world
from tests.web.places import Place

ONE = "/improvement/actions/{acting}/"
DOING_BOXES: dict[str, tuple[str, str, str, Any]] = {
    **{
        f"ActionForm.{box}": (
            "/improvement/priorities/{acting_for}/actions/new/",
            "/actions/new/",
            box,
            {} if box == "title" else {"title": "Ring the school"},
        )
        for box in ("title", "target", "shows", "resources")
    },
    "TellForm.text": (ONE, "/tell/", "text", {"state": "stuck"}),
    "StepForm.step": (ONE, "/steps/new/", "step", {}),
    "StepChangeForm.text": (
        f"{ONE}steps/{{acting_step}}/",
        "/steps/{acting_step}/",
        "text",
        {},
    ),
    "ImpactForm.shows": (
        "/improvement/actions/{acting_done}/proof/new/",
        "/proof/new/",
        "shows",
        {"when": "{yesterday}"},
    ),
    "ImpactForm.account": (
        "/improvement/actions/{acting_done}/proof/new/",
        "/proof/new/",
        "account",
        {"when": "{yesterday}", "shows": "They say so."},
    ),
    "TakeBackProofForm.text": (
        "/improvement/actions/{acting_done}/proof/{proof}/back/",
        "/back/",
        "text",
        {},
    ),
}


def stored_of_doing() -> list[tuple[str, ...]]:
    """What others could read of actions, of how far they have come, and of their steps."""
    return [
        *Action.objects.values_list("title", "target", "shows", "resources", "said"),
        *Progress.objects.values_list("text"),
        *ActionStep.objects.values_list("text"),
        *EarlierText.objects.values_list("text"),
    ]


def acting(cast: world.Cast, path: str) -> dict[str, str]:
    """An action under way with a step; and one that is done, or whose impact is shown."""
    place = Place(cast)
    done = place.proved_action if "{proof}" in path else place.done_action
    return {
        "acting": place.action.id,
        "acting_for": place.priority.id,
        "acting_step": place.action_step.id,
        "acting_done": done.id,
        "proof": place.proof_id if "{proof}" in path else "",
        "yesterday": place.yesterday,
    }
