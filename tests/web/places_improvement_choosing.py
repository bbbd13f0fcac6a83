"""What stands in the addresses where priorities are chosen: a part of `places_improvement`."""

from __future__ import annotations

from functools import cached_property

from speir.improvement.models import Candidate
from speir.improvement.rules.choosing import Decided, Weighed, own_mark
from tests import world_choosing
from tests.world import Cast

CHOOSING_WORDS = {"candidate_key": "candidate_key"}
CHOOSING_STANDS = {"UNDECIDED": "undecided", "UNWEIGHED": "unweighed", "OWN_MARK": "own_mark"}


class ChoosingPlaces:
    """Something that the lead officer added in own words, and an indicator of which nothing is said yet."""

    cast: Cast

    @cached_property
    def candidate(self) -> Candidate:
        return world_choosing.own(self.cast.team, self.cast.lead)

    @property
    def candidate_key(self) -> str:
        return self.candidate.id

    @property
    def undecided(self) -> str:
        return Decided().base

    @property
    def unweighed(self) -> str:
        return Weighed().base

    @property
    def own_mark(self) -> str:
        row = self.candidate
        return own_mark(row.words, row.source, row.number)
