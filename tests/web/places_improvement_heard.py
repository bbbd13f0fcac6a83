"""An answer to what was heard, for the addresses of the guard tables: a part of `places_improvement`."""

from __future__ import annotations

from functools import cached_property

from speir.improvement.models import Answering
from tests import world_heard
from tests.world import Cast

HEARD_WORDS = {"answering_id": "answering_id", "sheet": "sheet"}
HEARD_STANDS = {"ANSWERING_MARK": "answering_mark"}


class HeardPlaces:
    """What stands in the addresses of you said, we did. The lead officer wrote it."""

    cast: Cast
    sheet = "from_8"

    @cached_property
    def answered(self) -> Answering:
        return world_heard.answer(self.cast.team, self.cast.lead)

    @property
    def answering_id(self) -> str:
        return self.answered.id

    @property
    def answering_mark(self) -> str:
        return world_heard.mark_of(self.answered)
