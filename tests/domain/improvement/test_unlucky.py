"""What happens to somebody unlucky: a thing is taken out, a lead leaves, a part opens what was only thought about."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from speir.access.actor import Actor
from speir.accounts.models import Person
from speir.core.errors import Refused, Unfit
from speir.evidence.actions import items, withdrawing
from speir.frameworks.queries import current
from speir.improvement.actions import doing, findings, nothing, priorities, proving
from speir.improvement.actions import plans as own_plans
from speir.improvement.models import Action, NothingNow, Progress, Proof
from speir.improvement.queries import doing_forms, priority_form
from speir.improvement.queries.plans import choices
from speir.improvement.queries.said import action_said, finding_said, priority_said
from speir.improvement.rules import findings as finding_rules
from speir.improvement.rules.doing import said_mark as action_mark
from speir.improvement.rules.naming import Through
from speir.improvement.rules.priorities import said_mark
from speir.mentions.rules import Waits
from tests import world, world_joint
from tests.world_improvement import action, priority

pytestmark = pytest.mark.django_db


def test_an_action_that_was_taken_out_is_neither_agreed_nor_told_of_nor_proved(cast):
    row = action(priority(cast.team, cast.lead, agreed=True), cast.lead)
    doing.take_out(action_id=row.id, by=cast.lead.actor)
    with pytest.raises(Refused, match="taken out"):
        doing.agree(action_id=row.id, by=cast.lead.actor)
    with pytest.raises(Refused, match="taken out"):
        doing.tell(action_id=row.id, state="stopped", text="No.", by=cast.lead.actor)
    with pytest.raises(Refused, match="taken out"):
        proving.show_impact(action_id=row.id, item_id="x", by=cast.lead.actor)
    doing.put_back(action_id=row.id, by=cast.lead.actor)
    assert doing.agree(action_id=row.id, by=cast.lead.actor).state == "agreed"


def test_a_priority_that_was_taken_out_is_not_agreed_and_nothing_at_present_stands(cast):
    nothing.say(unit_id=cast.team.id, reason="Nothing this year.", by=cast.lead.actor)
    of = priority(cast.team, cast.lead)
    row = action(of, cast.lead)
    priorities.take_out(priority_id=of.id, by=cast.lead.actor)
    with pytest.raises(Refused, match="taken out"):
        priorities.agree(priority_id=of.id, by=cast.lead.actor)
    with pytest.raises(Refused, match="taken out"):
        doing.agree(action_id=row.id, by=cast.lead.actor)
    with pytest.raises(Refused, match="taken out"):
        action(of, cast.lead, title="Nobody would see it")
    said = finding_rules.Said(source="survey", words="Nobody would see it.")
    with pytest.raises(Refused, match="taken out"):
        findings.add(priority_id=of.id, said=said, by=cast.lead.actor)
    of.refresh_from_db()
    assert of.state == "proposed"
    assert NothingNow.objects.filter(unit=cast.team, ended_at=None).exists()


def test_an_action_whose_lead_has_gone_is_not_agreed(cast):
    of = priority(cast.team, cast.lead, agreed=True)
    nurse = world.colleague("Ailsa Reid", cast.team, "practitioner", cast.lead)
    row = action(of, cast.lead, lead=nurse.person.id)
    Person.objects.filter(pk=nurse.person.id).update(is_active=False)
    with pytest.raises(Unfit) as raised:
        doing.agree(action_id=row.id, by=cast.lead.actor)
    assert [(one.code, one.field) for one in raised.value.broken] == [("lead-gone", "lead")]
    Person.objects.filter(pk=nurse.person.id).update(is_active=True)
    assert doing.agree(action_id=row.id, by=cast.lead.actor).state == "agreed"


def test_evidence_that_was_withdrawn_does_not_keep_an_impact_shown(cast):
    row = action(priority(cast.team, cast.lead, agreed=True), cast.lead, state="done")
    today = timezone.localdate()
    Action.objects.filter(pk=row.pk).update(begun_on=today - dt.timedelta(days=90))
    made = []
    for shows in ("Parents say so.", "Children say so."):
        draft = world.draft(shows=shows, from_day=today, to_day=today, speaks_of="impact")
        framework = current(world.FRAMEWORK)
        made.append(items.write(unit_id=cast.team.id, framework=framework, draft=draft, by=cast.lead.actor))
        proving.show_impact(action_id=row.id, item_id=made[-1].id, by=cast.lead.actor)
    withdrawing.withdraw(item_id=made[0].id, why="Not theirs.", by=cast.lead.actor)
    proof = Proof.objects.get(item=made[1])
    row = proving.take_back(action_id=row.id, proof_id=proof.id, text="Not of this.", by=cast.lead.actor)
    assert row.state == "done"


def test_what_is_said_while_agreeing_is_kept_and_asked_about(cast):
    row = action(priority(cast.team, cast.lead, agreed=True), cast.lead)
    said = {"action_id": row.id, "through": Through.MEETING, "by": cast.lead.actor}
    with pytest.raises(Waits):
        doing.agree(text="Callum Fraser told his teacher.", **said)
    with pytest.raises(Unfit):
        doing.agree(text="x" * 10_000, **said)
    row = doing.agree(text="We begin in May.", **said)
    assert (row.state, row.said) == ("agreed", "We begin in May.")
    last = Progress.objects.filter(action=row).latest("at")
    assert (last.text, last.through) == ("We begin in May.", "meeting")


def test_a_member_reads_nothing_that_was_written_over_before_the_priority_was_agreed(db, clock):
    there = world_joint.committee(("Health",))
    lead, health = there.lead, there.members["Health"]
    row = priority(there.unit, lead, title="Police were slow", parts=((health.unit.id, "sees_to_it"),))
    said = finding_rules.Said(source="survey", words="Health hid it.")
    found = findings.add(priority_id=row.id, said=said, by=lead.actor)
    gone = findings.add(priority_id=row.id, said=replace(said, words="Health knew."), by=lead.actor)
    one = action(row, lead, title="Tell health off")

    def reword(word: str) -> None:
        clock.forward(days=1)
        stands = priority_said(row)
        now = replace(stands, title=f"{word} priority")
        priorities.change(priority_id=row.id, said=now, base=said_mark(stands), by=lead.actor)
        row.refresh_from_db()
        for each in (found, gone):
            each.refresh_from_db()
            was = finding_said(each)
            findings.change(
                priority_id=row.id,
                finding_id=each.id,
                said=replace(was, words=f"{word} finding"),
                base=finding_rules.said_mark(was),
                by=lead.actor,
            )
        one.refresh_from_db()
        before = action_said(one)
        doing.change(
            action_id=one.id,
            said=replace(before, title=f"{word} action"),
            base=action_mark(before),
            by=lead.actor,
        )

    reword("First")
    clock.forward(days=1)
    priorities.agree(priority_id=row.id, by=lead.actor)
    row.refresh_from_db()
    reword("Second")
    findings.take_out(priority_id=row.id, finding_id=gone.id, by=lead.actor)

    def texts(actor: Actor) -> set[str]:
        of_actions = doing_forms.earlier(actor, one.id)[2]
        of_priority = priority_form.earlier(actor, row.id)
        return {each.text for each in of_priority} | {each.text for each in of_actions}

    assert texts(health.lead.actor) == {"First priority", "First finding", "First action"}
    own = texts(lead.actor)
    assert {"Police were slow", "Health hid it.", "Health knew.", "Tell health off"} < own


def test_what_another_member_calls_its_plans_is_told_only_where_a_priority_feeds_them(db):
    there = world_joint.committee(("Health", "Police"))
    health, police = there.members["Health"], there.members["Police"]
    plan = own_plans.make(unit_id=health.unit.id, name="Closing two wards", by=health.lead.actor)
    parts = tuple(sorted((one.unit.id, "sees_to_it") for one in (health, police)))
    row = priority(there.unit, there.lead, responsibility="together", parts=parts, agreed=True)

    # Who does an action is nobody's guess where several see to it; where one does, it is that one.
    assert doing_forms.new(there.lead.actor, row.id).said.unit == ""
    alone = priority(there.unit, there.lead, title="Alone", parts=parts[:1])
    assert doing_forms.new(there.lead.actor, alone.id).said.unit == parts[0][0]

    def offered(who: world.Somebody) -> bool:
        return any(key == f"own:{plan.id}" for key, _name in choices(who.actor, there.unit.id).plans)

    assert (offered(health.lead), offered(police.lead)) == (True, False)
    stands = priority_said(row)
    now = replace(stands, feeds=(f"own:{plan.id}",))
    priorities.change(priority_id=row.id, said=now, base=said_mark(stands), by=there.lead.actor)
    assert (offered(health.lead), offered(police.lead)) == (True, True)
