"""The boxes of meetings: a part of `test_mentions.BOXES`."""

from __future__ import annotations

from typing import Any

from speir.improvement.models import EarlierText, Meeting, Progress
from tests import world
from tests.web.places import Place

MEETING_BOXES: dict[str, tuple[str, str, str, Any]] = {
    "MeetingForm.name": (
        "/improvement/{team}/meetings/new/",
        "/meetings/new/",
        "name",
        {"on": "3 March 2026"},
    ),
    "MeetingToldForm.text": (
        "/improvement/{team}/meetings/{meeting}/now/",
        "/now/",
        "text",
        {"state": "stuck"},
    ),
}


def stored_of_meetings() -> list[tuple[str, ...]]:
    """What others could read of meetings, and of what was said in them."""
    return [
        *Meeting.objects.values_list("name"),
        *Progress.objects.values_list("text"),
        *EarlierText.objects.values_list("text"),
    ]


def met(cast: world.Cast) -> dict[str, str]:
    """A meeting with an action to talk about."""
    return {"meeting": Place(cast).meeting_id}
