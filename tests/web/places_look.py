"""A closer look with something in every corner, for the addresses of the guard tables."""

from __future__ import annotations

from functools import cached_property

from speir.evaluations.models import Feature, Look, Question, Way
from tests import world, world_look
from tests.web.places_look_judging import JUDGING_WORDS, LookJudgingPlaces

# What stands in an address: the attribute that has it.
LOOK_WORDS = {"look_id": "look_id"} | JUDGING_WORDS


class LookPlaces(LookJudgingPlaces):
    """What stands in the addresses of closer looks: a part of `Place`."""

    cast: world.Cast

    @cached_property
    def look(self) -> Look:
        """The lead officer's, of the team, with a question, a way and a feature."""
        return world_look.look(self.cast.team, self.cast.lead)

    @property
    def look_id(self) -> str:
        return self.look.id

    @cached_property
    def lines(self) -> tuple[Question, Way, Feature]:
        return world_look.planned(self.look, self.cast.lead)
