"""Items very like what somebody writes: found among those that they may read, and made one of."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.actions import editions
from speir.evaluations.actions.citations import cite
from speir.evaluations.actions.merging import Merged, merge
from speir.evaluations.models import Citation
from speir.evidence.actions import items, withdrawing
from speir.evidence.models import Item
from speir.evidence.queries.likeness import very_like
from speir.trail.models import Entry
from tests import world

LINE = "Twelve of fifteen case files held a plan that parents had signed within four weeks"
OTHER = LINE.replace("parents", "families")


def write(cast, by=None, unit=None, **more):
    typed = {name: more.pop(name) for name in ("shows", "account") if name in more}
    return items.write(
        unit_id=(unit or cast.team).id,
        framework=world.framework(),
        draft=world.draft(**({"shows": LINE} | typed)),
        by=(by or cast.lead).actor,
        **more,
    )


def found(cast, shows=OTHER, account="", by=None, unit=None, without="") -> list[str]:
    actor = (by or cast.evaluator).actor
    return [one.id for one in very_like(actor, (unit or cast.team).id, shows, account, without=without)]


def test_what_says_very_much_the_same_is_found_with_its_day_and_words(cast):
    there = write(cast)
    write(cast, shows="Parents told us that they were heard.")
    [one] = very_like(cast.evaluator.actor, cast.team.id, OTHER, "")
    assert (one.id, one.shows, one.from_day, one.same) == (there.id, LINE, there.from_day, False)
    [again] = very_like(cast.evaluator.actor, cast.team.id, LINE.upper(), "")
    assert again.same


def test_only_what_one_may_read_is_named(cast):
    write(cast, only_me=True)
    assert not found(cast)
    assert found(cast, by=cast.lead)
    assert not found(cast, by=cast.stranger)


def test_another_unit_s_and_a_withdrawn_one_are_not_named(cast):
    write(cast, unit=cast.elsewhere, by=cast.stranger)
    there = write(cast)
    assert found(cast, without=there.id) == []
    withdrawing.withdraw(item_id=there.id, why="It was wrong.", by=cast.lead.actor)
    assert found(cast) == []


def test_what_an_item_says_now_counts(cast):
    there = write(cast)
    changed = world.draft(shows="Staff were asked what they need.")
    items.change(item_id=there.id, framework=world.framework(), draft=changed, revision=1, by=cast.lead.actor)
    assert found(cast) == []
    assert found(cast, "Staff were asked what they need") == [there.id]


def test_three_are_named_the_likest_first_and_never_by_more_than_two_queries(cast, django_assert_num_queries):
    for word in ("six", "nine", "ten", "two"):
        write(cast, shows=LINE.replace("four", word))
    same = write(cast)
    actor = cast.evaluator.actor
    with django_assert_num_queries(2):
        near = very_like(actor, cast.team.id, LINE, "")
    assert (len(near), near[0].id) == (3, same.id)


def test_nothing_is_like_no_words(cast):
    write(cast)
    assert found(cast, "…") == []


# Making one of two


def cited(cast):
    view = world.begun(cast)
    other = world.cite(view, "1.1", cast.lead, shows=OTHER)
    return view, write(cast), Item.objects.get(pk=other)


def test_one_stays_and_is_cited_and_the_other_is_withdrawn_with_a_reason(cast):
    _view, keep, other = cited(cast)
    assert merge(keep_id=keep.id, other_id=other.id, by=cast.evaluator.actor) == Merged(moved=1, left=0)
    keep.refresh_from_db()
    other.refresh_from_db()
    assert Citation.objects.get().item == keep
    assert (keep.shows, other.shows) == (LINE, OTHER)
    assert other.withdrawn_why == "the same as another piece of evidence, which stays"
    assert Entry.objects.get(verb="merged").detail == "1"


def test_where_both_stand_one_citation_is_left_as_the_one_that_stays_had_it(cast):
    view, keep, other = cited(cast)
    cite(evaluation_id=view.id, number="1.1", item_id=keep.id, stance="qualifies", by=cast.lead.actor)
    merge(keep_id=keep.id, other_id=other.id, by=cast.lead.actor)
    assert Citation.objects.values_list("item", "stance").get() == (keep.id, "qualifies")


def test_a_sealed_judgement_keeps_what_it_cited(cast):
    view, keep, other = cited(cast)
    editions.seal(evaluation_id=view.id, by=cast.lead.actor)
    assert merge(keep_id=keep.id, other_id=other.id, by=cast.lead.actor) == Merged(moved=0, left=1)
    assert Citation.objects.get().item == other


def test_twice_it_is_done_once_and_it_can_be_taken_back(cast):
    _view, keep, other = cited(cast)
    merge(keep_id=keep.id, other_id=other.id, by=cast.lead.actor)
    assert merge(keep_id=keep.id, other_id=other.id, by=cast.lead.actor) == Merged(0, 0)
    assert Entry.objects.filter(verb="merged").count() == 1
    withdrawing.bring_back(item_id=other.id, by=cast.lead.actor)
    assert Item.objects.filter(withdrawn_at=None).count() == 2


def test_only_who_may_write_both_makes_one_of_them(cast):
    _view, keep, other = cited(cast)
    mine = write(cast, only_me=True)
    with pytest.raises(NotAllowed):
        merge(keep_id=keep.id, other_id=other.id, by=cast.reader.actor)
    for one, two in ((keep, mine), (mine, keep)):
        with pytest.raises(NotYours):
            merge(keep_id=one.id, other_id=two.id, by=cast.evaluator.actor)
    with pytest.raises(Refused, match="the same one"):
        merge(keep_id=keep.id, other_id=keep.id, by=cast.lead.actor)


def test_nothing_is_merged_into_what_was_withdrawn(cast):
    _view, keep, other = cited(cast)
    withdrawing.withdraw(item_id=keep.id, why="It was wrong.", by=cast.lead.actor)
    with pytest.raises(Refused, match="Bring it back first"):
        merge(keep_id=keep.id, other_id=other.id, by=cast.lead.actor)


def test_what_fewer_can_read_does_not_take_the_place_of_what_others_read(cast):
    """Its words would be gone beside judgements that others made, or would stand in why the other was withdrawn."""
    _view, _keep, other = cited(cast)
    mine = write(cast, only_me=True)
    with pytest.raises(Refused, match="Fewer people can read"):
        merge(keep_id=mine.id, other_id=other.id, by=cast.lead.actor)
    assert Citation.objects.get().item == other
    again = write(cast, only_me=True)
    assert merge(keep_id=mine.id, other_id=again.id, by=cast.lead.actor) == Merged(0, 0)
    assert merge(keep_id=other.id, other_id=mine.id, by=cast.lead.actor) == Merged(0, 0)
    mine.refresh_from_db()
    assert LINE not in mine.withdrawn_why


def test_nobody_learns_by_it_of_a_broad_view_that_is_its_owner_s_alone(cast):
    keep, other = write(cast), write(cast, shows=OTHER)
    view = world.begun(cast, by=cast.evaluator, only_me=True)
    cite(evaluation_id=view.id, number="1.1", item_id=other.id, stance="supports", by=cast.evaluator.actor)
    assert merge(keep_id=keep.id, other_id=other.id, by=cast.lead.actor) == Merged(moved=0, left=0)
    assert Citation.objects.get().item == other
