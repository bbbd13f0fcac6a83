"""Boxes of meetings: a part of `typed`."""

from __future__ import annotations

_ID = "an id or a mark; any other word is refused or means nothing"
ASKED = {
    "MeetingForm.name": "improvement.actions.meetings.add, change",
    "MeetingToldForm.text": "improvement.actions.doing.tell",
}
EXEMPT = {
    "MeetingForm.meeting_id": _ID,
    "MeetingForm.on": "a day, or refused",
    "ChangedSinceForm.since": "a day, or refused",
}
