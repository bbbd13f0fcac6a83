"""Something tracked that somebody took up, for the addresses of the guard tables: a part of `places_improvement`."""

from __future__ import annotations

from functools import cached_property

from speir.improvement.models import TakenUp, Tracked
from speir.improvement.queries.tracked_said import taken_said
from speir.improvement.rules.tracked import taken_mark
from tests import world_tracked
from tests.world import Cast

TRACKED_WORDS = {"tracked_id": "tracked_id", "taken_id": "taken_id"}
TRACKED_STANDS = {"TRACKED_MARK": "tracked_mark", "TAKEN_MARK": "taken_mark"}


class TrackedPlaces:
    """What stands in the addresses of what is tracked. The lead officer wrote it."""

    cast: Cast

    @cached_property
    def tracked(self) -> Tracked:
        return world_tracked.thing(self.cast.team, self.cast.lead)

    @cached_property
    def taken(self) -> TakenUp:
        return world_tracked.taken(self.tracked, self.cast.lead, what="It helps.")

    @property
    def tracked_id(self) -> str:
        return self.tracked.id

    @property
    def taken_id(self) -> str:
        return self.taken.id

    @property
    def tracked_mark(self) -> str:
        return world_tracked.mark_of(self.tracked)

    @property
    def taken_mark(self) -> str:
        return taken_mark(taken_said(self.taken))
