"""Things of the team that are shared, held and removed from: a part of `places_improvement`."""

from __future__ import annotations

from functools import cached_property

from speir.improvement.actions import sharing
from speir.improvement.models import Priority
from speir.sharing.models import Sharing
from tests.world import Cast


class KeepingPlaces:
    """What stands in the addresses of who reads what; the lead officer wrote it all."""

    cast: Cast

    @cached_property
    def priority(self) -> Priority:
        """The priority that all is about; made by whoever has these."""
        raise NotImplementedError

    @property
    def tracked_id(self) -> str:
        """Something tracked; made by whoever has these."""
        raise NotImplementedError

    @property
    def answering_id(self) -> str:
        """What was heard and answered; made by whoever has these."""
        raise NotImplementedError

    @cached_property
    def priority_act(self) -> str:
        return self._act("priority", self.priority.id)

    @cached_property
    def tracked_act(self) -> str:
        return self._act("tracked", self.tracked_id)

    @cached_property
    def answering_act(self) -> str:
        return self._act("answering", self.answering_id)

    def _act(self, about: str, one: str) -> str:
        audience = f"named:{self.cast.reader.person.id}"
        sharing.share(
            about=about,
            thing_id=one,
            audience=audience,
            why="They asked.",
            ends=None,
            by=self.cast.lead.actor,
        )
        return Sharing.objects.get(about=about, about_id=one).id


KEEPING_WORDS: dict[str, str] = {}
