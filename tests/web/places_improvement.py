"""A priority of the team with something in every corner, for the addresses of the guard tables."""

from __future__ import annotations

from functools import cached_property

from speir.improvement.models import Action, Priority
from speir.improvement.queries.said import action_said, priority_said
from speir.improvement.rules import doing, priorities
from tests import world_improvement
from tests.web.places_improvement_choosing import CHOOSING_STANDS, CHOOSING_WORDS, ChoosingPlaces
from tests.web.places_improvement_doing import DOING_STANDS, DOING_WORDS, DoingPlaces
from tests.web.places_improvement_heard import HEARD_STANDS, HEARD_WORDS, HeardPlaces
from tests.web.places_improvement_keeping import KeepingPlaces
from tests.web.places_improvement_meetings import MEETING_STANDS, MEETING_WORDS, MeetingPlaces
from tests.web.places_improvement_priorities import PRIORITY_STANDS, PRIORITY_WORDS, PriorityPlaces
from tests.web.places_improvement_tracked import TRACKED_STANDS, TRACKED_WORDS, TrackedPlaces
from tests.world import Cast

# What stands in an address: the attribute that has it. Each area adds its own.
IMPROVEMENT_WORDS = {"priority_id": "priority_id", "action_id": "action_id"}
IMPROVEMENT_WORDS |= CHOOSING_WORDS | DOING_WORDS | HEARD_WORDS | MEETING_WORDS
IMPROVEMENT_WORDS |= PRIORITY_WORDS | TRACKED_WORDS
# What stands for a word in capitals in the table: the attribute that has it.
IMPROVEMENT_STANDS = {"PRIORITY_MARK": "priority_mark", "ACTION_MARK": "action_mark"}
IMPROVEMENT_STANDS |= CHOOSING_STANDS | DOING_STANDS | HEARD_STANDS | MEETING_STANDS | PRIORITY_STANDS
IMPROVEMENT_STANDS |= TRACKED_STANDS


class ImprovementPlaces(
    ChoosingPlaces, DoingPlaces, HeardPlaces, TrackedPlaces, KeepingPlaces, MeetingPlaces, PriorityPlaces
):
    """What stands in the addresses of improvement: a part of `Place`. The lead officer wrote it."""

    cast: Cast

    @cached_property
    def priority(self) -> Priority:
        """One that is agreed, which the team sees to alone."""
        return world_improvement.priority(self.cast.team, self.cast.lead, agreed=True)

    @cached_property
    def action(self) -> Action:
        """One that the evaluator leads, agreed and under way."""
        lead = self.cast.evaluator.person.id
        return world_improvement.action(self.priority, self.cast.lead, lead=lead, state="under_way")

    @property
    def priority_id(self) -> str:
        return self.priority.id

    @property
    def action_id(self) -> str:
        return self.action.id

    @property
    def priority_mark(self) -> str:
        return priorities.said_mark(priority_said(self.priority))

    @property
    def action_mark(self) -> str:
        return doing.said_mark(action_said(self.action))
