"""What a priority answers, the order of priorities, and plans of one's own."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import inspections
from speir.evaluations.actions.looks import finishing
from speir.evaluations.rules.inspecting import Draft
from speir.improvement.actions import findings, ordering, plans, priorities
from speir.improvement.models import EarlierText, Finding, OwnPlan
from speir.improvement.queries import priority_form, priority_page
from speir.improvement.queries.priorities import lines
from speir.improvement.queries.said import finding_said, priority_said
from speir.improvement.queries.sources import offered, resolved
from speir.improvement.rules.findings import Said, said_mark
from speir.improvement.rules.priorities import said_mark as priority_mark
from speir.mentions.rules import Waits
from speir.trail.models import Entry
from tests import world, world_look
from tests.world_improvement import priority

DRAFT = Draft(day=dt.date(2026, 1, 20), levels={"3.2": "weak"}, title="Joint inspection")
WORDS = "At night nobody knows whom to ring."


def added(row, by, **said) -> Finding:
    typed = {"source": "survey", "words": WORDS} | said
    return findings.add(priority_id=row.id, said=Said(**typed), finding_id=new_id(), by=by.actor)


def test_a_finding_is_added_once_and_changed_with_what_stood_kept(cast, clock):
    row = priority(cast.team, cast.lead)
    said, one = Said(source="survey", words=WORDS), new_id()
    for _n in range(2):
        findings.add(priority_id=row.id, said=said, finding_id=one, by=cast.lead.actor)
    with pytest.raises(Unfit):
        findings.add(
            priority_id=row.id, said=Said(source="own", words="Other"), finding_id=one, by=cast.lead.actor
        )
    found = Finding.objects.get()
    clock.forward(days=1)
    base, now = said_mark(finding_said(found)), Said(source="survey", number="3.2", words="Nobody answers.")
    for _n in range(2):
        findings.change(priority_id=row.id, finding_id=one, said=now, base=base, by=cast.lead.actor)
    assert finding_said(Finding.objects.get()) == now
    assert list(EarlierText.objects.values_list("field", "text")) == [("words", WORDS)]
    with pytest.raises(Refused, match="meanwhile"):
        findings.change(priority_id=row.id, finding_id=one, said=said, base=base, by=cast.lead.actor)
    verbs = Entry.objects.filter(about="finding").order_by("at").values_list("verb", flat=True)
    assert sorted(verbs) == ["added", "changed"]
    earlier = priority_form.earlier(cast.lead.actor, row.id)
    assert [(one.text, one.words) for one in earlier] == [(WORDS, "Nobody answers.")]


def test_it_is_taken_out_and_put_back_and_its_page_tells_both(cast):
    row = priority(cast.team, cast.lead)
    one = added(row, cast.lead)
    for act in (findings.take_out, findings.take_out):
        act(priority_id=row.id, finding_id=one.id, by=cast.lead.actor)
    page = priority_page.page(cast.lead.actor, row.id)
    assert (page.findings, [line.id for line in page.taken_out]) == ((), [one.id])
    findings.put_back(priority_id=row.id, finding_id=one.id, by=cast.lead.actor)
    assert [line.words for line in priority_page.page(cast.lead.actor, row.id).findings] == [WORDS]


def test_who_does_not_plan_or_belong_adds_nothing(cast):
    row = priority(cast.team, cast.lead, agreed=True)
    with pytest.raises(NotAllowed):
        added(row, cast.reader)
    with pytest.raises(NotYours):
        added(row, cast.stranger)
    mine = added(row, cast.lead)
    other = priority(cast.team, cast.lead, title="Another")
    for wrong in (new_id(), "x\x00", mine.id):
        with pytest.raises(NotYours):
            findings.take_out(priority_id=other.id, finding_id=wrong, by=cast.lead.actor)


def test_somebody_named_waits_until_it_is_explained(cast):
    row = priority(cast.team, cast.lead)
    with pytest.raises(Waits):
        added(row, cast.lead, words="Kirsty McAllister, born 4 May 2015, was not seen.")
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"number": "9.9"},
        {"number": "3.2", "theme": "hmie-2005/1.1/trust"},
        {"item": "x\x00"},
        {"look": "0" * 16},
        {"judgement": "0" * 16},
        {"inspection": "0" * 16},
    ],
)
def test_what_is_not_there_is_refused(cast, said):
    row = priority(cast.team, cast.lead)
    with pytest.raises(Unfit):
        added(row, cast.lead, **said)


def test_a_source_is_linked_for_whoever_may_read_it(cast):
    view = world.begun(cast)
    world.write(view, "3.2", cast.evaluator, choice="weak")
    hidden = world.begun(cast, "Mine alone", only_me=True)
    world.write(hidden, "3.2", cast.lead, choice="weak")
    look = world_look.look(cast.team, cast.lead)
    begun = world_look.look(cast.team, cast.lead, title="Just begun")
    finishing.finish(look_id=look.id, by=cast.lead.actor)
    item = world.cite(view, "3.2", cast.evaluator)
    row = priority(cast.team, cast.lead, agreed=True)
    seen = inspections.record(
        unit_id=cast.team.id, framework_id=world.framework().id, draft=DRAFT, by=cast.lead.actor
    )
    where = {
        "view": f"view:{view.id}",
        "look": f"look:{look.id}",
        "item": f"item:{item}",
        "inspection": f"inspection:{seen.id}",
    }
    team = SimpleNamespace(unit_id=cast.team.id, demonstration=False)
    offers = dict(offered(cast.lead.actor, team, Said()).groups)
    listed = {value for those in offers.values() for value, _words in those}
    assert set(where.values()) <= listed
    assert not {f"view:{hidden.id}", f"look:{begun.id}"} & listed
    for value in (*where.values(), f"view:{hidden.id}"):
        said = resolved(cast.lead.actor, value, Said(number="3.2", words=WORDS), Said())
        findings.add(priority_id=row.id, said=said, finding_id=new_id(), by=cast.lead.actor)
    page = priority_page.page(cast.lead.actor, row.id)
    assert [one.to[0] for one in page.findings] == ["view", "look", "item", "inspection", "view"]
    page = priority_page.page(cast.reader.actor, row.id)
    assert [one.to[:1] for one in page.findings] == [("view",), ("look",), ("item",), ("inspection",), ()]
    stands = finding_said(Finding.objects.get(position=1))
    assert offered(cast.lead.actor, team, stands).now == where["view"]
    with pytest.raises(Refused, match="indicator"):
        resolved(cast.lead.actor, where["view"], Said(), Said())
    with pytest.raises(Refused, match="Nothing is written"):
        resolved(cast.lead.actor, where["view"], Said(number="1.1"), Said())
    with pytest.raises(Unfit):
        added(row, cast.lead, source="look", look=begun.id)
    with pytest.raises(Unfit):
        added(row, cast.lead, source="judgement", number="1.1", judgement=world.row(view, "1.1").id)
    said = resolved(cast.stranger.actor, where["item"], Said(words=WORDS), Said())
    other = priority(cast.elsewhere, cast.stranger)
    with pytest.raises(Unfit):
        findings.add(priority_id=other.id, said=said, by=cast.stranger.actor)


def test_priorities_stand_in_the_order_in_which_they_are_put(cast):
    first, second, third = (priority(cast.team, cast.lead, title=f"Priority {at}") for at in range(3))

    def stand() -> list[str]:
        return [one.title[-1] for one in lines(cast.reader.actor, cast.team.id)]

    assert stand() == ["0", "1", "2"]
    for _n in range(2):
        ordering.put_beside(priority_id=third.id, other=first.id, after=False, by=cast.lead.actor)
    assert stand() == ["2", "0", "1"]
    ordering.put_beside(priority_id=third.id, other=second.id, after=True, by=cast.lead.actor)
    ordering.put_beside(priority_id=third.id, other=third.id, after=True, by=cast.lead.actor)
    assert stand() == ["0", "1", "2"]
    assert Entry.objects.filter(verb="moved", about="priority").count() == 2
    with pytest.raises(NotAllowed):
        ordering.put_beside(priority_id=third.id, other=first.id, after=False, by=cast.reader.actor)
    for wrong in ("x\x00", new_id()):
        with pytest.raises(NotYours):
            ordering.put_beside(priority_id=third.id, other=wrong, after=False, by=cast.lead.actor)


def test_a_unit_makes_plans_of_its_own_that_priorities_feed(cast):
    one = new_id()
    for _n in range(2):
        plans.make(unit_id=cast.team.id, name=" Service  plan ", plan_id=one, by=cast.lead.actor)
    assert OwnPlan.objects.get().name == "Service plan"
    with pytest.raises(Unfit):
        plans.make(unit_id=cast.team.id, name="Other", plan_id=one, by=cast.lead.actor)
    with pytest.raises(Unfit):
        plans.make(unit_id=cast.team.id, name="service plan", by=cast.lead.actor)
    row = priority(cast.team, cast.lead, feeds=(f"own:{one}", "policing"))
    assert priority_page.page(cast.lead.actor, row.id).feeds == (
        "Policing business plan",
        f"{cast.team.name}: Service plan",
    )
    plans.rename(unit_id=cast.team.id, plan_id=one, name="Plan to 2030", by=cast.lead.actor)
    plans.rename(unit_id=cast.team.id, plan_id=one, name="Plan to 2030", by=cast.lead.actor)
    for _n in range(2):
        plans.take_away(unit_id=cast.team.id, plan_id=one, by=cast.lead.actor)
    # What fed it goes on saying so, and can be changed all the same.
    stands = priority_said(row)
    priorities.change(
        priority_id=row.id,
        said=type(stands)(title="Share sooner", difference=stands.difference, feeds=stands.feeds),
        base=priority_mark(stands),
        by=cast.lead.actor,
    )
    with pytest.raises(Unfit):
        priority(cast.team, cast.lead, title="Second", feeds=(f"own:{one}",))
    plans.make(unit_id=cast.team.id, name="Plan to 2030", by=cast.lead.actor)
    with pytest.raises(Unfit):
        plans.put_back(unit_id=cast.team.id, plan_id=one, by=cast.lead.actor)
    plans.rename(unit_id=cast.team.id, plan_id=one, name="The old plan", by=cast.lead.actor)
    for _n in range(2):
        plans.put_back(unit_id=cast.team.id, plan_id=one, by=cast.lead.actor)
    verbs = Entry.objects.filter(about="plan").order_by("at").values_list("verb", flat=True)
    assert sorted(verbs) == ["made", "made", "put back", "renamed", "renamed", "took out"]


@pytest.mark.parametrize("plan", ["own:x\x00", f"own:{'0' * 16}", "own:"])
def test_a_plan_that_is_not_near_is_fed_by_nothing(cast, plan):
    far = plans.make(unit_id=cast.elsewhere.id, name="Theirs", by=cast.stranger.actor)
    for one in (plan, f"own:{far.id}"):
        with pytest.raises(Unfit):
            priority(cast.team, cast.lead, feeds=(one,))


def test_who_does_not_plan_makes_no_plan(cast):
    with pytest.raises(NotAllowed):
        plans.make(unit_id=cast.team.id, name="Mine", by=cast.reader.actor)
    with pytest.raises(NotYours):
        plans.make(unit_id=cast.team.id, name="Mine", by=cast.stranger.actor)
    with pytest.raises(NotYours):
        plans.rename(unit_id=cast.team.id, plan_id="x\x00", name="Mine", by=cast.lead.actor)
    with pytest.raises(Waits):
        plans.make(
            unit_id=cast.team.id, name="Plan for Kirsty McAllister, born 4 May 2015", by=cast.lead.actor
        )
