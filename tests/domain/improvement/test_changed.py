"""What changed since a meeting: all of it, and only what the actor may read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.core.errors import NotYours
from speir.evidence.actions import items, withdrawing
from speir.evidence.models import Item
from speir.frameworks.models import Framework
from speir.improvement.actions import doing, priorities, proving
from speir.improvement.models import Action, Candidate, CandidateStep, Priority, Proof, Tracked
from speir.improvement.queries import changed as queries
from speir.improvement.queries import happened
from speir.improvement.rules.changing import Kind
from speir.reports.builders.improvement.changed import sentence
from tests import world, world_improvement, world_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return world.cast()


def found(cast, by=None, since=None):
    return queries.changed_page((by or cast.reader).actor, cast.team.id, since)


def kinds(page) -> list[tuple[str, str]]:
    return [(line.kind.value, line.title) for _of, group in page.changes.groups for line in group.lines]


def test_it_tells_what_became_of_priorities_and_actions_newest_first(cast):
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    world_improvement.action(priority, cast.lead, title="Ring", state="stuck", text="No number.")
    page = found(cast)
    assert kinds(page) == [
        ("moved", "Ring"),
        ("moved", "Ring"),
        ("added", "Ring"),
        ("agreed", ""),
        ("proposed", ""),
    ]
    newest = page.changes.groups[0][1].lines[0]
    assert (newest.before, newest.after, newest.text) == ("agreed", "stuck", "No number.")


def test_by_default_it_is_since_the_latest_meeting_before_today(cast):
    world_meeting.meeting(cast.team, cast.lead, on=world_meeting.today(-40), name="Winter")
    world_meeting.meeting(cast.team, cast.lead, on=world_meeting.today(-10), name="Spring")
    world_meeting.meeting(cast.team, cast.lead)
    page = found(cast)
    assert (page.since, page.meeting) == (world_meeting.today(-10), "Spring")
    assert [name for _on, name in page.choices] == ["Spring", "Winter"]
    assert found(cast, since=world_meeting.today(-40)).meeting == "Winter"
    assert found(cast, since=world_meeting.today(-39)).meeting == ""


def test_where_nobody_met_yet_it_is_the_last_four_weeks(clock, cast):
    world_improvement.priority(cast.team, cast.lead)
    assert found(cast).since is None
    assert found(cast).changes.anything
    clock.forward(days=29)
    assert not found(cast).changes.anything


def test_what_was_before_the_day_is_left_out_and_what_was_on_it_is_in(clock, cast):
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    action = world_improvement.action(priority, cast.lead, state="under_way")
    clock.forward(days=3)
    doing.tell(action_id=action.id, state="under_way", text="Three teams now.", by=cast.lead.actor)
    page = found(cast, since=world_meeting.today())
    assert [line.kind for _of, group in page.changes.groups for line in group.lines] == [Kind.SAID]
    assert len(kinds(found(cast, since=world_meeting.today(1)))) == 0


def test_what_became_overdue_since_then_is_told_with_the_day_from_which_it_is(cast):
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    for title, days in (("Long ago", -40), ("Lately", -3), ("Today", 0)):
        world_improvement.action(
            priority, cast.lead, title=title, state="under_way", due=world_meeting.today(days)
        )
    done = world_improvement.action(
        priority, cast.lead, title="Done", state="done", due=world_meeting.today(-3)
    )
    assert done.state == "done"
    page = found(cast, since=world_meeting.today(-10))
    late = [one for _of, group in page.changes.groups for one in group.lines if one.kind == Kind.OVERDUE]
    assert [(one.title, timezone.localdate(one.at)) for one in late] == [("Lately", world_meeting.today(-2))]


def test_a_priority_that_was_opened_again_or_put_back_is_told_and_one_taken_out_is_not(cast):
    row = world_improvement.priority(cast.team, cast.lead, title="Out and back")
    priorities.take_out(priority_id=row.id, by=cast.lead.actor)
    assert not found(cast, cast.lead).changes.anything
    priorities.put_back(priority_id=row.id, by=cast.lead.actor)
    closed = world_improvement.priority(cast.team, cast.lead, agreed=True)
    Priority.objects.filter(pk=closed.pk).update(state="closed", closed_at=timezone.now())
    priorities.reopen(priority_id=closed.id, reason="It came back.", by=cast.lead.actor)
    said = [line for _of, group in found(cast).changes.groups for line in group.lines]
    assert {(one.kind.value, one.text) for one in said} == {
        ("put_back", ""),
        ("proposed", ""),
        ("agreed", ""),
        ("reopened", "It came back."),
    }


def test_evidence_that_was_added_says_what_it_shows_to_who_may_read_it(cast):
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    action = world_improvement.action(priority, cast.lead, state="done")
    view = world.begun(cast)
    item = Item.objects.get(pk=world.cite(view, "1.1", cast.evaluator, shows="Families say so."))
    Proof.objects.create(action=action, item=item, by_name="Isla", at=timezone.now())

    def shown(by):
        page = found(cast, by)
        return [one.text for _of, group in page.changes.groups for one in group.lines if one.kind == "proof"]

    assert shown(cast.reader) == ["Families say so."]
    item.only_me, item.owner = True, cast.evaluator.person.id
    item.save(update_fields=["only_me", "owner"])
    assert shown(cast.reader) == [""]


def test_decisions_on_candidates_and_what_is_tracked_are_told_to_who_belongs_there(cast):
    now = timezone.now()
    row = Candidate.objects.create(
        unit=cast.team,
        framework=Framework.objects.get(key=world.FRAMEWORK),
        words="Calls at night",
        decision="parked",
        reason="Two are enough.",
        again_on=dt.date(2027, 1, 5),
        written_at=now,
    )
    CandidateStep.objects.create(candidate=row, decision="parked", reason="Two are enough.", at=now)
    CandidateStep.objects.create(candidate=row, decision="", at=now)
    tracked = Tracked.objects.create(
        unit=cast.team,
        home=cast.team,
        owner=cast.lead.person.id,
        kind="recommendation",
        text="Write a protocol",
        state="done",
        outcome="It is in use.",
        written_at=now,
    )
    changes = found(cast).changes
    assert [(one.about, one.decision, one.again_on) for one in changes.decided] == [
        ("Calls at night", "parked", dt.date(2027, 1, 5))
    ]
    assert [(one.text, one.outcome) for one in changes.finished] == [("Write a protocol", "It is in use.")]
    Tracked.objects.filter(pk=tracked.pk).update(only_me=True)
    assert found(cast).changes.finished == ()
    assert len(found(cast, cast.lead).changes.finished) == 1


def test_nothing_of_a_priority_that_is_somebodys_alone_is_told_to_others(cast):
    row = world_improvement.priority(cast.team, cast.lead, title="Mine alone", agreed=True)
    world_improvement.action(row, cast.lead, state="stuck")
    Priority.objects.filter(pk=row.pk).update(only_me=True)
    assert not found(cast).changes.anything
    assert found(cast, cast.lead).changes.anything


def test_a_stranger_finds_nothing_and_an_action_taken_out_is_told_of_no_more(cast):
    for unit in (cast.team.id, "\x00", "x" * 16):
        with pytest.raises(NotYours):
            queries.changed_page(cast.stranger.actor, unit, None)
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    action = world_improvement.action(priority, cast.lead)
    doing.take_out(action_id=action.id, by=cast.lead.actor)
    assert ("added", action.title) not in kinds(found(cast))


def test_of_more_than_fits_the_newest_are_shown_and_the_rest_stands_on_the_pages_after(cast, monkeypatch):
    monkeypatch.setattr(happened, "PAGE", 3)
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    for at in range(5):
        world_improvement.action(priority, cast.lead, title=f"Action {at}")
    page = found(cast)
    assert page.changes.more
    assert ("added", "Action 4") in kinds(page)
    assert ("added", "Action 0") not in kinds(page)
    pages = [
        queries.changed_page(cast.lead.actor, cast.team.id, None, number).changes for number in (1, 2, 3, 4)
    ]
    told = [one for each in pages for _of, group in each.groups for one in group.lines]
    assert sorted(one.title for one in told if one.action) == [f"Action {at}" for at in range(5)]
    assert (len(told), [one.more for one in pages]) == (7, [True, True, False, False])


def test_evidence_of_impact_that_was_withdrawn_is_told_and_no_more_what_it_said(cast):
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    action = world_improvement.action(priority, cast.lead, state="done")
    Action.objects.filter(pk=action.pk).update(begun_on=timezone.localdate() - dt.timedelta(days=40))
    item = items.write(
        unit_id=cast.team.id,
        framework=world.framework(),
        draft=world.draft(from_day=timezone.localdate(), to_day=None, speaks_of="impact"),
        by=cast.lead.actor,
    )
    proving.show_impact(action_id=action.id, item_id=item.id, by=cast.lead.actor)
    withdrawing.withdraw(item_id=item.id, why="It was about another team.", by=cast.lead.actor)
    told = [one for _of, group in found(cast).changes.groups for one in group.lines]
    assert [(one.kind, one.text) for one in told if one.kind in ("proof", "withdrawn")] == [
        ("withdrawn", ""),
        ("proof", ""),
    ]
    assert "was withdrawn" in sentence(next(one for one in told if one.kind == "withdrawn"))
