"""What stands in the addresses of letters: a part of `places_improvement`."""

from __future__ import annotations

from functools import cached_property

from speir.improvement.actions import links
from speir.improvement.models import Action
from speir.improvement.policy import letters
from tests.web.places_improvement import ImprovementPlaces


class LetterPlaces(ImprovementPlaces):
    """A one-time address in a reminder that the evaluator got."""

    @cached_property
    def progress_secret(self) -> str:
        row: Action = self.action
        return links.make(action_id=row.id, person_id=row.lead_id or "")

    @cached_property
    def stopping_token(self) -> str:
        row: Action = self.action
        return letters.token(row.lead_id or "", letters.REMINDERS)
