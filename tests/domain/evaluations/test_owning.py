"""Somebody owns an indicator of a broad view: who may say so, among whom, and what two do at once."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.actions import owning
from speir.evaluations.queries import grids, panels
from speir.evaluations.queries import owning as reading
from speir.evaluations.queries.yours import yours
from speir.organisations.actions import roles
from speir.organisations.models import Membership
from tests import world, world_joint
from tests import world_moderation as together
from tests.world import Somebody

pytestmark = pytest.mark.django_db


def own(view, who: Somebody, *numbers: str, by: Somebody, before: tuple[str, ...] = ()) -> None:
    owning.own(evaluation_id=view.id, person_id=who.person.id, numbers=numbers, before=before, by=by.actor)


def leaves(who: Somebody, cast) -> None:
    roles.end(membership_id=Membership.objects.get(person=who.person).id, by=cast.lead.actor)


def owned(view, who: Somebody) -> tuple[str, ...]:
    found = reading.owning(who.actor, view.id)
    return next(one.numbers for one in found.people if one.person_id == who.person.id)


def test_an_indicator_can_be_owned_by_several_people_and_the_grid_names_them(cast):
    view = world.begun(cast)
    own(view, cast.evaluator, "1.1", "1.3", "3.2", by=cast.lead)
    own(view, cast.lead, "1.1", by=cast.evaluator)
    own(view, cast.lead, "1.1", by=cast.evaluator)
    rows = {row.indicator.number: row for row in grids.grid(cast.evaluator.actor, view.id).rows}
    assert rows["1.1"].owners == ("Isla Reid", "Morag Sinclair")
    assert [number for number, row in rows.items() if row.mine] == ["1.1", "1.3", "3.2"]
    assert rows["1.2"].owners == ()
    shown = reading.of_person(cast.lead.actor, view.id, cast.lead.person.id)
    assert shown.others["1.1"] == ("Isla Reid",)
    assert "1.1" not in reading.owning(cast.lead.actor, view.id).nobodys


def test_two_who_share_out_at_once_lose_nothing_of_each_others(cast):
    view = world.begun(cast)
    own(view, cast.evaluator, "1.1", "1.2", by=cast.lead)
    # Both opened the page with 1.1 and 1.2 ticked; one gives 1.3 as well, the other takes 1.2 away.
    own(view, cast.evaluator, "1.1", "1.2", "1.3", before=("1.1", "1.2"), by=cast.lead)
    own(view, cast.evaluator, "1.1", before=("1.1", "1.2"), by=cast.evaluator)
    assert owned(view, cast.evaluator) == ("1.1", "1.3")


def test_those_share_out_who_may_begin_one_there_and_only_among_those_who_write_there(cast):
    view = world.begun(cast)
    with pytest.raises(NotAllowed):
        own(view, cast.evaluator, "1.1", by=cast.reader)
    with pytest.raises(NotYours):
        own(view, cast.evaluator, "1.1", by=cast.stranger)
    for nobody in (cast.reader, cast.stranger):
        with pytest.raises(NotYours):
            own(view, nobody, "1.1", by=cast.lead)
    with pytest.raises(Refused):
        own(view, cast.evaluator, "9.9", by=cast.lead)
    names = [one.name for one in reading.owning(cast.reader.actor, view.id).people]
    assert names == ["Isla Reid", "Morag Sinclair"]


def test_nothing_is_shared_out_while_it_is_sealed_or_for_one_person_alone(cast):
    view, alone = world.begun(cast), world.begun(cast, only_me=True)
    world.seal(view, cast.lead)
    for each in (view, alone):
        with pytest.raises(Refused):
            own(each, cast.lead, "1.1", by=cast.lead)


def test_from_somebody_who_may_write_no_more_indicators_are_taken_and_none_given(cast):
    view = world.begun(cast)
    own(view, cast.evaluator, "1.1", "1.2", by=cast.lead)
    leaves(cast.evaluator, cast)
    shown = {one.name: one for one in reading.owning(cast.lead.actor, view.id).people}
    assert not shown["Isla Reid"].may_write
    with pytest.raises(Refused):
        own(view, cast.evaluator, "1.1", "1.2", "1.3", before=("1.1", "1.2"), by=cast.lead)
    own(view, cast.evaluator, "1.1", before=("1.1", "1.2"), by=cast.lead)
    own(view, cast.evaluator, before=("1.1",), by=cast.lead)
    assert [one.name for one in reading.owning(cast.lead.actor, view.id).people] == ["Morag Sinclair"]


def test_what_is_yours_to_answer_is_what_is_not_done_and_what_you_may_still_read(cast):
    view = world.begun(cast)
    own(view, cast.evaluator, "3.2", "1.1", "1.3", by=cast.lead)
    assert [one.numbers for one in yours(cast.evaluator.actor)[0]] == [("1.1", "1.3", "3.2")]
    assert yours(cast.lead.actor) == ([], [])
    world.write(view, "1.1", cast.evaluator, done="1")
    assert [one.numbers for one in yours(cast.evaluator.actor)[0]] == [("1.3", "3.2")]
    world.seal(view, cast.lead)
    assert yours(cast.evaluator.actor) == ([], [])
    other = world.begun(cast)
    own(other, cast.evaluator, "1.1", by=cast.lead)
    leaves(cast.evaluator, cast)
    assert yours(cast.evaluator.actor) == ([], [])


def test_what_is_yours_to_judge_alone_is_what_you_are_asked_by_post_and_have_not_judged(cast):
    view = world.begun(cast)
    own(view, cast.evaluator, "1.2", by=cast.lead)
    post, room = together.by_post(view, cast.lead), together.meeting(view, cast.lead)
    together.joined(post, cast.evaluator)
    together.joined(room, cast.evaluator)
    together.opened(room, cast.lead)
    own_too, asked = yours(cast.evaluator.actor)
    assert [(one.id, one.numbers) for one in asked] == [(post.id, ("1.1", "1.3"))]
    assert [(one.id, one.numbers) for one in own_too] == [(view.id, ("1.2",))]
    assert yours(cast.lead.actor) == ([], [])
    together.judged(together.round_of(post), cast.evaluator, "good")
    assert [one.numbers for one in yours(cast.evaluator.actor)[1]] == [("1.3",)]
    together.joined(post, cast.lead)
    together.judged(together.round_of(post, "1.3"), cast.lead, "weak")
    together.revealed(together.round_of(post, "1.3"), cast.lead)
    assert yours(cast.evaluator.actor)[1] == []


def test_from_one_indicator_the_way_leads_on_through_what_is_asked_or_what_somebody_answers_for(clock):
    there = world_joint.committee(("Health",))
    health = there.members["Health"]
    joint = world_joint.joint(there)
    view = world_joint.answered(joint, health, {})

    def way(somebody, number: str, view_id: str = view.id) -> tuple[str, str]:
        shown = panels.panel(somebody.actor, view_id, number)
        before, after = (one.number if one else "" for one in (shown.before, shown.after))
        return before, after

    assert way(health.evaluator, "1.3") == way(health.lead, "1.3") == ("1.1", "3.2")
    assert way(health.evaluator, "3.2") == ("1.3", "")
    assert way(health.lead, "2.1") == ("1.3", "3.2"), "from one that is not asked for"
    assert way(there.lead, "1.1", joint.evaluation_id) == ("", "1.3"), "where it is agreed"
    own(view, health.evaluator, "1.1", "5.4", by=health.lead)
    assert way(health.evaluator, "1.1") == ("", "5.4")
    assert way(health.evaluator, "1.3") == ("1.1", "3.2"), "one that others answer for"
    assert way(health.lead, "1.1") == ("", "1.3"), "whoever seals sees to all that is asked"
