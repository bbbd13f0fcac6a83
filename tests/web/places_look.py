"""A closer look with something in every corner, for the addresses of the guard tables."""

from __future__ import annotations

from functools import cached_property, partial

from speir.evaluations.actions import sharing
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.looks import finishing, follow_ups, offering
from speir.evaluations.actions.looks.describing import describe
from speir.evaluations.actions.looks.starting import keep
from speir.evaluations.models import Look, Note, Offer, SetAside, Sitting
from speir.evaluations.rules.looks.following import Follow
from speir.evaluations.rules.saving import mark
from tests import world, world_look
from tests.web.places_look_judging import JUDGING_WORDS, LookJudgingPlaces

# What stands in an address: the attribute that has it.
LOOK_WORDS = {
    "look_id": "look_id",
    "way_id": "way_id",
    "line_id": "line_id",
    "aside_id": "described_aside",
    "sitting_id": "sitting_id",
    "noted_id": "noted_id",
    "follow_id": "follow_id",
    "offer_id": "offer_id",
    "template_id": "template_id",
} | JUDGING_WORDS

FOLLOWS = "A course for all three services"


class LookPlaces(LookJudgingPlaces):
    """What stands in the addresses of closer looks: a part of `Place`."""

    @property
    def look_id(self) -> str:
        return self.look.id

    @property
    def line_id(self) -> str:
        return self.lines[0].id

    @cached_property
    def described_aside(self) -> str:
        """A text of the evaluator's that was set aside, since the lead officer had changed the field meanwhile."""
        for who, text in ((self.cast.lead, "Theirs."), (self.cast.evaluator, "Mine.")):
            typed = {"left_out": Field(text, mark(world_look.SAID.left_out))}
            describe(look_id=self.look_id, typed=typed, by=who.actor)
        return SetAside.objects.get(evaluation=self.look_id, place__startswith="look/").id

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

    @cached_property
    def follow_id(self) -> str:
        said = Follow(kind="training", text=FOLLOWS)
        return follow_ups.add(look_id=self.look.id, said=said, by=self.cast.lead.actor).id

    @cached_property
    def finished(self) -> Look:
        """Another one of the team's, finished, with a level of 3.2."""
        other = world_look.look(self.cast.team, self.cast.lead, title="How we meet families")
        world.write(
            world_look.evaluation_of(other), "3.2", self.cast.lead, choice="good", strengths="They ask."
        )
        return finishing.finish(look_id=other.id, by=self.cast.lead.actor)

    @cached_property
    def offer_id(self) -> str:
        """What that one found, offered to the open broad view."""
        view_id = self.open.id  # type: ignore[attr-defined]
        by = self.cast.lead.actor
        offering.offer(look_id=self.finished.id, evaluation_id=view_id, numbers=["3.2"], by=by)
        return Offer.objects.get().id

    @property
    def finished_id(self) -> str:
        return self.finished.id

    @cached_property
    def look_act(self) -> str:
        """An act of sharing of the closer look with the reader."""
        return self.act(partial(sharing.share, with_evidence=False), evaluation_id=self.look.id)  # type: ignore[attr-defined,no-any-return]

    @property
    def noted_id(self) -> str:
        return self.found.id
