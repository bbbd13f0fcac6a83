"""A meeting of the team today, with one action to go through: a part of `places_improvement`."""

from __future__ import annotations

from functools import cached_property

from speir.improvement.models import Action, Meeting
from speir.improvement.queries.meetings import meeting_said
from speir.improvement.rules.meetings import said_mark
from tests import world_meeting
from tests.world import Cast

MEETING_WORDS = {"meeting_id": "meeting_id"}
MEETING_STANDS = {"MEETING_MARK": "meeting_mark"}


class MeetingPlaces:
    """What stands in the addresses of meetings. The lead officer wrote it."""

    cast: Cast

    @cached_property
    def action(self) -> Action:
        """What a meeting talks about."""
        raise NotImplementedError

    @cached_property
    def a_meeting(self) -> Meeting:
        """One of today, for which there is an action to talk about."""
        assert self.action
        return world_meeting.meeting(self.cast.team, self.cast.lead)

    @property
    def meeting_id(self) -> str:
        return self.a_meeting.id

    @property
    def meeting_mark(self) -> str:
        return said_mark(meeting_said(self.a_meeting))
