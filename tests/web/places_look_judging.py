"""What stands in the addresses of the board and of judging: a part of `LookPlaces`. The evaluator wrote it."""

from __future__ import annotations

from functools import cached_property

from django.utils import timezone

from speir.evaluations.models import Feature, Look, Question, SetAside, ThemeFinding, Way
from speir.evaluations.rules.looks.saying import sighting_mark
from tests import world, world_look
from tests import world_look_judging as made

# What stands in an address: the attribute that has it.
JUDGING_WORDS = {
    "question_id": "look_question",
    "feature_id": "look_feature",
    "group_id": "look_group",
    "theme": "look_theme",
}


class LookJudgingPlaces:
    """A question, a feature seen in a way, a group, a theme judged, a piece of evidence, a text set aside."""

    cast: world.Cast

    @cached_property
    def look(self) -> Look:
        """The lead officer's, of the team, with a question, a way and a feature."""
        return world_look.look(self.cast.team, self.cast.lead)

    @cached_property
    def lines(self) -> tuple[Question, Way, Feature]:
        return world_look.planned(self.look, self.cast.lead)

    @property
    def look_question(self) -> str:
        return self.lines[0].id

    @property
    def look_way(self) -> str:
        return f"way-{self.lines[1].id}"

    @cached_property
    def look_feature(self) -> str:
        _question, way, feature = self.lines
        made.seen(feature, way, self.cast.evaluator)
        return feature.id

    @property
    def look_seen(self) -> str:
        return sighting_mark("seen", "")

    @cached_property
    def look_group(self) -> str:
        return made.wanted(self.look, self.cast.evaluator).id

    @property
    def look_theme(self) -> str:
        return self._theme.rpartition("/")[2]

    @property
    def _theme(self) -> str:
        return world_look.themes_of("3.2")[0]

    @cached_property
    def look_item(self) -> str:
        return made.cited(self.look, self.cast.evaluator)

    @cached_property
    def look_aside(self) -> str:
        """A text of the evaluator's beside a theme."""
        made.judged(self.look, self._theme, self.cast.evaluator, strengths="Strong.")
        row = ThemeFinding.objects.get(look=self.look, theme=self._theme)
        kept = SetAside.objects.create(
            evaluation_id=self.look.id,
            place=f"theme/{row.id}/strengths",
            person_id=self.cast.evaluator.person.id,
            text="What I typed.",
            at=timezone.now(),
        )
        return kept.id
