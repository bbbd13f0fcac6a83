"""Boxes of choosing priorities: a part of `typed`."""

from __future__ import annotations

_ID = "an id or a mark; any other word is refused or means nothing"
_KEY = "a key from a list; any other word is refused"
_DAY = "a day; any other word is refused"
ASKED = {
    "WeighForm.note": "improvement.actions.candidates.weigh",
    "DecideForm.title": "improvement.actions.deciding.choose",
    "DecideForm.reason": "improvement.actions.deciding.leave",
    "ElsewhereForm.words": "improvement.actions.candidates.add, reword",
    "NothingForm.reason": "improvement.actions.nothing.say",
}
EXEMPT = {
    "WeighForm.weighed": _ID,
    "DecideForm.base": _ID,
    "DecideForm.priority_id": _ID,
    "DecideForm.asked": _DAY,
    "DecideForm.again_on": _DAY,
    "ElsewhereForm.candidate_id": _ID,
    "ElsewhereForm.base": _ID,
    "ElsewhereForm.number": _KEY,
    "NothingForm.base": _ID,
    "NothingForm.asked": _DAY,
    "NothingForm.again_on": _DAY,
}
COLUMNS = {
    "improvement.Candidate.words": "ElsewhereForm.words",
    "improvement.Candidate.note": "WeighForm.note",
    "improvement.Candidate.reason": "DecideForm.reason",
    "improvement.CandidateStep.reason": "DecideForm.reason",
    "improvement.NothingNow.reason": "NothingForm.reason",
}
