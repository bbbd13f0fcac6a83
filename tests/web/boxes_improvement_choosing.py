"""The boxes of choosing priorities: a part of `test_mentions.BOXES`."""

from __future__ import annotations

from typing import Any

from speir.improvement.models import Candidate, CandidateStep, NothingNow, Priority

AT = "/improvement/{team}/choosing/"
CHOOSING_BOXES: dict[str, tuple[str, str, str, Any]] = {
    "WeighForm.note": (f"{AT}3.2/", "/3.2/", "note", {"harm": "soon"}),
    "DecideForm.title": (f"{AT}3.2/", "/decide/", "title", {"decision": "chosen"}),
    "DecideForm.reason": (f"{AT}3.2/", "/decide/", "reason", {"decision": "parked"}),
    "ElsewhereForm.words": (f"{AT}new/", "/new/", "words", {"source": "survey"}),
    "NothingForm.reason": (f"{AT}nothing/", "/nothing/", "reason", {}),
}


def stored_of_choosing() -> list[tuple[str, ...]]:
    """What others could read of what was weighed and decided."""
    return [
        *Candidate.objects.values_list("words", "note", "reason"),
        *CandidateStep.objects.values_list("reason"),
        *NothingNow.objects.values_list("reason"),
        *Priority.objects.values_list("title"),
    ]
