"""Acts of sharing of what a team is going to do: a part of `places_improvement`."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter

from speir.improvement.actions import sharing
from speir.sharing.models import Sharing
from tests.world import Cast


class KeepingPlaces:
    """What stands in the addresses of who reads what; the lead officer shared it all with the reader."""

    cast: Cast

    @cached_property
    def priority_act(self) -> str:
        return self._act("priority", "priority_id")

    @cached_property
    def tracked_act(self) -> str:
        return self._act("tracked", "tracked_id")

    @cached_property
    def answering_act(self) -> str:
        return self._act("answering", "answering_id")

    def _act(self, about: str, word: str) -> str:
        one = str(attrgetter(word)(self))
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
