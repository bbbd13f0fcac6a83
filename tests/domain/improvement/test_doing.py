"""Actions: added, changed, agreed, told of, taken back and put in order, by whom they may be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.improvement.actions import doing, doing_moves
from speir.improvement.models import Action, EarlierText, Priority, Progress
from speir.improvement.policy.doing import visible_to
from speir.improvement.queries.doing import action_page
from speir.improvement.queries.doing_forms import change as editing
from speir.improvement.queries.doing_forms import earlier
from speir.improvement.queries.said import action_said
from speir.improvement.rules.doing import Said, said_mark
from speir.trail.models import Entry
from tests import world, world_improvement


@pytest.fixture
def priority(cast) -> Priority:
    return world_improvement.priority(cast.team, cast.lead, agreed=True)


@pytest.fixture
def row(cast, priority) -> Action:
    """Under way, led by the evaluator."""
    return world_improvement.action(priority, cast.lead, lead=cast.evaluator.person.id, state="under_way")


@pytest.fixture
def nurse(cast) -> world.Somebody:
    """A practitioner of the team, who reads and reflects."""
    return world.colleague("Ailsa Reid", cast.team, "practitioner", cast.lead)


def told(row: Action) -> list[tuple[str, str]]:
    return list(row.progress.order_by("at", "id").values_list("state", "text"))


def test_one_that_is_sent_twice_is_added_once_and_other_words_are_refused(cast, priority):
    made = new_id()
    for _ in range(2):
        row = doing.add(
            priority_id=priority.id, said=Said(title="Ring"), action_id=made, by=cast.evaluator.actor
        )
    assert (row.id, priority.actions.count(), row.state) == (made, 1, "proposed")
    with pytest.raises(Unfit):
        doing.add(priority_id=priority.id, said=Said(title="Write"), action_id=made, by=cast.evaluator.actor)


def test_a_proposal_may_lack_everything_and_is_agreed_only_with_a_lead_a_date_and_a_target(cast, priority):
    row = doing.add(priority_id=priority.id, said=Said(title="Ring"), by=cast.lead.actor)
    with pytest.raises(Unfit) as unfit:
        doing.agree(action_id=row.id, by=cast.lead.actor)
    assert [one.field for one in unfit.value.broken] == ["lead", "due", "target"]
    assert action_page(cast.lead.actor, row.id).missing == ("lead", "due", "target")


def test_an_agreed_one_keeps_its_lead_date_and_target(cast, row):
    said = action_said(row)
    with pytest.raises(Unfit) as unfit:
        doing.change(
            action_id=row.id,
            said=replace(said, lead="", due=None, target=""),
            base=said_mark(said),
            by=cast.lead.actor,
        )
    assert [one.field for one in unfit.value.broken] == ["lead", "due", "target"]


def test_only_somebody_who_could_read_it_is_named(cast, priority):
    for said in (
        Said(title="Ring", lead=cast.stranger.person.id),
        Said(title="Ring", helpers=(cast.stranger.person.id,)),
        Said(title="Ring", unit=cast.elsewhere.id),
        Said(title="Ring", lead="nobody"),
    ):
        with pytest.raises(Unfit):
            doing.add(priority_id=priority.id, said=said, by=cast.lead.actor)
    assert not priority.actions.exists()


def test_an_older_form_is_refused_and_what_stood_can_be_read(cast, row):
    said = action_said(row)
    Action.objects.filter(pk=row.pk).update(written_at=timezone.now() - dt.timedelta(days=1))
    typed = {"action_id": row.id, "base": said_mark(said)}
    doing.change(said=replace(said, title="Ring each school"), by=cast.evaluator.actor, **typed)
    with pytest.raises(Refused) as refused:
        doing.change(said=replace(said, title="Write to them"), by=cast.lead.actor, **typed)
    assert refused.value.code == doing.CHANGED_CODE
    _title, _of, texts = earlier(cast.reader.actor, row.id)
    assert [(one.what, one.text) for one in texts] == [("What is to be done", said.title)]
    doing.change(said=replace(said, title="Ring each school"), by=cast.evaluator.actor, **typed)
    assert EarlierText.objects.count() == 1


def test_the_day_it_began_is_set_earlier_by_who_plans_and_never_emptied_or_put_in_the_future(cast, row):
    said, today = action_said(row), timezone.localdate()
    assert said.begun_on == today
    earlier_day = today - dt.timedelta(days=40)

    def change(day: dt.date | None) -> Action:
        now = action_said(Action.objects.get(pk=row.pk))
        return doing.change(
            action_id=row.id, said=replace(now, begun_on=day), base=said_mark(now), by=cast.lead.actor
        )

    assert change(earlier_day).begun_on == earlier_day
    assert change(None).begun_on == earlier_day
    with pytest.raises(Unfit):
        change(today + dt.timedelta(days=1))


def test_a_practitioner_who_leads_one_tells_of_it_and_changes_nothing_else(cast, priority, nurse):
    row = world_improvement.action(priority, cast.lead, lead=nurse.person.id, state="agreed")
    doing.tell(action_id=row.id, state="stuck", text="Nobody has the numbers.", by=nurse.actor)
    assert action_page(nurse.actor, row.id).may_tell
    assert not action_page(nurse.actor, row.id).may_change
    with pytest.raises(NotAllowed):
        doing.tell(action_id=row.id, state="stopped", text="It is no use.", by=nurse.actor)
    with pytest.raises(NotAllowed):
        editing(nurse.actor, row.id)
    said = action_said(Action.objects.get(pk=row.pk))
    with pytest.raises(NotAllowed):
        doing.change(action_id=row.id, said=replace(said, title="x"), base=said_mark(said), by=nurse.actor)


def test_a_helper_tells_of_it_and_a_reader_does_not(cast, priority, nurse):
    row = world_improvement.action(priority, cast.lead, helpers=(nurse.person.id,), state="agreed")
    doing.tell(action_id=row.id, state="under_way", text="We have begun.", by=nurse.actor)
    with pytest.raises(NotAllowed):
        doing.tell(action_id=row.id, state="done", text="", by=cast.reader.actor)
    with pytest.raises(NotYours):
        doing.tell(action_id=row.id, state="done", text="", by=cast.stranger.actor)


def test_two_who_tell_at_once_lose_nothing(cast, row):
    seen = doing.newest(row)
    doing.tell(action_id=row.id, state="under_way", text="Two ring.", seen=seen, by=cast.evaluator.actor)
    late = {"action_id": row.id, "state": "under_way", "text": "Three ring.", "by": cast.lead.actor}
    with pytest.raises(Refused) as refused:
        doing.tell(seen=seen, **late)
    assert refused.value.code == doing.STATE_CHANGED_CODE
    doing.tell(seen=doing.newest(row), **late)
    assert [text for _state, text in told(row)][-2:] == ["Two ring.", "Three ring."]
    doing.tell(seen=seen, **late)
    assert len(told(row)) == 5


def test_what_was_said_last_is_taken_back_once_and_stays_in_the_list(cast, row):
    by = cast.evaluator.actor
    doing.tell(action_id=row.id, state="done", text="All ring.", by=by)
    last = doing.newest(row)
    assert action_page(by, row.id).can_take_back == last
    for _ in range(2):
        doing_moves.take_back(action_id=row.id, told_id=last, by=by)
    row.refresh_from_db()
    assert (row.state, row.said) == ("under_way", "Two teams have begun.")
    assert [state for state, _text in told(row)] == ["proposed", "agreed", "under_way", "done", "under_way"]
    page = action_page(by, row.id)
    assert page.progress[0].taken_back
    assert not page.can_take_back
    with pytest.raises(Refused):
        doing_moves.take_back(action_id=row.id, told_id=new_id(), by=by)
    with pytest.raises(Refused):
        doing_moves.take_back(action_id=row.id, told_id=doing.newest(row), by=by)


def test_what_was_stuck_and_goes_on_without_a_word_was_not_taken_back(cast, row):
    by = cast.evaluator.actor
    for state, text in (("stuck", "No phones."), ("under_way", "")):
        doing.tell(action_id=row.id, state=state, text=text, by=by)
    now, before, *_ = (page := action_page(by, row.id)).progress
    assert (now.before, now.state, now.taken_back, before.struck) == ("stuck", "under_way", False, False)
    # That it goes on can itself be taken back: then it is stuck, on what it was stuck on.
    doing_moves.take_back(action_id=row.id, told_id=page.can_take_back, by=by)
    row.refresh_from_db()
    assert (row.state, row.said) == ("stuck", "No phones.")


def test_taking_back_that_it_began_takes_the_day_back_too(cast, row):
    doing_moves.take_back(action_id=row.id, told_id=doing.newest(row), by=cast.lead.actor)
    row.refresh_from_db()
    assert (row.state, row.begun_on) == ("agreed", None)


def test_somebody_else_who_only_helps_takes_nothing_back(cast, row, nurse):
    doing.change(
        action_id=row.id,
        said=replace(action_said(row), helpers=(nurse.person.id,)),
        base=said_mark(action_said(row)),
        by=cast.lead.actor,
    )
    with pytest.raises(NotAllowed):
        doing_moves.take_back(action_id=row.id, told_id=doing.newest(row), by=nurse.actor)


def test_neither_agreement_nor_an_older_word_is_taken_back(cast, priority, row):
    agreed = world_improvement.action(priority, cast.lead, state="agreed")
    with pytest.raises(Refused):
        doing_moves.take_back(action_id=agreed.id, told_id=doing.newest(agreed), by=cast.lead.actor)
    Progress.objects.filter(action=row).count()
    first = row.progress.order_by("at", "id")[0].id
    with pytest.raises(Refused):
        doing_moves.take_back(action_id=row.id, told_id=first, by=cast.lead.actor)


def test_a_stopped_one_that_lacks_something_by_now_is_not_taken_back(cast, row):
    by = cast.lead.actor
    doing.tell(action_id=row.id, state="stopped", text="No money.", by=by)
    said = action_said(Action.objects.get(pk=row.pk))
    doing.change(action_id=row.id, said=replace(said, target=""), base=said_mark(said), by=by)
    with pytest.raises(Refused, match="target"):
        doing_moves.take_back(action_id=row.id, told_id=doing.newest(row), by=by)


def test_only_a_proposal_is_taken_out_and_it_can_be_put_back(cast, priority, row):
    proposed, by = world_improvement.action(priority, cast.lead), cast.evaluator.actor
    doing.take_out(action_id=proposed.id, by=by)
    with pytest.raises(NotYours):
        action_page(cast.reader.actor, proposed.id)
    assert action_page(by, proposed.id).removed_by == cast.evaluator.name
    assert [one.id for one in visible_to(cast.reader.actor)] == [row.id]
    doing.put_back(action_id=proposed.id, by=by)
    assert visible_to(cast.reader.actor).count() == 2
    with pytest.raises(Refused):
        doing.take_out(action_id=row.id, by=by)


def test_actions_are_put_in_order_within_their_priority(cast, priority):
    rows = [world_improvement.action(priority, cast.lead, title=title) for title in "abc"]
    by = cast.evaluator.actor

    def order() -> str:
        return "".join(priority.actions.order_by("position", "id").values_list("title", flat=True))

    doing_moves.order(action_id=rows[2].id, up=True, by=by)
    assert order() == "acb"
    doing_moves.order(action_id=rows[0].id, up=False, by=by)
    assert order() == "cab"
    for up, row in ((True, rows[2]), (False, rows[1])):
        doing_moves.order(action_id=row.id, up=up, by=by)
    assert order() == "cab"
    doing.take_out(action_id=rows[0].id, by=by)
    doing_moves.order(action_id=rows[0].id, up=True, by=by)
    assert order() == "cab"
    with pytest.raises(NotAllowed):
        doing_moves.order(action_id=rows[1].id, up=True, by=cast.reader.actor)


def test_the_trail_says_each_of_these(cast, priority, row):
    doing_moves.order(action_id=world_improvement.action(priority, cast.lead).id, up=True, by=cast.lead.actor)
    verbs = set(Entry.objects.filter(about="action").values_list("verb", flat=True))
    assert verbs == {"added", "agreed", "told of", "changed"}
