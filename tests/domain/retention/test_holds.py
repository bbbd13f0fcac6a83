"""A legal hold beats every removal."""

from __future__ import annotations

import pytest

from speir.core.errors import Refused
from speir.evaluations.actions import removing
from speir.evaluations.queries import removable
from speir.retention.models import Hold
from speir.sharing.models import Sharing
from tests import world
from tests.factories.names import NAME, NOTE, take_out, with_a_name


def test_while_a_hold_stands_nothing_is_removed(cast, clock):
    view = with_a_name(cast)
    for about, about_id in (("broad view", view.id), ("unit", cast.team.id)):
        hold = Hold.objects.create(
            about=about,
            about_id=about_id,
            path=cast.team.path,
            why="An inquiry.",
            by=cast.lead.person.id,
            by_name="Morag Sinclair",
            since=clock.now,
        )
        with pytest.raises(
            Refused, match="A legal hold stands on this since 2 March 2026, set by Morag Sinclair"
        ):
            take_out(view, cast.lead)
        hold.ended_at = clock.now
        hold.save()
    assert take_out(view, cast.lead)


def test_evidence_is_held_with_a_broad_view_that_cites_it(cast, clock):
    view, other = with_a_name(cast), world.begun(cast)
    Hold.objects.create(
        about="broad view",
        about_id=view.id,
        path=cast.team.path,
        why="x",
        by=cast.lead.person.id,
        since=clock.now,
    )
    found = removable.look(cast.lead.actor, other.id, NAME).found
    items = [one.key for one in found if one.key.startswith("item-")]
    with pytest.raises(Refused, match="legal hold"):
        removing.remove(evaluation_id=other.id, words=NAME, places=items, reason="child", by=cast.lead.actor)


def test_reasons_of_sharing_and_of_holds_lose_the_words_too(cast, clock):
    view = with_a_name(cast)
    Sharing.objects.create(
        about="broad view",
        about_id=view.id,
        scope="named",
        person=cast.stranger.person,
        why=f"{NAME} asked.",
        starts=clock.now.date(),
        at=clock.now,
    )
    Hold.objects.create(
        about="broad view",
        about_id=view.id,
        path="",
        why=f"For {NAME}.",
        by="",
        since=clock.now,
        ended_at=clock.now,
    )
    take_out(view, cast.lead)
    assert Sharing.objects.get().why == f"{NOTE} asked."
    assert Hold.objects.get().why == f"For {NOTE}."
