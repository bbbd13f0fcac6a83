"""A closer look with something in every corner, for the addresses of the guard tables."""

from __future__ import annotations

from functools import cached_property

from speir.evaluations.actions.looks.starting import keep
from speir.evaluations.models import Feature, Look, Note, Question, Sitting, Way
from tests import world, world_look
from tests.web.places_look_judging import JUDGING_WORDS, LookJudgingPlaces

# What stands in an address: the attribute that has it.
LOOK_WORDS = {
    "look_id": "look_id",
    "way_id": "way_id",
    "sitting_id": "sitting_id",
    "noted_id": "noted_id",
    "template_id": "template_id",
} | JUDGING_WORDS


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

    @property
    def way_id(self) -> str:
        return self.lines[1].id

    @cached_property
    def template_id(self) -> str:
        """The plan of the closer look, kept by the lead officer to start others from."""
        assert self.lines
        return keep(look_id=self.look.id, name="Sharing, our way", by=self.cast.lead.actor).id

    @cached_property
    def found(self) -> Note:
        """A note of a sitting of the way, of the first theme."""
        sitting: Sitting = world_look.sat(self.look, self.cast.lead, self.lines[1])
        return world_look.noted(sitting, self.cast.lead, theme=world_look.themes_of("3.2")[0])

    @property
    def sitting_id(self) -> str:
        return self.found.sitting_id

    @property
    def noted_id(self) -> str:
        return self.found.id
