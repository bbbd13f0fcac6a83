"""You said, we did: writing answers, who reads them, giving them out, and what has no answer yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.improvement.actions import heard
from speir.improvement.models import Answering, EarlierText
from speir.improvement.queries import heard as queries
from speir.improvement.queries import heard_form
from speir.improvement.queries.heard_said import answering_said
from speir.mentions.rules import Keeping, Waits
from speir.trail.models import Entry
from tests import world, world_improvement, world_joint
from tests.world_heard import SAID, answer, mark_of, views


def part(page: queries.HeardPage, key: str) -> list[str]:
    return [one.said.heard for sheet, answers in page.parts for one in answers if sheet.key == key]


def test_an_answer_stands_with_those_it_is_worded_for(cast):
    row = answer(cast.team, cast.evaluator)
    answer(cast.team, cast.lead, voice="families", heard="You said that nobody rings back.")
    page = queries.heard_page(cast.reader.actor, cast.team.id)
    assert part(page, "from_8") == [row.heard]
    assert part(page, "families") == ["You said that nobody rings back."]
    assert not page.writes
    assert not page.unanswered


def test_a_participation_worker_writes_and_a_reader_does_not(cast):
    worker = world.colleague("Effie Grant", cast.team, "participation_worker", cast.lead)
    row = answer(cast.team, worker)
    assert row.written_by_name == "Effie Grant"
    with pytest.raises(NotAllowed):
        answer(cast.team, cast.reader)
    with pytest.raises(NotAllowed):
        heard.change(answering_id=row.id, said=SAID, base="", by=cast.reader.actor)
    with pytest.raises(NotYours):
        answer(cast.team, cast.stranger)
    with pytest.raises(NotYours):
        heard.take_out(answering_id=row.id, by=cast.stranger.actor)
    for wrong in ("", "x" * 16, "\x00" * 16, "'; --"):
        with pytest.raises(NotYours):
            heard.take_out(answering_id=wrong, by=cast.lead.actor)
        with pytest.raises(NotYours):
            heard.add(unit_id=wrong, said=SAID, by=cast.lead.actor)


def test_pressed_twice_it_is_written_once_and_other_words_are_another_one(cast):
    same = new_id()
    for _ in range(2):
        row = heard.add(unit_id=cast.team.id, said=SAID, answering_id=same, by=cast.lead.actor)
    assert row.id == same
    assert Answering.objects.count() == 1
    other = replace(SAID, heard="You said something else.")
    with pytest.raises(Unfit) as unfit:
        heard.add(unit_id=cast.team.id, said=other, answering_id=same, by=cast.lead.actor)
    assert unfit.value.broken[0].code == "added-before"


def test_an_id_of_somebody_elses_is_not_taken(cast):
    theirs = answer(cast.elsewhere, cast.stranger)
    row = heard.add(unit_id=cast.team.id, said=SAID, answering_id=theirs.id, by=cast.lead.actor)
    assert row.id != theirs.id
    assert Answering.objects.count() == 2


def test_whoever_comes_second_reads_what_stands_and_saves_again(cast, clock):
    row = answer(cast.team, cast.evaluator)
    base = mark_of(row)
    clock.forward(hours=1)
    heard.change(answering_id=row.id, said=replace(SAID, decided="Theirs."), base=base, by=cast.lead.actor)
    mine = replace(SAID, decided="Mine.")
    with pytest.raises(Refused) as refused:
        heard.change(answering_id=row.id, said=mine, base=base, by=cast.evaluator.actor)
    assert refused.value.code == heard.CHANGED_CODE
    clock.forward(hours=1)
    heard.change(answering_id=row.id, said=mine, base=mark_of(row), by=cast.evaluator.actor)
    row.refresh_from_db()
    assert row.decided == "Mine."
    assert list(EarlierText.objects.order_by("replaced_at").values_list("text", flat=True)) == [
        SAID.decided,
        "Theirs.",
    ]
    heard.change(answering_id=row.id, said=mine, base=base, by=cast.evaluator.actor)  # sent twice: done once
    assert Entry.objects.filter(verb="changed", about="answering").count() == 2


def test_a_name_waits_until_it_is_explained(cast):
    named = replace(SAID, heard="Callum Fraser told his teacher.")
    with pytest.raises(Waits) as waits:
        heard.add(unit_id=cast.team.id, said=named, by=cast.lead.actor)
    assert list(waits.value.fields) == ["heard"]
    assert not Answering.objects.exists()
    shown = frozenset(one.token for one in waits.value.fields["heard"][1])
    heard.add(
        unit_id=cast.team.id, said=named, keeping={"heard": Keeping("nobody", shown)}, by=cast.lead.actor
    )
    assert Answering.objects.get().heard == named.heard


def test_only_who_leads_says_that_it_may_be_given_out_and_only_once_it_is_whole(cast):
    row = answer(cast.team, cast.evaluator, happened="")
    with pytest.raises(NotAllowed):
        heard.give_out(answering_id=row.id, base=mark_of(row), by=cast.evaluator.actor)
    with pytest.raises(Unfit) as unfit:
        heard.give_out(answering_id=row.id, base=mark_of(row), by=cast.lead.actor)
    assert [one.field for one in unfit.value.broken] == ["happened"]
    whole = replace(SAID, happened="Nothing yet. We will tell you in June.")
    heard.change(answering_id=row.id, said=whole, base=mark_of(row), by=cast.evaluator.actor)
    for _ in range(2):
        row = heard.give_out(answering_id=row.id, base=mark_of(row), by=cast.lead.actor)
    assert row.ready_at
    assert row.ready_by_name == cast.lead.name
    assert Entry.objects.filter(verb="gave out", about="answering").count() == 1


def test_it_is_given_out_as_it_was_read(cast):
    row = answer(cast.team, cast.evaluator)
    read = mark_of(row)
    heard.change(
        answering_id=row.id, said=replace(SAID, heard="You said no."), base=read, by=cast.evaluator.actor
    )
    with pytest.raises(Refused) as refused:
        heard.give_out(answering_id=row.id, base=read, by=cast.lead.actor)
    assert refused.value.sentence == heard.READ_AGAIN


def test_other_words_take_it_back_and_what_it_rests_on_does_not(cast):
    row, item = answer(cast.team, cast.lead, ready=True), views(cast.team, cast.lead, "children")
    linked = replace(SAID, links=(f"item:{item.id}",))
    row = heard.change(answering_id=row.id, said=linked, base=mark_of(row), by=cast.evaluator.actor)
    assert row.ready_at
    other = replace(linked, happened="Something else.")
    row = heard.change(answering_id=row.id, said=other, base=mark_of(row), by=cast.evaluator.actor)
    assert row.ready_at is None
    assert row.ready_by_name == ""


def test_held_back_or_taken_out_it_stands_on_no_sheet(cast):
    row = answer(cast.team, cast.lead, ready=True)
    sheet = lambda: [one.id for one in queries.sheet_page(cast.reader.actor, cast.team.id, "from_8").answers]  # noqa: E731
    assert sheet() == [row.id]
    heard.hold_back(answering_id=row.id, by=cast.lead.actor)
    heard.hold_back(answering_id=row.id, by=cast.lead.actor)
    assert sheet() == []
    heard.give_out(answering_id=row.id, base=mark_of(row), by=cast.lead.actor)
    for _ in range(2):
        heard.take_out(answering_id=row.id, by=cast.evaluator.actor)
    assert sheet() == []
    assert [one.id for one in queries.heard_page(cast.lead.actor, cast.team.id).removed] == [row.id]
    assert queries.heard_page(cast.reader.actor, cast.team.id).removed == ()
    with pytest.raises(Refused):
        heard.give_out(answering_id=row.id, base=mark_of(row), by=cast.lead.actor)
    for _ in range(2):
        row = heard.put_back(answering_id=row.id, by=cast.lead.actor)
    assert row.removed_at is None
    assert row.ready_at is None
    assert [one.verb for one in Entry.objects.filter(about="answering").order_by("at", "id")].count(
        "took out"
    ) == 1


def test_an_organisation_that_sits_in_a_partnership_reads_what_is_ready_and_no_more(db):
    there = world_joint.committee(("Police",))
    member = there.members["Police"]
    ready = answer(there.unit, there.lead, ready=True)
    draft = answer(there.unit, there.lead, heard="You said that is not so.")
    page = queries.heard_page(member.evaluator.actor, there.unit.id)
    assert part(page, "from_8") == [ready.heard]
    assert not page.writes
    assert not page.unanswered
    assert queries.sheet_page(member.evaluator.actor, there.unit.id, "from_8").answers[0].id == ready.id
    with pytest.raises(NotAllowed):
        heard.change(answering_id=ready.id, said=SAID, base="", by=member.evaluator.actor)
    with pytest.raises(NotAllowed):
        answer(there.unit, member.lead)
    with pytest.raises(NotYours):
        heard.change(answering_id=draft.id, said=SAID, base="", by=member.evaluator.actor)
    with pytest.raises(NotYours):
        queries.heard_page(there.stranger.actor, there.unit.id)
    chair = heard.hold_back(answering_id=ready.id, by=there.chair.actor)
    assert chair.ready_at is None
    assert part(queries.heard_page(member.lead.actor, there.unit.id), "from_8") == []


def test_a_sheet_that_there_is_not_is_not_yours(cast):
    with pytest.raises(NotYours):
        queries.sheet_page(cast.lead.actor, cast.team.id, "grandparents")
    with pytest.raises(NotYours):
        queries.sheet_page(cast.stranger.actor, cast.team.id, "staff")


def test_it_rests_on_evidence_priorities_and_actions_that_its_writer_reads(cast):
    item = views(cast.team, cast.lead, "children")
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    action = world_improvement.action(priority, cast.lead, state="under_way")
    links = (f"item:{item.id}", f"priority:{priority.id}", f"action:{action.id}")
    row = answer(cast.team, cast.evaluator, links=links)
    assert answering_said(row).links == tuple(sorted(links))
    page = queries.heard_page(cast.reader.actor, cast.team.id)
    (shown,) = next(answers for sheet, answers in page.parts if sheet.key == "from_8")
    assert {(one.what, one.says, one.more) for one in shown.rests_on} == {
        ("item", item.shows, ""),
        ("priority", priority.title, ""),
        ("action", action.title, "under way"),
    }


@pytest.mark.parametrize("link", ["item:{}", "priority:{}", "action:{}", "person:{}", "item:'; --"])
def test_what_is_not_there_for_its_writer_is_refused(cast, link):
    with pytest.raises(Unfit) as unfit:
        answer(cast.team, cast.lead, links=(link.format("0" * 16),))
    assert [(one.code, one.field) for one in unfit.value.broken] == [("link-not-there", "items")]


def test_evidence_of_another_agency_cannot_be_linked(cast):
    theirs = views(cast.elsewhere, cast.stranger, "children")
    with pytest.raises(Unfit):
        answer(cast.team, cast.lead, links=(f"item:{theirs.id}",))


def test_what_a_writer_may_not_read_stays_though_their_form_does_not_show_it(cast):
    alone = world_improvement.priority(cast.team, cast.lead)
    row = answer(cast.team, cast.lead, links=(f"priority:{alone.id}",))
    type(alone).objects.filter(pk=alone.pk).update(only_me=True)
    shown = heard_form.editing(cast.evaluator.actor, row.id)
    assert shown.said.links == ()
    assert alone.title not in str(shown)
    row = heard.change(
        answering_id=row.id,
        said=replace(shown.said, decided="More."),
        base=shown.base,
        by=cast.evaluator.actor,
    )
    assert answering_said(Answering.objects.get(pk=row.pk)).links == (f"priority:{alone.id}",)


def test_views_without_an_answer_are_counted_and_offered(cast):
    item = views(cast.team, cast.lead, "children", "staff")
    views(cast.team, cast.lead, "children")
    views(cast.team, cast.lead)  # nobody's views
    views(cast.elsewhere, cast.stranger, "children")
    page = queries.heard_page(cast.lead.actor, cast.team.id)
    assert page.unanswered == (("children", 2), ("staff", 1))
    assert not page.more
    row = answer(cast.team, cast.lead, links=(f"item:{item.id}",))
    page = queries.heard_page(cast.lead.actor, cast.team.id)
    assert page.unanswered == (("children", 1), ("staff", 1))
    heard.take_out(answering_id=row.id, by=cast.lead.actor)
    assert queries.heard_page(cast.lead.actor, cast.team.id).unanswered[0] == ("children", 2)
    offered = heard_form.beginning(cast.lead.actor, cast.team.id, voice="staff").items
    assert [one.link for one in offered] == [f"item:{item.id}"]


def test_of_very_many_the_newest_are_looked_through(cast, monkeypatch):
    monkeypatch.setattr(queries, "MOST_LOOKED", 2)
    for _ in range(4):
        views(cast.team, cast.lead, "families")
    page = queries.heard_page(cast.lead.actor, cast.team.id)
    assert page.unanswered == (("families", 2),)
    assert page.more


def test_a_form_begins_with_evidence_or_with_an_answer_for_another_age(cast):
    item = views(cast.team, cast.lead, "children")
    begun = heard_form.beginning(cast.lead.actor, cast.team.id, voice="children", item=item.id)
    assert begun.said.links == (f"item:{item.id}",)
    assert begun.said.heard == ""
    row = answer(cast.team, cast.lead)
    like = heard_form.beginning(cast.lead.actor, cast.team.id, like=row.id)
    assert (like.said.heard, like.said.age, like.id) == (row.heard, "", "")
    nothing = heard_form.beginning(cast.lead.actor, cast.team.id, voice="x", item="\x00", like="'")
    assert nothing.said.links == ()
    assert nothing.said.voice == ""


def test_what_was_said_last_of_an_action_is_offered_and_never_taken(cast):
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    action = world_improvement.action(priority, cast.lead, state="under_way", text="Two teams have begun.")
    row = answer(cast.team, cast.lead, links=(f"action:{action.id}",))
    followed = heard_form.editing(cast.lead.actor, row.id).followed
    assert [(one.says, one.last) for one in followed] == [
        (priority.title, ""),
        (action.title, "Two teams have begun."),
    ]
    assert Answering.objects.get().happened == SAID.happened


def test_hints_are_for_those_who_write(cast):
    answer(cast.team, cast.lead, heard="You said that three young people need a key worker.")
    shown = queries.heard_page(cast.lead.actor, cast.team.id).parts[1][1][0]
    assert [field for field, _hint in shown.hints] == ["heard", "heard"]
    assert queries.heard_page(cast.reader.actor, cast.team.id).parts[1][1][0].hints == ()


def test_one_answer_is_read_by_itself(cast):
    row = answer(cast.team, cast.lead)
    shown = queries.heard_one(cast.reader.actor, row.id)
    assert (shown.answer.said.heard, shown.writes, shown.around) == (row.heard, False, True)
    heard.take_out(answering_id=row.id, by=cast.lead.actor)
    assert queries.heard_one(cast.lead.actor, row.id).answer.removed_by == cast.lead.name
    for who, wrong in (
        (cast.reader, row.id),
        (cast.stranger, row.id),
        (cast.lead, "0" * 16),
        (cast.lead, "\x00"),
    ):
        with pytest.raises(NotYours):
            queries.heard_one(who.actor, wrong)
