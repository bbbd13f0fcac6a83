"""What the tables of improvement promise: a row in each, and for each constraint what it must refuse."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone

from speir.improvement import models as i
from speir.improvement.actions import doing, doing_moves
from tests import world_improvement
from tests.migrations.rows import again, alter, first

DAY = dt.date(2026, 3, 2)


def rows(cast, item):
    """A priority and all that can be said of one, with whatever is tracked, heard and met about beside it."""
    now = timezone.now()
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    priority.findings.create(source="own", words="Schools hear too late", written_at=now)
    plan = i.OwnPlan.objects.create(unit=cast.team, name="Own plan", made_at=now)
    priority.feeds.create(structure="policing")
    priority.feeds.create(own=plan)
    action = world_improvement.action(priority, cast.lead, state="under_way")
    other = world_improvement.action(priority, cast.lead, title="Another")
    doing_moves.take_back(
        action_id=action.id, told_id=action.progress.latest("at", "id").id, by=cast.lead.actor
    )
    doing.tell(action_id=action.id, state="under_way", text="Two teams.", by=cast.lead.actor)
    action.steps.create(text="A step", written_at=now)
    action.waits_for.create(needs=other)
    action.helpers.create(person=cast.reader.person)
    action.proofs.create(item=item, at=now)
    framework = priority.framework
    candidate = i.Candidate.objects.create(
        unit=cast.team, framework=framework, number="1.1", decision="parked", reason="x", written_at=now
    )
    candidate.steps.create(decision="parked", reason="x", at=now)
    i.NothingNow.objects.create(unit=cast.team, reason="All is well", at=now)
    kept = {"unit": cast.team, "home": cast.team, "owner": cast.lead.person.id, "written_at": now}
    tracked = i.Tracked.objects.create(kind="practice", text="A practice", **kept)
    tracked.answered_by.create(priority=priority)
    tracked.taken_up.create(unit=cast.team, on=DAY, written_at=now)
    answering = i.Answering.objects.create(voice="children", source="A survey", heard="Ring us", **kept)
    answering.rests_on.create(priority=priority)
    i.Meeting.objects.create(unit=cast.team, name="Committee", on=DAY, made_at=now)
    i.Letters.objects.create(person=cast.lead.person)
    i.ProgressLink.objects.create(
        action=action, person=cast.lead.person, digest="0" * 64, made_at=now, ends_at=now
    )
    i.EarlierText.objects.create(
        about="priority", about_id=priority.id, field="title", text="x", replaced_at=now
    )




AGREED = {"state": "under_way"}
BROKEN: dict[str, Any] = {
    "priority_has_title": lambda: alter(i.Priority, title=""),
    "priority_state_is_known": lambda: alter(i.Priority, state="lost"),
    "priority_responsibility_is_known": lambda: alter(i.Priority, responsibility="nobody"),
    "priority_agreed_says_difference_and_whose": lambda: alter(i.Priority, difference=""),
    "priority_closed_at_some_time": lambda: alter(i.Priority, closed_at=timezone.now()),
    "priority_step_is_known": lambda: again(i.PriorityStep, said="lost"),
    "part_once": lambda: again(i.Part),
    "part_as_is_known": lambda: alter(i.Part, part_as="looks_on"),
    "finding_source_is_known": lambda: alter(i.Finding, source="gossip"),
    "finding_says_something": lambda: alter(i.Finding, words=""),
    "own_plan_has_name": lambda: alter(i.OwnPlan, name=""),
    "own_plan_once": lambda: again(i.OwnPlan),
    "feeds_structure_once": lambda: again(i.Feeds, {"own": None}),
    "feeds_own_plan_once": lambda: again(i.Feeds, {"structure": ""}),
    "feeds_one_plan": lambda: alter(i.Feeds, {"own": None}, structure="moon"),
    "candidate_once_of_an_indicator": lambda: again(i.Candidate),
    "candidate_is_about_something": lambda: alter(i.Candidate, number=""),
    "candidate_decision_is_known": lambda: alter(i.Candidate, decision="perhaps"),
    "candidate_left_for_a_reason": lambda: alter(i.Candidate, reason=""),
    "candidate_source_is_known": lambda: alter(i.Candidate, source="gossip"),
    "nothing_now_has_reason": lambda: alter(i.NothingNow, reason=""),
    "nothing_now_once_in_a_unit": lambda: again(i.NothingNow),
    "action_has_title": lambda: alter(i.Action, title=""),
    "action_state_is_known": lambda: alter(i.Action, state="lost"),
    "action_agreed_has_date_and_target": lambda: alter(i.Action, AGREED, target=""),
    "action_step_has_text": lambda: alter(i.ActionStep, text=""),
    "helper_once": lambda: again(i.Helper),
    "dependency_once": lambda: again(i.Dependency),
    "dependency_is_on_another": lambda: alter(i.Dependency, needs=models.F("action")),
    "progress_state_is_known": lambda: again(i.Progress, state="lost"),
    "progress_through_is_known": lambda: again(i.Progress, through="pigeon"),
    "progress_taken_back_once": lambda: again(i.Progress, {"takes_back__isnull": False}),
    "proof_once": lambda: again(i.Proof),
    "tracked_says_something": lambda: alter(i.Tracked, text=""),
    "tracked_kind_is_known": lambda: alter(i.Tracked, kind="gossip"),
    "tracked_state_is_known": lambda: alter(i.Tracked, state="lost"),
    "tracked_dropped_for_a_reason": lambda: alter(i.Tracked, state="dropped"),
    "answered_by_once": lambda: again(i.AnsweredBy),
    "taken_up_by_somebody": lambda: alter(i.TakenUp, unit=None),
    "answering_says_who_and_what": lambda: alter(i.Answering, heard=""),
    "answering_voice_is_known": lambda: alter(i.Answering, voice="ghosts"),
    "answering_age_is_known": lambda: alter(i.Answering, age="99"),
    "answering_of_one_thing": lambda: alter(i.AnsweringOf, priority=None),
    "meeting_has_name": lambda: alter(i.Meeting, name=""),
    "letters_every_is_known": lambda: alter(i.Letters, every="hour"),
    # fields that are unique by themselves
    "improvement_letters.person_id": lambda: again(i.Letters),
    "improvement_progress_link.digest": lambda: again(i.ProgressLink),
}
APPEND_ONLY: dict[str, type[models.Model]] = {
    "improvement_priority_step": i.PriorityStep,
    "improvement_candidate_step": i.CandidateStep,
    "improvement_progress": i.Progress,
    "improvement_earlier_text": i.EarlierText,
}
# Which column of each the tests try to forge.
COLUMNS: dict[type[models.Model], str] = {
    i.PriorityStep: "text",
    i.CandidateStep: "reason",
    i.Progress: "text",
    i.EarlierText: "text",
}
