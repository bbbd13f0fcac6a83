"""The boxes of the board and of judging in a closer look: a part of `test_mentions.BOXES`."""

from __future__ import annotations

from typing import Any

from speir.evaluations.models import Group, Question, Sighting, ThemeFinding
from tests import world
from tests.web.places import Place

BOARD, JUDGING = "/closer-looks/{look}/board/", "/closer-looks/{look}/judging/3.2/"
LOOK_JUDGING_BOXES: dict[str, tuple[str, str, str, Any]] = {
    "question.answer": (
        f"{BOARD}questions/{{look_question}}/",
        "/{look_question}/",
        "answer",
        {"state": "partly"},
    ),
    "theme_form.strengths": (JUDGING, "/themes/{look_theme}/", "strengths", {}),
    "SightingForm.text": (
        f"{BOARD}features/{{look_feature}}/",
        "/{look_feature}/",
        "text",
        {"source": "{look_way}", "seen": "seen", "base": "{look_seen}"},
    ),
    "GroupForm.text": (f"{BOARD}groups/", "/groups/", "text", {"by_what": "age"}),
}


def stored_of_looks() -> list[tuple[str, ...]]:
    """What others could read of closer looks."""
    return [
        *Question.objects.values_list("text", "answer"),
        *Sighting.objects.values_list("text"),
        *Group.objects.values_list("text"),
        *ThemeFinding.objects.values_list("strengths", "weaknesses"),
    ]


def words_of_a_look(cast: world.Cast) -> dict[str, str]:
    """What stands in these addresses."""
    place = Place(cast)
    names = ("look_question", "look_theme", "look_feature", "look_way", "look_seen")
    return {"look": place.look_id} | {name: getattr(place, name) for name in names}
