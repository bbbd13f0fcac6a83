"""Who reads a priority and its actions, who changes them and tells of them: each actor in each situation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.utils import timezone

from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Unfit
from speir.improvement.actions import doing, priorities
from speir.improvement.actions import sharing as act
from speir.improvement.models import Action, Part, Priority
from speir.improvement.policy import doing as doing_policy
from speir.improvement.policy import priorities as policy
from speir.improvement.queries.audiences import of_thing
from speir.improvement.queries.people import people_for
from speir.improvement.queries.said import action_said, priority_said
from speir.improvement.rules.doing import said_mark
from speir.improvement.rules.priorities import said_mark as priority_mark
from speir.organisations.actions import roles, seats, units
from speir.organisations.actions.people import add_unit
from speir.organisations.models import Membership, Seat
from tests import world, world_improvement, world_joint
from tests.kept import kept
from tests.world import Somebody

pytestmark = pytest.mark.django_db
# Of the committee whose priority it is; of health, which sees to it; of police, which has no part; of nobody near.
HOME = {"lead", "chair", "chief", "reader", "practitioner"}
HEALTH = {"health lead", "health evaluator", "health visitor"}
POLICE = {"police lead", "police evaluator"}
NEVER = {"administrator", "inspector", "stranger"}


@dataclass
class There:
    """A committee whose priority health sees to, with an action that a health visitor leads."""

    committee: world_joint.Committee
    who: dict[str, Somebody]
    priority: Priority
    action: Action

    def reading(self) -> set[str]:
        """Whoever reads the priority, by each of the four ways of asking, which agree."""
        found = set()
        for name, somebody in self.who.items():
            actor = somebody.actor
            listed = policy.visible_to(actor).filter(pk=self.priority.pk).exists()
            assert reads(actor, policy.require, policy.READS, self.priority.pk) is listed, name
            assert reads(actor, doing_policy.require, self.action.pk) is listed, name
            assert doing_policy.visible_to(actor).filter(pk=self.action.pk).exists() in {
                listed,
                listed and self.priority.removed_at is None,
            }, name
            if listed:
                found.add(name)
        return found


def reads(actor: Any, ask: Callable[..., Any], *words: Any) -> bool:
    try:
        ask(actor, *words)
    except NotYours:
        return False
    return True


def a_committee() -> There:
    committee = world_joint.committee(("Health", "Police"))
    health, police = committee.members["Health"], committee.members["Police"]
    team = add_unit(name="Health visiting", kind="team", under=health.unit.id, by=health.lead.actor)
    visitor = world.colleague("Ailsa Kerr", team, "practitioner", health.lead)
    priority = world_improvement.priority(
        committee.unit, committee.lead, responsibility="one", parts=((health.unit.id, "sees_to_it"),)
    )
    priorities.agree(priority_id=priority.id, by=committee.lead.actor)
    row = world_improvement.action(priority, committee.lead, lead="", unit=health.unit.id)
    said = replace(action_said(row), lead=visitor.person.id)
    doing.change(action_id=row.id, said=said, base=said_mark(action_said(row)), by=health.lead.actor)
    doing.agree(action_id=row.id, by=health.lead.actor)
    priority.refresh_from_db()
    who = {
        "lead": committee.lead,
        "chair": committee.chair,
        "chief": committee.chief,
        "reader": committee.reader,
        "practitioner": world.colleague("Pru Adair", committee.unit, "practitioner", committee.lead),
        "administrator": world.colleague("Keeper Kerr", committee.unit, "administrator", committee.lead),
        "inspector": world.colleague("Iain Macrae", committee.unit, "inspector", committee.lead),
        "health lead": health.lead,
        "health evaluator": health.evaluator,
        "health visitor": visitor,
        "police lead": police.lead,
        "police evaluator": police.evaluator,
        "stranger": committee.stranger,
    }
    return There(committee, who, priority, Action.objects.get(pk=row.pk))


once = kept(a_committee, still=True)


@pytest.fixture
def there(db, clock, once) -> There:
    copied: There = deepcopy(once)
    return copied


def without_a_part(there: There) -> None:
    Part.objects.filter(priority=there.priority).delete()


def end_seat(there: There) -> None:
    seat = Seat.objects.get(organisation=there.committee.members["Health"].unit)
    seats.end(seat_id=seat.id, by=there.committee.lead.actor)


def share(there: There, audience: str, ends: dt.date | None = None) -> None:
    by = there.committee.lead.actor
    about: dict[str, Any] = {"about": "priority", "thing_id": there.priority.id}
    act.share(**about, audience=audience, why="They asked.", ends=ends, by=by)


def alter(there: There, **values: Any) -> None:
    Priority.objects.filter(pk=there.priority.pk).update(**values)
    there.priority.refresh_from_db()


def proposed(there: There) -> None:
    alter(there, state="proposed", agreed_at=None)


def for_its_owner(there: There) -> None:
    alter(there, only_me=True)


def taken_out(there: There) -> None:
    proposed(there)
    priorities.take_out(priority_id=there.priority.id, by=there.committee.lead.actor)
    there.priority.refresh_from_db()


def closed(there: There) -> None:
    alter(there, state="closed", closed_at=timezone.now())


def health_closes(there: There) -> None:
    health = there.committee.members["Health"]
    units.close(
        unit_id=health.unit.id, last=timezone.localdate() - dt.timedelta(days=1), by=health.lead.actor
    )


def with_partnership(there: There) -> None:
    share(there, f"partnership:{there.committee.unit.id}")


def by_name(there: There) -> None:
    share(there, f"named:{there.who['police evaluator'].person.id}")


SITUATIONS: dict[str, tuple[tuple[Callable[[There], None], ...], set[str]]] = {
    "agreed": ((), HOME | HEALTH),
    "only proposed": ((proposed,), HOME),
    "closed": ((closed,), HOME | HEALTH),
    "its part was taken out": ((without_a_part,), HOME),
    "for its owner alone": ((for_its_owner,), {"lead"}),
    # Who plans here can put it back.
    "taken out": ((taken_out,), {"lead", "chair"}),
    "the member's unit has closed": ((health_closes,), HOME | HEALTH),
    "shared with the partnership": ((with_partnership,), HOME | HEALTH | POLICE),
    "proposed, shared with the partnership": ((proposed, with_partnership), HOME | HEALTH | POLICE),
    "shared by name": ((by_name,), HOME | HEALTH | {"police evaluator"}),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_who_reads_it(there, situation):
    done, expected = SITUATIONS[situation]
    for one in done:
        one(there)
    assert there.reading() == expected


def test_on_the_day_after_its_last_one_an_organisation_reads_nothing_more(there, clock):
    end_seat(there)
    assert there.reading() == HOME | HEALTH
    clock.forward(days=1)
    assert there.reading() == HOME
    with pytest.raises(NotYours):
        doing.tell(
            action_id=there.action.id, state="under_way", text="", by=there.who["health visitor"].actor
        )


def test_shared_with_the_partnership_it_ends_with_the_seat_too(there, clock):
    with_partnership(there)
    end_seat(there)
    clock.forward(days=1)
    assert there.reading() == HOME | POLICE


def test_an_act_of_sharing_ends_on_its_last_day_and_when_it_is_ended(there, clock):
    share(there, f"partnership:{there.committee.unit.id}", ends=timezone.localdate())
    assert there.reading() >= POLICE
    clock.forward(days=1)
    assert not there.reading() & POLICE
    by_name(there)
    assert "police evaluator" in there.reading()
    lines = of_thing(there.committee.lead.actor, "priority", there.priority.id).audience.lines
    named = next(line.id for line in lines if line.holds)
    about = {"about": "priority", "thing_id": there.priority.id, "act_id": named}
    act.end(**about, by=there.committee.lead.actor)
    assert "police evaluator" not in there.reading()


def test_a_part_of_an_organisation_that_sits_nowhere_near_opens_nothing(there):
    elsewhere = Membership.objects.get(person=there.who["stranger"].person).unit
    Part.objects.create(priority=there.priority, unit=elsewhere, part_as="consulted")
    assert "stranger" not in there.reading()


def test_a_seat_that_is_taken_again_opens_it_again(there, clock):
    end_seat(there)
    clock.forward(days=1)
    health = there.committee.members["Health"]
    world_joint.seat(health.unit, health.lead, there.committee.unit, there.committee.lead)
    assert there.reading() == HOME | HEALTH


def test_a_team_that_was_merged_into_another_goes_on_by_its_people(there, clock):
    """What it had a part in was its own; its people read it through the organisation that has the part."""
    health = there.committee.members["Health"]
    other = add_unit(name="School nursing", kind="team", under=health.unit.id, by=health.lead.actor)
    team = Membership.objects.get(person=there.who["health visitor"].person).unit
    units.merge(unit_id=team.id, into_id=other.id, last=timezone.localdate(), by=health.lead.actor)
    clock.forward(days=1)
    assert there.reading() == HOME | HEALTH
    doing.tell(action_id=there.action.id, state="under_way", text="", by=there.who["health visitor"].actor)


# What each may do with an agreed priority (change, agree) and with its action (change, agree, tell).
PLANS = {"lead", "chair"}
ALLOWED: dict[str, set[str]] = {
    "change priority": PLANS,
    "agree priority": PLANS,
    "change action": PLANS | {"health lead", "health evaluator"},
    "agree action": PLANS | {"health lead"},
    "tell": PLANS | HEALTH,
}
ASK: dict[str, Callable[[Any, There], Any]] = {
    "change priority": lambda actor, there: policy.require(
        actor, Permission.PLAN_IMPROVEMENT, there.priority.id
    ),
    "agree priority": lambda actor, there: policy.require(
        actor, Permission.AGREE_IMPROVEMENT, there.priority.id
    ),
    "change action": lambda actor, there: doing_policy.require_to_change(
        actor, Permission.PLAN_IMPROVEMENT, there.action.id
    ),
    "agree action": lambda actor, there: doing_policy.require_to_change(
        actor, Permission.AGREE_IMPROVEMENT, there.action.id
    ),
    "tell": lambda actor, there: doing_policy.require_to_tell(actor, there.action.id),
}


@pytest.mark.parametrize("what", ASK)
def test_who_may_do_what(there, what):
    reading, allowed = there.reading(), set()
    for name, somebody in there.who.items():
        try:
            ASK[what](somebody.actor, there)
        except NotYours:
            assert name not in reading
        except NotAllowed:
            assert name in reading
        else:
            allowed.add(name)
    assert allowed == ALLOWED[what]


@pytest.mark.parametrize("what", ASK)
@pytest.mark.parametrize("shared", [with_partnership, by_name])
def test_sharing_lets_read_and_nothing_else(there, what, shared):
    shared(there)
    for name in POLICE & there.reading():
        with pytest.raises(NotAllowed):
            ASK[what](there.who[name].actor, there)


@pytest.mark.parametrize("what", ASK)
def test_in_a_unit_that_has_closed_nobody_does_anything_new_but_a_lead_who_is_named(there, what):
    health_closes(there)
    for name in HEALTH:
        if what == "tell" and name == "health visitor":
            ASK[what](there.who[name].actor, there)
            continue
        with pytest.raises(NotAllowed):
            ASK[what](there.who[name].actor, there)


def leave(there: There, name: str) -> None:
    person, by = there.who[name].person, there.committee.members["Health"].lead.actor
    for held in Membership.objects.filter(person=person):
        roles.end(membership_id=held.id, by=by)


def test_a_lead_whose_role_ended_tells_nothing_more_and_is_named_to_nobody(there):
    leave(there, "health visitor")
    gone = there.who["health visitor"]
    with pytest.raises(NotYours):
        doing.tell(action_id=there.action.id, state="under_way", text="", by=gone.actor)
    health = there.committee.members["Health"].lead
    assert gone.person.id not in {one.id for one in people_for(there.priority, health.actor)}


def test_an_action_whose_lead_left_is_changed_and_goes_on_with_another(there):
    leave(there, "health visitor")
    health = there.committee.members["Health"]
    row = Action.objects.get(pk=there.action.pk)
    stands = action_said(row)
    said = replace(stands, title="Ring every school the same day")
    row = doing.change(action_id=row.id, said=said, base=said_mark(stands), by=health.lead.actor)
    said = replace(action_said(row), lead=health.evaluator.person.id)
    doing.change(action_id=row.id, said=said, base=said_mark(action_said(row)), by=health.lead.actor)
    doing.tell(action_id=row.id, state="under_way", text="", by=health.evaluator.actor)


def test_a_part_by_which_somebody_leads_an_action_is_not_taken_off_before_that_is_given_to_another(there):
    lead, said = there.committee.lead, priority_said(there.priority)
    police = ((there.committee.members["Police"].unit.id, "sees_to_it"),)
    asked: dict[str, Any] = {
        "priority_id": there.priority.id,
        "said": replace(said, parts=police),
        "by": lead.actor,
    }
    with pytest.raises(Unfit) as unfit:
        priorities.change(**asked, base=priority_mark(said))
    assert [one.code for one in unfit.value.broken] == ["part-leads"]
    assert "Ailsa Kerr leads actions of this priority" in unfit.value.broken[0].sentence
    Action.objects.filter(pk=there.action.pk).update(lead=lead.person)
    priorities.change(**asked, base=priority_mark(said))
    assert [one.unit_id for one in there.priority.parts.all()] == [police[0][0]]


def test_who_can_read_it_names_each_that_has_a_part_and_since_when(there, clock):
    lead = there.committee.lead.actor
    shown = of_thing(lead, "priority", there.priority.id)
    assert [(one.name, one.reads, one.why_not) for one in shown.partners] == [("Health", True, "")]
    proposed(there)
    partner = of_thing(lead, "priority", there.priority.id).partners[0]
    assert (partner.reads, partner.why_not) == (False, "proposed")
    alter(there, state="agreed", agreed_at=timezone.now())
    end_seat(there)
    clock.forward(days=1)
    partner = of_thing(lead, "priority", there.priority.id).partners[0]
    assert (partner.reads, partner.why_not) == (False, "seat")


def test_only_its_owner_and_whoever_leads_there_shares_it(there):
    asked: dict[str, Any] = {"audience": f"partnership:{there.committee.unit.id}", "why": "They asked."}
    asked |= {"thing_id": there.priority.id, "ends": None}
    for name in ("reader", "health lead", "health evaluator"):
        by = there.who[name].actor
        with pytest.raises(NotAllowed):
            act.share(about="priority", **asked, by=by)
    by = there.committee.lead.actor
    with pytest.raises(NotYours):
        act.share(about="moon", **asked, by=by)
