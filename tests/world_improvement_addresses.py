"""The ids that stand in the addresses of improvement, of everything that `world_improvement_words.full` made."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from speir.improvement import models as i
from tests.web.places import WORDS
from tests.world import Cast
from tests.world_improvement_words import Full

NEVER = "0" * 16
# What a word in an address can be, where that is no id of a thing that `Full` names.
SHAPES = {
    "sheet": "from_8",
    "format": "docx",
    "state": "under_way",
    "kind": "practice",
    "voice": "children",
}


def ids(cast: Cast, done: Full) -> dict[str, str]:
    """What stands in the addresses, by its word."""
    return SHAPES | {
        "unit_id": cast.team.id,
        "priority_id": done.priority.id,
        "action_id": done.action.id,
        "finding_id": done.finding.id,
        "step_id": done.step.id,
        "of": done.candidate.id,
        "candidate_key": done.candidate.id,
        "plan_id": done.plan.id,
        "meeting_id": done.meeting.id,
        "tracked_id": done.tracked.id,
        "taken_id": done.taken_up.id,
        "answering_id": done.answering.id,
        "act_id": done.act.id,
        "proof_id": NEVER,
    }


def addresses(at: dict[str, str]) -> dict[str, str]:
    """Every address of improvement by its name; a word that is not known stands for nothing that there is."""
    found = {}
    for name, words in WORDS.items():
        if name.startswith("improvement:"):
            known = {word: at.get(word, NEVER) for word in words}
            try:
                found[name] = reverse(name, kwargs=known)
            except NoReverseMatch:  # a number
                found[name] = reverse(name, kwargs={word: at.get(word, 1) for word in words})
    return found


def standing() -> int:
    """How many rows there are of improvement: what nobody is to add to or take from."""
    return sum(getattr(i, name).objects.count() for name in i.__all__)
