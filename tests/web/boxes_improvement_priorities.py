"""The boxes of priorities, of what they answer, of closing them and of plans: a part of `test_mentions.BOXES`."""

from __future__ import annotations

from typing import Any

from speir.improvement.models import Finding, OwnPlan, Priority, PriorityStep
from tests import world
from tests.web.places import Place

ONE = "/improvement/priorities/{priority}/"
PRIORITY_BOXES: dict[str, tuple[str, str, str, Any]] = {
    **{
        f"PriorityForm.{box}": (
            "/improvement/{team}/priorities/new/",
            "/priorities/new/",
            box,
            {} if box == "title" else {"title": "Ring sooner"},
        )
        for box in ("title", "difference", "responsibility_words")
    },
    "ReopenPriorityForm.text": (
        "/improvement/priorities/{priority_closed}/reopen/",
        "/reopen/",
        "text",
        {},
    ),
    "ClosePriorityForm.text": (f"{ONE}close/", "/close/", "text", {}),
    "FindingForm.words": (f"{ONE}answers/new/", "/answers/new/", "words", {"where": "of:survey"}),
    "OwnPlanForm.name": ("/improvement/{team}/plans/", "/plans/", "name", {}),
}


def stored_of_priorities() -> list[tuple[str, ...]]:
    """What others could read of priorities, of what they answer, and of plans."""
    return [
        *Priority.objects.values_list("title", "difference", "responsibility_words"),
        *PriorityStep.objects.values_list("text", "stood"),
        *Finding.objects.values_list("words"),
        *OwnPlan.objects.values_list("name"),
    ]


def words_of_priorities(cast: world.Cast) -> dict[str, str]:
    """What stands in these addresses."""
    place = Place(cast)
    return {"priority": place.priority_id, "priority_closed": place.closed_id}
