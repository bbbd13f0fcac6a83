"""Deciding: a candidate becomes a priority, is parked, or nothing is done at present; and all of it taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.improvement.actions import nothing, priorities
from speir.improvement.models import CandidateStep, NothingNow, Priority
from speir.improvement.queries.nothing import nothing_now, standing_of
from speir.mentions.rules import Waits
from speir.trail.models import Entry
from tests import world_choosing, world_improvement
from tests.world_choosing import chosen, judged, left, line, looked, own, taken_back

YESTERDAY = dt.date(2020, 1, 1)


def test_a_chosen_one_becomes_a_priority_that_answers_what_it_rests_on(cast):
    judged(cast)
    look = looked(cast)
    priority = chosen(cast.team, cast.lead)
    found = line(cast.lead, cast.team, "3.2")
    assert (priority.title, priority.state) == ("Tell schools sooner", "proposed")
    assert found.priority.id == priority.id
    assert not found.undecided
    rows = {row.source: row for row in priority.findings.all()}
    assert rows["look"].look_id == look
    assert rows["judgement"].words == "Weak. Schools hear from us too late."
    assert rows["judgement"].judgement.indicator.number == "3.2"
    assert {row.number for row in rows.values()} == {"3.2"}


def test_pressed_twice_one_priority_is_made_and_a_second_person_is_told(cast):
    judged(cast)
    given = new_id()
    base = line(cast.lead, cast.team, "3.2").decided.base
    assert chosen(cast.team, cast.lead, priority_id=given).id == given
    assert chosen(cast.team, cast.lead, priority_id=given, base=base).id == given
    with pytest.raises(Refused):  # after Back, with another name in it
        chosen(cast.team, cast.lead, priority_id=given, base=base, title="Share sooner")
    with pytest.raises(Refused):
        chosen(cast.team, cast.lead, base=base)
    with pytest.raises(Refused):
        left(cast.team, cast.lead, base=base)
    assert Priority.objects.count() == 1


def test_own_words_become_a_priority_too(cast):
    row = own(cast.team, cast.lead)
    priority = chosen(cast.team, cast.lead, row.id)
    (finding,) = priority.findings.all()
    assert (finding.source, finding.words) == ("survey", row.words)


def test_parked_and_nothing_at_present_have_a_reason_and_who_decided_stands(cast):
    judged(cast)
    left(cast.team, cast.lead, reason="The new system first.", again_on=dt.date(2099, 3, 3))
    left(cast.team, cast.lead, reason="The new system first.", again_on=dt.date(2099, 3, 3))
    found = line(cast.reader, cast.team, "3.2")
    assert (found.decided.decision, found.decided_by, found.again) == ("parked", cast.lead.name, "")
    left(cast.team, cast.lead, decision="nothing", reason="It is in hand.", again_on=dt.date(2099, 3, 3))
    assert line(cast.reader, cast.team, "3.2").decided.again_on is None
    assert list(CandidateStep.objects.order_by("at").values_list("decision", "reason")) == [
        ("parked", "The new system first."),
        ("nothing", "It is in hand."),
    ]
    bad: list[dict[str, Any]] = [{"reason": " "}, {"decision": "made up"}, {"decision": "chosen"}]
    for wrong in (*bad, {"reason": "x" * 1001}):
        with pytest.raises(Unfit):
            left(cast.team, cast.lead, **wrong)
    with pytest.raises(Waits):
        left(cast.team, cast.lead, reason="Callum Fraser told his teacher.")


def test_a_day_in_the_past_is_asked_about_and_not_refused(cast):
    judged(cast)
    with pytest.raises(Unfit):
        left(cast.team, cast.lead, again_on=YESTERDAY, asked=None)
    left(cast.team, cast.lead, again_on=YESTERDAY)
    assert line(cast.lead, cast.team, "3.2").again == "day"


def test_taken_back_it_is_undecided_and_a_priority_with_nothing_in_it_goes_with_it(cast):
    judged(cast)
    left(cast.team, cast.lead)
    taken_back(cast.team, cast.lead)
    taken_back(cast.team, cast.lead)
    assert line(cast.lead, cast.team, "3.2").undecided
    priority = chosen(cast.team, cast.lead)
    stale = line(cast.lead, cast.team, "1.1").decided.base
    with pytest.raises(Refused):
        taken_back(cast.team, cast.lead, base=stale)
    taken_back(cast.team, cast.lead)
    priority.refresh_from_db()
    assert priority.removed_at is not None
    again = chosen(cast.team, cast.lead)
    world_improvement.action(again, cast.lead)
    taken_back(cast.team, cast.lead)
    again.refresh_from_db()
    assert again.removed_at is None
    assert [step.decision for step in CandidateStep.objects.order_by("at")] == [
        *("parked", "", "chosen", "", "chosen", "")
    ]


def test_it_stands_again_once_its_priority_was_taken_out(cast):
    judged(cast)
    priority = chosen(cast.team, cast.lead)
    priorities.take_out(priority_id=priority.id, by=cast.lead.actor)
    assert line(cast.lead, cast.team, "3.2").again == "closed"


def test_deciding_is_for_whoever_leads(cast):
    judged(cast)
    for who in (cast.evaluator, cast.reader):
        with pytest.raises(NotAllowed):
            left(cast.team, who)
        with pytest.raises(NotAllowed):
            chosen(cast.team, who)
        with pytest.raises(NotAllowed):
            nothing.say(unit_id=cast.team.id, reason="No.", by=who.actor)
    with pytest.raises(NotYours):
        nothing.end(unit_id=cast.team.id, by=cast.stranger.actor)
    with pytest.raises(NotYours):
        nothing.end(unit_id="\x00", by=cast.lead.actor)


def test_nothing_at_present_is_an_answer_until_a_priority_is_agreed_or_it_is_taken_back(cast):
    team = cast.team.id
    assert nothing_now(team) is None
    first = nothing.say(unit_id=team, reason="We finish what we began.", by=cast.lead.actor)
    assert nothing.say(unit_id=team, reason="We finish what we began.", by=cast.lead.actor) == first
    with pytest.raises(Refused):
        nothing.say(unit_id=team, reason="Another.", by=cast.lead.actor)
    again = timezone.localdate()
    nothing.say(unit_id=team, reason="Another.", again_on=again, base=first.id, by=cast.lead.actor)
    said = nothing_now(team)
    assert (said.reason, said.by, said.due) == ("Another.", cast.lead.name, True)
    assert standing_of(cast.reader.actor, team) == (said, ())
    world_improvement.priority(cast.team, cast.lead)
    assert nothing_now(team) is not None, "only proposed"
    world_improvement.priority(cast.team, cast.lead, agreed=True)
    assert nothing_now(team) is None
    none, two = standing_of(cast.reader.actor, team)
    assert (none, [one.state for one in two]) == (None, ["proposed", "agreed"])
    nothing.say(unit_id=team, reason="Now nothing.", by=cast.lead.actor)
    nothing.end(unit_id=team, by=cast.lead.actor)
    nothing.end(unit_id=team, by=cast.lead.actor)
    assert nothing_now(team) is None
    assert NothingNow.objects.filter(ended_at=None).count() == 0


def test_the_reason_for_nothing_is_asked_about_and_has_to_be_there(cast):
    for wrong in ({"reason": ""}, {"reason": "Why not.", "again_on": YESTERDAY}):
        with pytest.raises(Unfit):
            nothing.say(unit_id=cast.team.id, by=cast.lead.actor, **wrong)
    with pytest.raises(Waits):
        nothing.say(unit_id=cast.team.id, reason="Callum Fraser told us.", by=cast.lead.actor)


def test_the_trail_tells_of_it_and_says_no_word_of_what_was_written(cast):
    judged(cast)
    world_choosing.weighed(cast.team, cast.lead, note="Three schools.")
    left(cast.team, cast.lead, reason="The new system first.")
    taken_back(cast.team, cast.lead)
    chosen(cast.team, cast.lead)
    said = set(Entry.objects.filter(about="candidate").values_list("verb", "detail"))
    assert said == {("weighed", ""), ("parked", ""), ("took back", ""), ("chose", "")}
