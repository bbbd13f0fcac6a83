"""Recommendations, good practice and training needs: written, taken up, answered, and what follows from looks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.models import FollowUp
from speir.improvement.actions import taking_up, tracked
from speir.improvement.models import EarlierText, TakenUp, Tracked
from speir.improvement.queries import tracked as queries
from speir.improvement.queries import tracked_form
from speir.improvement.queries.before import said_before
from speir.improvement.queries.tracked_said import taken_said, tracked_said
from speir.improvement.rules.tracked import Taken, taken_mark
from speir.mentions.rules import Waits
from speir.trail.models import Entry
from tests import world, world_improvement, world_joint
from tests.world_tracked import SAID, followed, late, mark_of, taken, thing


def lines(page: queries.TrackedPage, kind: str) -> list[str]:
    return [one.text for key, some in page.kinds for one in some if key == kind]


def test_each_stands_in_its_part(cast):
    for kind in ("recommendation", "practice", "training"):
        thing(cast.team, cast.evaluator, kind=kind, text=f"Of {kind}")
    page = queries.tracked_page(cast.reader.actor, cast.team.id)
    assert [lines(page, kind) for kind, _some in page.kinds] == [
        ["Of recommendation"],
        ["Of practice"],
        ["Of training"],
    ]
    assert not page.writes
    with pytest.raises(NotYours):
        queries.tracked_page(cast.stranger.actor, cast.team.id)


def test_what_is_overdue_comes_first_and_what_is_done_last(cast):
    thing(cast.team, cast.lead, text="Done", state="done")
    thing(cast.team, cast.lead, text="Some day")
    thing(cast.team, cast.lead, text="Soon", due=timezone.localdate() + dt.timedelta(days=9))
    late(cast.team, cast.lead, text="Late")
    page = queries.tracked_page(cast.lead.actor, cast.team.id)
    assert lines(page, "recommendation") == ["Late", "Soon", "Some day", "Done"]
    assert page.kinds[0][1][0].late == "3 weeks overdue"
    assert lines(queries.tracked_page(cast.lead.actor, cast.team.id, "done"), "recommendation") == ["Done"]
    assert queries.tracked_page(cast.lead.actor, cast.team.id, "\x00").state == ""


def test_who_plans_writes_and_a_participation_worker_and_a_reader_do_not(cast):
    worker = world.colleague("Effie Grant", cast.team, "participation_worker", cast.lead)
    row = thing(cast.team, cast.evaluator)
    for who in (worker, cast.reader):
        with pytest.raises(NotAllowed):
            thing(cast.team, who)
        with pytest.raises(NotAllowed):
            tracked.take_out(tracked_id=row.id, by=who.actor)
        with pytest.raises(NotAllowed):
            taken(row, who)
    with pytest.raises(NotYours):
        thing(cast.team, cast.stranger)
    for wrong in ("", "x" * 16, "\x00" * 16, "0" * 16):
        with pytest.raises(NotYours):
            tracked.take_out(tracked_id=wrong, by=cast.lead.actor)
        with pytest.raises(NotYours):
            tracked.add(unit_id=wrong, said=SAID, by=cast.lead.actor)
        with pytest.raises(NotYours):
            taking_up.take_out(tracked_id=row.id, taken_id=wrong, by=cast.lead.actor)


def test_pressed_twice_it_is_there_once_and_other_words_are_another_one(cast):
    same = new_id()
    for _ in range(2):
        tracked.add(unit_id=cast.team.id, said=SAID, tracked_id=same, by=cast.lead.actor)
    assert Tracked.objects.count() == 1
    with pytest.raises(Unfit) as unfit:
        tracked.add(
            unit_id=cast.team.id, said=replace(SAID, text="Other."), tracked_id=same, by=cast.lead.actor
        )
    assert unfit.value.broken[0].code == "added-before"
    theirs = thing(cast.elsewhere, cast.stranger)
    assert (
        tracked.add(unit_id=cast.team.id, said=SAID, tracked_id=theirs.id, by=cast.lead.actor).id != theirs.id
    )


def test_whoever_comes_second_reads_what_stands(cast, clock):
    row = thing(cast.team, cast.lead)
    base = mark_of(row)
    clock.forward(hours=1)
    tracked.change(tracked_id=row.id, said=replace(SAID, text="Theirs."), base=base, by=cast.lead.actor)
    mine = replace(SAID, text="Mine.")
    with pytest.raises(Refused) as refused:
        tracked.change(tracked_id=row.id, said=mine, base=base, by=cast.evaluator.actor)
    assert refused.value.code == tracked.CHANGED_CODE
    for _ in range(2):
        tracked.change(tracked_id=row.id, said=mine, base=mark_of(row), by=cast.evaluator.actor)
    assert EarlierText.objects.filter(about_id=row.id, text="Theirs.").exists()
    assert Entry.objects.filter(verb="changed", about="tracked").count() == 2


def test_a_past_day_is_asked_about_and_what_stood_there_is_not(cast):
    past = timezone.localdate() - dt.timedelta(days=3)
    with pytest.raises(Unfit):
        thing(cast.team, cast.lead, due=past)
    row = thing(cast.team, cast.lead, due=past, meant=past)
    changed = replace(SAID, due=past, outcome="Begun.")
    row = tracked.change(tracked_id=row.id, said=changed, base=mark_of(row), by=cast.lead.actor)
    assert row.outcome == "Begun."


def test_a_name_waits(cast):
    with pytest.raises(Waits):
        thing(cast.team, cast.lead, text="Callum Fraser told his teacher.")
    row = thing(cast.team, cast.lead)
    with pytest.raises(Waits):
        taken(row, cast.lead, what="Callum Fraser told his teacher.")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"person": "0" * 16}, "person"),
        ({"inspection": "0" * 16}, "inspection"),
        ({"inspection": "'"}, "inspection"),
        ({"priorities": ("0" * 16,)}, "priorities"),
        ({"priorities": ("\x00",)}, "priorities"),
    ],
)
def test_what_is_not_on_the_list_is_refused(cast, said, field):
    with pytest.raises(Unfit) as unfit:
        thing(cast.team, cast.lead, **said)
    assert [one.field for one in unfit.value.broken] == [field]


def test_somebody_of_another_agency_is_not_named(cast):
    with pytest.raises(Unfit):
        thing(cast.team, cast.lead, person=cast.stranger.person.id)
    row = thing(cast.team, cast.lead, person=cast.reader.person.id)
    page = queries.tracked_page(cast.reader.actor, cast.team.id)
    assert page.kinds[0][1][0].mine
    assert row.person_id == cast.reader.person.id


def test_taken_out_and_put_back(cast):
    row = thing(cast.team, cast.lead)
    for _ in range(2):
        tracked.take_out(tracked_id=row.id, by=cast.lead.actor)
    page = queries.tracked_page(cast.lead.actor, cast.team.id)
    assert lines(page, "recommendation") == []
    assert [one.id for one in page.removed] == [row.id]
    assert queries.tracked_page(cast.reader.actor, cast.team.id).removed == ()
    for _ in range(2):
        tracked.put_back(tracked_id=row.id, by=cast.lead.actor)
    assert lines(queries.tracked_page(cast.lead.actor, cast.team.id), "recommendation") == [row.text]
    assert Entry.objects.filter(about="tracked", verb="took out").count() == 1


def test_who_took_it_up_stands_with_it(cast):
    row = thing(cast.team, cast.lead, kind="practice")
    one = taken(row, cast.lead, unit=cast.team.id)
    same = Taken(who="A school", on=dt.date(2026, 2, 1))
    begun = new_id()
    for _ in range(2):
        taking_up.add(tracked_id=row.id, said=same, taken_id=begun, by=cast.evaluator.actor)
    shown = queries.tracked_page(cast.reader.actor, cast.team.id).kinds[1][1][0]
    assert [(each.who, each.on) for each in shown.taken] == [
        ("A school", "1 February 2026"),
        (f"{cast.team.name}, Two nurseries", "3 February 2026"),
    ]
    for _ in range(2):
        taking_up.take_out(tracked_id=row.id, taken_id=one.id, by=cast.lead.actor)
    shown = queries.tracked_page(cast.lead.actor, cast.team.id).kinds[1][1][0]
    assert (len(shown.taken), len(shown.removed_taken)) == (1, 1)
    for _ in range(2):
        taking_up.put_back(tracked_id=row.id, taken_id=one.id, by=cast.lead.actor)
    assert TakenUp.objects.get(pk=one.id).removed_at is None


def test_who_took_it_up_is_changed_by_whoever_has_seen_what_stands(cast, clock):
    row = thing(cast.team, cast.lead, kind="practice")
    one = taken(row, cast.lead)
    base = taken_mark(taken_said(one))
    other = replace(taken_said(one), what="It helps.")
    clock.forward(hours=1)
    for _ in range(2):
        taking_up.change(tracked_id=row.id, taken_id=one.id, said=other, base=base, by=cast.evaluator.actor)
    assert EarlierText.objects.filter(about_id=one.id).count() == 1
    with pytest.raises(Refused) as refused:
        taking_up.change(
            tracked_id=row.id, taken_id=one.id, said=replace(other, who="Me"), base=base, by=cast.lead.actor
        )
    assert refused.value.code == taking_up.CHANGED_CODE
    with pytest.raises(Unfit):
        taken(row, cast.lead, unit=cast.elsewhere.id)
    with pytest.raises(Unfit) as unfit:
        taking_up.add(tracked_id=row.id, said=Taken(who="x", on=one.on), taken_id=one.id, by=cast.lead.actor)
    assert unfit.value.broken[0].code == "added-before"


def test_a_priority_says_what_it_answers(cast):
    priority = world_improvement.priority(cast.team, cast.lead)
    row = thing(cast.team, cast.lead, priorities=(priority.id,))
    thing(cast.team, cast.lead, text="Another")
    assert [one for _kind, one, _text in queries.answering(cast.reader.actor, priority.id)] == [row.id]
    assert queries.answering(cast.stranger.actor, priority.id) == []
    page = queries.tracked_page(cast.reader.actor, cast.team.id)
    assert page.kinds[0][1][0].priorities == ((priority.id, priority.title),)
    tracked.take_out(tracked_id=row.id, by=cast.lead.actor)
    assert queries.answering(cast.lead.actor, priority.id) == []


def test_a_priority_that_its_writer_may_not_read_stays(cast):
    alone = world_improvement.priority(cast.team, cast.lead)
    row = thing(cast.team, cast.lead, priorities=(alone.id,))
    type(alone).objects.filter(pk=alone.pk).update(only_me=True)
    shown = tracked_form.editing(cast.evaluator.actor, row.id)
    assert shown.said.priorities == ()
    assert shown.priorities == ()
    said = replace(shown.said, outcome="Begun.")
    tracked.change(tracked_id=row.id, said=said, base=shown.base, by=cast.evaluator.actor)
    assert tracked_said(Tracked.objects.get(pk=row.pk)).priorities == (alone.id,)
    assert queries.tracked_page(cast.reader.actor, cast.team.id).kinds[0][1][0].priorities == ()


def test_what_follows_from_a_finished_closer_look_is_offered_and_tracked_once(cast):
    follow = followed(cast.team, cast.lead, whom="The other nurseries")
    page = queries.tracked_page(cast.evaluator.actor, cast.team.id)
    assert [(one.id, one.kind, one.text) for one in page.offered] == [(follow.id, "practice", follow.text)]
    assert queries.tracked_page(cast.reader.actor, cast.team.id).offered == ()
    begun = tracked_form.beginning(cast.evaluator.actor, cast.team.id, follow=follow.id)
    assert (begun.said.kind, begun.said.text, begun.said.whom) == ("practice", follow.text, follow.whom)
    row = tracked.add(unit_id=cast.team.id, said=begun.said, follow_id=begun.follow, by=cast.evaluator.actor)
    page = queries.tracked_page(cast.reader.actor, cast.team.id)
    assert page.kinds[1][1][0].look == (follow.look_id, "How we share information")
    assert queries.tracked_page(cast.evaluator.actor, cast.team.id).offered == ()
    with pytest.raises(Unfit) as unfit:
        tracked.add(unit_id=cast.team.id, said=begun.said, follow_id=follow.id, by=cast.lead.actor)
    assert unfit.value.broken[0].code == "tracked-already"
    tracked.take_out(tracked_id=row.id, by=cast.lead.actor)
    assert [one.id for one in queries.tracked_page(cast.lead.actor, cast.team.id).offered] == [follow.id]


def test_of_an_open_closer_look_or_another_sort_nothing_is_offered(cast):
    followed(cast.team, cast.lead, finished=False)
    FollowUp.objects.filter(pk=followed(cast.team, cast.lead).pk).update(kind="tell_staff")
    assert queries.tracked_page(cast.lead.actor, cast.team.id).offered == ()
    theirs = followed(cast.elsewhere, cast.stranger)
    row = thing(cast.team, cast.lead, follow=theirs.id)
    assert row.follow_up_id is None


def test_an_organisation_that_sits_beside_reads_nothing_and_its_unit_can_be_named(db):
    there = world_joint.committee(("Police",))
    member = there.members["Police"]
    row = thing(there.unit, there.lead, kind="practice")
    taken(row, there.lead, unit=member.unit.id, who="")
    page = queries.tracked_page(member.lead.actor, there.unit.id)
    assert not page.anything
    with pytest.raises(NotAllowed):
        thing(there.unit, member.lead)
    with pytest.raises(NotYours):
        tracked.take_out(tracked_id=row.id, by=member.lead.actor)


def test_one_thing_is_read_by_itself_also_by_whoever_it_was_shared_with(cast):
    row = thing(cast.team, cast.lead)
    other = world.colleague("Ewan Ross", cast.elsewhere, "reader", cast.stranger)
    shown = queries.tracked_one(cast.reader.actor, row.id)
    assert (shown.line.text, shown.writes, shown.around) == (row.text, False, True)
    with pytest.raises(NotYours):
        queries.tracked_one(other.actor, row.id)
    tracked.take_out(tracked_id=row.id, by=cast.lead.actor)
    assert queries.tracked_one(cast.lead.actor, row.id).line.removed_by == cast.lead.name
    for wrong in (row.id, "0" * 16, "\x00"):
        with pytest.raises(NotYours):
            queries.tracked_one(cast.reader.actor, wrong)


def test_one_that_bears_on_an_indicator_stands_beside_what_was_found_of_it(cast):
    row = thing(cast.team, cast.lead, text="Records arrive before the child", of="hmie-2005/3.2")
    assert (row.number, tracked_said(row).of) == ("3.2", "hmie-2005/3.2")
    found = said_before(cast.lead.actor, cast.team.id, "hmie-2005", number="3.2")
    assert "Records arrive before the child" in str(found)
    with pytest.raises(Unfit, match="indicator"):
        thing(cast.team, cast.lead, text="Another", of="hmie-2005/9.9")
