"""What is beside an action: its steps, what it waits for, and what shows its impact."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import day
from speir.evidence.actions import items, withdrawing
from speir.evidence.models import Item
from speir.evidence.rules.finding import Sought
from speir.frameworks.queries import current
from speir.improvement.actions import action_steps, doing, proving, waiting_for
from speir.improvement.models import Action, EarlierText, Priority
from speir.improvement.queries.doing import action_page, to_wait_for
from speir.improvement.queries.doing_forms import earlier
from speir.improvement.queries.proving import to_prove
from speir.improvement.queries.waiting import beside
from speir.improvement.rules.doing import Said, step_mark
from speir.mentions.rules import Waits
from tests import world, world_improvement

NAMED = "Callum Fraser told his teacher."


@pytest.fixture
def priority(cast) -> Priority:
    return world_improvement.priority(cast.team, cast.lead, agreed=True)


@pytest.fixture
def row(cast, priority) -> Action:
    """Under way for three months, led by a practitioner."""
    nurse = world.colleague("Ailsa Reid", cast.team, "practitioner", cast.lead)
    row = world_improvement.action(priority, cast.lead, lead=nurse.person.id, state="under_way")
    row.begun_on = timezone.localdate() - dt.timedelta(days=90)
    row.save(update_fields=["begun_on"])
    return row


@pytest.fixture
def nurse(row) -> world.Somebody:
    assert row.lead is not None
    return world.Somebody(row.lead)


def evidence(cast, days: int = 2, **said: object) -> Item:
    day = timezone.localdate() - dt.timedelta(days=days)
    made = {"from_day": day, "to_day": day, "speaks_of": "impact", "shows": "Parents say so."} | said
    return items.write(
        unit_id=cast.team.id,
        framework=current(world.FRAMEWORK),
        draft=world.draft(**made),
        by=cast.lead.actor,
    )


def codes(raised: pytest.ExceptionInfo[Unfit]) -> list[str]:
    return [one.code for one in raised.value.broken]


def test_its_lead_adds_ticks_rewords_orders_and_takes_out_steps(cast, row, nurse):
    of, made = {"action_id": row.id, "by": nurse.actor}, new_id()
    for _ in range(2):
        first = action_steps.add(text="Agree who rings", step_id=made, **of)
    with pytest.raises(Unfit):
        action_steps.add(text="Something else", step_id=made, **of)
    second = action_steps.add(text="Try it", **of)
    action_steps.order(step_id=second.id, up=True, **of)
    action_steps.order(step_id=second.id, up=True, **of)
    assert [one.text for one in action_page(nurse.actor, row.id).steps] == ["Try it", "Agree who rings"]
    today = timezone.localdate()
    for _ in range(2):
        assert action_steps.tick(step_id=first.id, done=True, **of).done_on == today
    assert action_steps.tick(step_id=first.id, done=False, **of).done_on is None
    for _ in range(2):
        action_steps.take_out(step_id=first.id, **of)
    assert action_page(nurse.actor, row.id).removed_steps[0].text == "Agree who rings"
    action_steps.order(step_id=first.id, up=True, **of)
    for _ in range(2):
        action_steps.put_back(step_id=first.id, **of)
    assert len(action_page(nurse.actor, row.id).steps) == 2
    for by, error in ((cast.reader, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(error):
            action_steps.tick(action_id=row.id, step_id=first.id, done=True, by=by.actor)
    for wrong in (new_id(), "x\x00"):
        with pytest.raises(NotYours):
            action_steps.tick(step_id=wrong, done=True, **of)


def test_a_step_is_reworded_once_an_older_form_is_refused_and_what_it_said_is_kept(cast, row):
    step = action_steps.add(action_id=row.id, text="Try it", by=cast.lead.actor)
    step.written_at -= dt.timedelta(days=1)
    step.save(update_fields=["written_at"])
    day, base = timezone.localdate() - dt.timedelta(days=3), step_mark("Try it", None)
    of = {"action_id": row.id, "step_id": step.id, "base": base, "by": cast.evaluator.actor}
    for _ in range(2):
        assert action_steps.reword(text="Try it twice", done_on=day, **of).done_on == day
    with pytest.raises(Refused) as refused:
        action_steps.reword(text="Drop it", done_on=None, **of)
    assert refused.value.code == action_steps.CHANGED_CODE
    assert EarlierText.objects.count() == 1
    assert [(one.what, one.text) for one in earlier(cast.reader.actor, row.id)[2]] == [("A step", "Try it")]
    of["base"] = step_mark("Try it twice", day)
    with pytest.raises(Unfit):
        action_steps.reword(text="", done_on=timezone.localdate() + dt.timedelta(days=1), **of)


def test_a_step_that_names_a_child_waits_for_a_word(cast, row):
    with pytest.raises(Waits):
        action_steps.add(action_id=row.id, text=NAMED, by=cast.lead.actor)
    assert not row.steps.exists()


def test_an_action_waits_for_another_in_words_until_that_is_done(cast, priority, row, nurse):
    other = world_improvement.action(priority, cast.lead, title="Buy the phones", state="under_way")
    by = cast.evaluator.actor
    assert to_wait_for(by, action_page(by, row.id)) == [(other.id, "Buy the phones")]
    for _ in range(2):
        waiting_for.wait_for(action_id=row.id, other_id=other.id, by=by)
    assert row.waits_for.count() == 1
    assert not to_wait_for(by, action_page(by, row.id))
    (need,) = beside(by, row.id).waits_for
    assert (need.title, need.holds_up) == ("Buy the phones", True)
    assert (need.lead, need.due) == (cast.lead.name, day(other.due or timezone.localdate()))
    assert action_page(by, other.id).beside.awaited_by[0].id == row.id
    with pytest.raises(NotAllowed):
        waiting_for.stop_waiting(action_id=row.id, other_id=other.id, by=nurse.actor)
    doing.tell(action_id=other.id, state="done", text="", by=cast.lead.actor)
    assert not action_page(by, row.id).beside.waits_for[0].holds_up
    for _ in range(2):
        waiting_for.stop_waiting(action_id=row.id, other_id=other.id, by=by)
    waiting_for.stop_waiting(action_id=row.id, other_id="x\x00", by=by)
    assert not row.waits_for.exists()


def test_a_circle_is_refused_by_name_across_priorities(cast, row):
    by, rows = cast.lead.actor, [row]
    for title in ("Buy the phones", "Find the money"):
        of = world_improvement.priority(cast.team, cast.lead, title=title)
        rows.append(world_improvement.action(of, cast.lead, title=title))
    for one, other in ((0, 1), (1, 2)):
        waiting_for.wait_for(action_id=rows[one].id, other_id=rows[other].id, by=by)
    with pytest.raises(Unfit) as refused:
        waiting_for.wait_for(action_id=rows[2].id, other_id=row.id, by=by)
    assert refused.value.broken[0].sentence == (
        "That would be a circle: “Find the money” would wait for “Ring the school the same day”, which waits for "
        "“Buy the phones”, which waits for “Find the money”."
    )


def test_nothing_is_waited_for_that_is_elsewhere_taken_out_itself_or_nothing(cast, priority, row):
    far = world_improvement.action(world_improvement.priority(cast.elsewhere, cast.stranger), cast.stranger)
    out = world_improvement.action(priority, cast.lead)
    doing.take_out(action_id=out.id, by=cast.lead.actor)
    for other in (far.id, out.id, row.id, new_id(), "", "x\x00"):
        with pytest.raises(Unfit) as refused:
            waiting_for.wait_for(action_id=row.id, other_id=other, by=cast.lead.actor)
        assert codes(refused) == ["not-to-wait-for"]


def test_of_an_action_that_is_not_open_only_that_it_is_there_is_shown(cast, row):
    secret = world_improvement.action(
        world_improvement.priority(cast.team, cast.lead), cast.lead, title="Secret"
    )
    waiting_for.wait_for(action_id=row.id, other_id=secret.id, by=cast.lead.actor)
    Priority.objects.filter(pk=secret.priority_id).update(only_me=True, owner=cast.lead.person.id)
    (need,) = beside(cast.reader.actor, row.id).waits_for
    assert (need.id, need.title, need.lead, need.holds_up) == ("", "", "", True)
    assert action_page(cast.reader.actor, row.id).beside.waits_for[0].title == ""


def test_at_most_twenty_are_waited_for(cast, priority, row):
    by = cast.lead.actor
    for at in range(waiting_for.MOST):
        other = doing.add(priority_id=priority.id, said=Said(title=f"Other {at}"), by=by)
        waiting_for.wait_for(action_id=row.id, other_id=other.id, by=by)
    other = doing.add(priority_id=priority.id, said=Said(title="One more"), by=by)
    with pytest.raises(Unfit) as refused:
        waiting_for.wait_for(action_id=row.id, other_id=other.id, by=by)
    assert codes(refused) == ["waits-for-many"]


def test_impact_is_shown_by_evidence_and_taken_back_with_a_reason(cast, row, nurse):
    item, by = evidence(cast), nurse.actor
    with pytest.raises(Refused, match="Say first that this action is done"):
        proving.show_impact(action_id=row.id, item_id=item.id, by=by)
    doing.tell(action_id=row.id, state="done", text="All ring.", by=by)
    for _ in range(2):
        proving.show_impact(action_id=row.id, item_id=item.id, by=by)
    page = action_page(by, row.id)
    assert (page.state, [one.item_id for one in page.proofs]) == ("impact_shown", [item.id])
    proof = row.proofs.get()
    of = {"action_id": row.id, "proof_id": proof.id, "by": by}
    with pytest.raises(Unfit):
        proving.take_back(text=" ", **of)
    with pytest.raises(Waits):
        proving.take_back(text=NAMED, **of)
    for _ in range(2):
        proving.take_back(text="It was another school.", **of)
    with pytest.raises(Refused, match="reason of their own"):
        proving.take_back(text="It was last year.", **of)
    page = action_page(by, row.id)
    assert (page.state, page.said, page.proofs) == ("done", "It was another school.", ())
    with pytest.raises(NotYours):
        proving.take_back(action_id=row.id, proof_id=new_id(), text="x", by=by)


def test_with_a_second_piece_it_stays_shown_when_the_first_is_taken_back(cast, row):
    doing.tell(action_id=row.id, state="done", text="", by=cast.lead.actor)
    for days in (2, 3):
        item = evidence(cast, days)
        proving.show_impact(action_id=row.id, item_id=item.id, by=cast.lead.actor)
    first = row.proofs.order_by("at")[0]
    proving.take_back(action_id=row.id, proof_id=first.id, text="It is the same.", by=cast.lead.actor)
    row.refresh_from_db()
    assert row.state == "impact_shown"
    doing.tell(action_id=row.id, state="under_way", text="", by=cast.lead.actor)
    second = row.proofs.get(removed_at=None)
    proving.take_back(action_id=row.id, proof_id=second.id, text="Nobody was asked.", by=cast.lead.actor)
    row.refresh_from_db()
    assert (row.state, row.said) == ("under_way", "Nobody was asked.")


def test_what_shows_no_impact_is_refused_with_each_reason(cast, row):
    doing.tell(action_id=row.id, state="done", text="", by=cast.lead.actor)
    of = {"action_id": row.id, "by": cast.lead.actor}
    undated = evidence(cast, from_day=None, to_day=None)
    gone = evidence(cast)
    withdrawing.withdraw(item_id=gone.id, why="It was wrong.", by=cast.lead.actor)
    for item_id, wrong in (
        (evidence(cast, speaks_of="happens").id, ["not-of-impact"]),
        (evidence(cast, 90).id, ["proof-too-early"]),
        (evidence(cast, 91, speaks_of="").id, ["not-of-impact", "proof-too-early"]),
        (undated.id, ["proof-undated"]),
        (gone.id, ["proof-withdrawn"]),
        (new_id(), ["proof-not-found"]),
        ("x\x00", ["proof-not-found"]),
    ):
        with pytest.raises(Unfit) as refused:
            proving.show_impact(item_id=item_id, **of)
        assert codes(refused) == wrong
    good = evidence(cast)
    assert [one.id for one in to_prove(cast.lead.actor, row.id).choices] == [good.id]
    found = to_prove(cast.lead.actor, row.id, Sought("parents")).choices
    assert {bool(one.wrong) for one in found} == {True, False}


def test_evidence_is_written_and_shows_the_impact_all_or_nothing(cast, row):
    doing.tell(action_id=row.id, state="done", text="", by=cast.lead.actor)
    day = timezone.localdate() - dt.timedelta(days=1)
    of = {"action_id": row.id, "framework": current(world.FRAMEWORK), "by": cast.evaluator.actor}
    early = world.draft(shows="Before.", speaks_of="impact")
    with pytest.raises(Unfit):
        proving.write_and_show(draft=early, **of)
    assert not Item.objects.filter(shows="Before.").exists()
    made, draft = new_id(), world.draft(shows="They say so.", from_day=day, to_day=day, speaks_of="impact")
    for _ in range(2):
        proving.write_and_show(draft=draft, item_id=made, **of)
    assert Item.objects.filter(shows="They say so.").count() == 1
    assert row.proofs.get().item_id == made
    with pytest.raises(Unfit, match="another one"):  # after Back, with other words in it
        proving.write_and_show(draft=replace(draft, shows="They say no."), item_id=made, **of)


def test_one_closed_without_evidence_says_why_and_can_be_proved_later(cast, row, nurse):
    of = {"action_id": row.id, "state": "closed"}
    doing.tell(action_id=row.id, state="done", text="", by=nurse.actor)
    with pytest.raises(NotAllowed):
        doing.tell(text="Nobody measures it.", by=nurse.actor, **of)
    with pytest.raises(Unfit):
        doing.tell(text="", by=cast.lead.actor, **of)
    doing.tell(text="Nobody measures it.", by=cast.lead.actor, **of)
    proving.show_impact(action_id=row.id, item_id=evidence(cast).id, by=cast.lead.actor)
    doing.tell(action_id=row.id, state="under_way", text="It slipped.", by=cast.lead.actor)
    assert action_page(cast.lead.actor, row.id).state == "under_way"
    doing.tell(action_id=row.id, state="stopped", text="No money.", by=cast.lead.actor)
    with pytest.raises(Refused, match="stopped"):
        proving.show_impact(action_id=row.id, item_id=evidence(cast).id, by=cast.lead.actor)


def test_evidence_that_a_reader_may_not_see_shows_the_impact_without_its_words(cast, row):
    doing.tell(action_id=row.id, state="done", text="", by=cast.lead.actor)
    item = evidence(cast)
    proving.show_impact(action_id=row.id, item_id=item.id, by=cast.lead.actor)
    Item.objects.filter(pk=item.pk).update(only_me=True, owner=cast.lead.person.id)
    (shown,) = action_page(cast.reader.actor, row.id).proofs
    assert (shown.item_id, shown.shows, shown.when) == ("", "", "")
