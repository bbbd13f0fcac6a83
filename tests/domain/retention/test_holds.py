"""A legal hold beats every removal."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import broad_views, citations, editions, holding, removing, set_aside
from speir.evaluations.models import Evaluation, SetAside
from speir.evaluations.queries import removable
from speir.evaluations.queries.emptiness import discardable
from speir.mentions.rules import Waits
from speir.organisations import actions as organisations
from speir.retention.models import Hold
from speir.retention.queries.holds import holds, standing
from speir.sharing.models import Sharing
from speir.trail.models import Entry
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


def test_what_an_edition_of_a_held_broad_view_cites_is_held_though_nothing_cites_it_any_more(cast, clock):
    """Taking a citation away, or making one of two pieces, frees no words on which a held edition stands."""
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.lead)
    world.seal(view, cast.lead)
    editions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    citations.uncite(evaluation_id=view.id, number="1.1", item_id=item, by=cast.lead.actor)
    Hold.objects.create(
        about="broad view",
        about_id=view.id,
        path=cast.team.path,
        why="x",
        by=cast.lead.person.id,
        since=clock.now,
    )
    with pytest.raises(Refused, match="legal hold"):
        removing.dispose(about="evidence", thing_id=item, by=cast.lead.actor)


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


# Setting and ending one


def held(cast: world.Cast, **more: str) -> Hold:
    return holding.hold_unit(
        unit_id=cast.team.id, why=more.get("why", "The inquiry of March."), by=cast.lead.actor
    )


def test_a_hold_says_on_what_why_by_whom_and_since_when_and_so_does_the_trail(cast, clock):
    view = world.begun(cast)
    holding.hold_view(evaluation_id=view.id, why=" The inquiry of March. ", by=cast.lead.actor)
    held(cast)
    assert {(one.about, one.why, one.by, one.since) for one in holds(cast.lead.actor)} == {
        ("broad view", "The inquiry of March.", cast.lead.name, clock.now.date()),
        ("unit", "The inquiry of March.", cast.lead.name, clock.now.date()),
    }
    assert set(Entry.objects.filter(verb="held").values_list("about", "path")) == {
        ("broad view", cast.team.path),
        ("unit", cast.team.path),
    }


def test_sent_twice_it_is_set_once_and_ended_twice_it_is_ended_once(cast, clock):
    one = held(cast)
    assert held(cast).id == one.id
    for _ in range(2):
        holding.end(hold_id=one.id, by=cast.lead.actor)
    assert Entry.objects.filter(verb="ended the hold on").count() == 1
    assert held(cast).id != one.id


@pytest.mark.parametrize("why", ["", "  ", "x" * 501])
def test_a_hold_without_a_reason_or_with_too_long_a_one_is_refused(cast, why):
    with pytest.raises(Unfit):
        held(cast, why=why)


def test_a_reason_that_may_identify_somebody_waits(cast):
    with pytest.raises(Waits):
        held(cast, why="The case of Torquil Macdonald.")


def test_only_who_leads_there_sets_and_ends_a_hold(cast):
    view = world.begun(cast)
    one = held(cast)
    for other, refusal in (
        (cast.evaluator, NotAllowed),
        (cast.reader, NotAllowed),
        (cast.stranger, NotYours),
    ):
        with pytest.raises(refusal):
            holding.hold_view(evaluation_id=view.id, why="x", by=other.actor)
        with pytest.raises(refusal):
            holding.hold_unit(unit_id=cast.team.id, why="x", by=other.actor)
        with pytest.raises(NotYours):
            holding.end(hold_id=one.id, by=other.actor)
        assert holds(other.actor) == []
    with pytest.raises(NotYours):
        holding.end(hold_id=new_id(), by=cast.lead.actor)


def test_nobody_above_learns_that_what_is_for_its_owner_alone_is_held(cast):
    view = world.begun(cast, by=cast.evaluator)
    Evaluation.objects.filter(pk=view.id).update(only_me=True, owner=cast.evaluator.person.id)
    one = holding.hold_view(evaluation_id=view.id, why="I was asked to keep it.", by=cast.evaluator.actor)
    assert holds(cast.lead.actor) == []
    assert [each.id for each in holds(cast.evaluator.actor)] == [one.id]
    holding.end(hold_id=one.id, by=cast.evaluator.actor)


# What it beats


def test_an_empty_broad_view_is_not_discarded_while_a_hold_stands(cast, clock):
    view = world.begun(cast)
    one = held(cast)
    assert discardable(cast.lead.actor, view.id).kept_by.startswith("A legal hold stands on this")
    with pytest.raises(Refused, match="legal hold"):
        broad_views.discard(evaluation_id=view.id, by=cast.lead.actor)
    holding.end(hold_id=one.id, by=cast.lead.actor)
    broad_views.discard(evaluation_id=view.id, by=cast.lead.actor)


def test_a_text_set_aside_is_not_thrown_away_while_a_hold_stands(cast, clock):
    view = world.meeting(cast)
    held(cast)
    with pytest.raises(Refused, match="legal hold"):
        set_aside.discard(evaluation_id=view.id, aside=SetAside.objects.get().id, by=cast.evaluator.actor)
    assert SetAside.objects.exists()


def test_a_hold_on_a_unit_above_holds_what_is_below_and_one_beside_does_not(cast, clock):
    below = organisations.add_unit(name="A small team", kind="team", under=cast.team.id, by=cast.lead.actor)
    things = [("broad view", new_id(), below.path)]
    holding.hold_unit(unit_id=below.id, why="x", by=cast.lead.actor)
    assert standing(things)
    assert not standing([("broad view", new_id(), cast.team.path)])
    held(cast)
    assert standing([("broad view", new_id(), cast.team.path)])
    assert not standing([("broad view", new_id(), cast.elsewhere.path)])
    assert not standing([])
