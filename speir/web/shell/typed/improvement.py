"""Columns of improvement, and the box that each has its text from: a part of `typed`. The boxes stand by area."""

from __future__ import annotations

_OURS = "written by Speir: keys, digests and names of people who work with it"
_ASKED_THERE = "of a text that was asked about; from before that, its mentions are replaced"
COLUMNS = {
    "improvement.Meeting.name": "MeetingForm.name",
    "improvement.PriorityStep.stood": "of judgements’ columns, as they were when a priority was closed",
    "improvement.Finding.theme": _OURS,
    "improvement.EarlierText.text": _ASKED_THERE,
}
