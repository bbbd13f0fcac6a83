"""A unit closes, or is merged, while its people judge a broad view of theirs together."""

from __future__ import annotations

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed
from speir.evaluations.actions.moderation import rounds
from speir.evaluations.policy import moderation as policy
from speir.evaluations.queries.moderation.sittings import sitting
from speir.organisations.actions import units
from tests import world, world_moderation

pytestmark = pytest.mark.django_db


def test_what_was_judged_stays_nothing_new_begins_and_it_goes_on_when_the_closing_is_taken_back(cast, clock):
    view = world.begun(cast)
    meeting = world_moderation.by_post(view, cast.lead)
    world_moderation.joined(meeting, cast.lead, cast.evaluator)
    first, second = (world_moderation.round_of(meeting, number) for number in ("1.1", "1.3"))
    world_moderation.judged(first, cast.evaluator, "weak", "We saw it.")
    world_moderation.revealed(first, cast.lead)
    world_moderation.judged(second, cast.evaluator, "good", "Hidden so far.")
    units.close(unit_id=cast.team.id, last=timezone.localdate(), by=cast.lead.actor)
    clock.forward(days=1)

    shown = sitting(cast.evaluator.actor, meeting.id)
    assert [turn.stage for turn in shown.turns] == ["revealed", "open"]
    with pytest.raises(NotAllowed):
        world_moderation.judged(second, cast.evaluator, "weak")
    with pytest.raises(NotAllowed):
        rounds.reveal(round_id=second.id, anyway=True, by=cast.lead.actor)
    with pytest.raises(NotAllowed):
        policy.require_taking_part(cast.evaluator.actor, meeting.id)

    units.reopen(unit_id=cast.team.id, by=cast.lead.actor)
    assert world_moderation.judged(second, cast.evaluator, "weak")
    assert world_moderation.revealed(second, cast.lead).revealed_at
