"""Columns of improvement, and the box that each has its text from: a part of `typed`. The boxes stand by area."""

from __future__ import annotations

_OURS = "written by Speir: keys, digests and names of people who work with it"
_ASKED_THERE = "of a text that was asked about; from before that, its mentions are replaced"
# A table whose page is still being built: the action asks already where there is one.
TO_COME = "a box of a page that is still to come"
COLUMNS = {
    "improvement.Priority.title": TO_COME,
    "improvement.Priority.difference": TO_COME,
    "improvement.Priority.responsibility_words": TO_COME,
    "improvement.PriorityStep.text": TO_COME,
    "improvement.PriorityStep.stood": "of judgements’ columns, as they were when a priority was closed",
    "improvement.Finding.theme": _OURS,
    "improvement.Finding.words": TO_COME,
    "improvement.OwnPlan.name": TO_COME,
    "improvement.Candidate.words": TO_COME,
    "improvement.Candidate.note": TO_COME,
    "improvement.Candidate.reason": TO_COME,
    "improvement.CandidateStep.reason": TO_COME,
    "improvement.NothingNow.reason": TO_COME,
    "improvement.Action.title": TO_COME,
    "improvement.Action.resources": TO_COME,
    "improvement.Action.target": TO_COME,
    "improvement.Action.shows": TO_COME,
    "improvement.Action.said": TO_COME,
    "improvement.ActionStep.text": TO_COME,
    "improvement.Progress.text": TO_COME,
    "improvement.Meeting.name": TO_COME,
    "improvement.EarlierText.text": _ASKED_THERE,
}
